/**
 * What a further language of the customer page says, whole. A language is a folder beside this file, named by its code, with
 *
 * - `first.ts`: `export const first: FirstWords`, what a first visit shows, spoken at once;
 * - `rest.ts`: `export const rest: Catalogs`, everything else, fetched with the first part that comes later. It joins the folder's other
 *   files, one for each area (`calls.ts`, `media.ts` …);
 *
 * and one line in `list.ts`, which offers it. The compiler refuses a language that lacks a catalog, a key or a form. Turkish, in `tr/`, is
 * the example; `docs/howto/translate.md` says how to go about it.
 *
 * Rules for all of them:
 *
 * - The first line of each file is `// Translated by machine, to be read by a person.`, until somebody who grew up with it has read it.
 * - Customers are addressed as in a good shop (Turkish `siz`, French `vous`). Words of `docs/glossary.md` have one translation, everywhere.
 * - A number is said by `counted` (`plural.ts`), with all forms that the language has. No sentence is joined from pieces that another
 *   language would put in another order: where German calls a function, so does the translation.
 * - What only a team is told (keys that end in `Team`, and `team` beside `customer`) is never spoken here: it stays the empty text.
 * - Names of things (Tresen, Safari, QR) and laws (§ 147 AO, Art. 15 DSGVO) stay as they are; `German law` stands beside a paragraph.
 */
import type { Catalogs } from "@tresen/ui/i18n/catalogs";

export type { ChatWords as FirstWords } from "../words/de.ts";
export type { Catalogs };

/** What helps to find one's way: what `finding.ts` of a language says. */
export type Finding = Pick<
  Catalogs,
  | "callButtons"
  | "devices"
  | "emoji"
  | "given"
  | "kinds"
  | "languages"
  | "lost"
  | "notice"
  | "place"
  | "program"
  | "reading"
  | "search"
  | "sharing"
  | "trust"
  | "written"
>;

/** What is a customer's own: what `own.ts` of a language says. */
export type Own = Pick<
  Catalogs,
  | "card"
  | "chosen"
  | "emptied"
  | "facts"
  | "frame"
  | "name"
  | "passkey"
  | "passkeyTroubles"
  | "settings"
  | "touch"
  | "way"
>;
