/** How a business is reached: one entry for each such field of the profile, in the order in which both apps show them. */

import type { PROFILE_CHARACTERS } from "@tresen/core/wire/generated";
import { mayBeTapped } from "../content/own.ts";
import type { Lang } from "../index.ts";

type Texts = Readonly<Record<Lang, string>>;

/** A fact that the editor asks for, that mistakes name, and that customers read, by the same name everywhere. */
export interface Fact {
  readonly field: keyof typeof PROFILE_CHARACTERS;
  /** What is typed. Customers open all but `text` with a tap. */
  readonly type: "text" | "tel" | "email" | "url";
  readonly name: Texts;
  /** For the owner, below the field. */
  readonly hint?: Texts;
}

export const FACTS = [
  { field: "phone", type: "tel", name: { de: "Telefon", en: "Phone" } },
  { field: "email", type: "email", name: { de: "E-Mail", en: "E-mail" } },
  { field: "website", type: "url", name: { de: "Webseite", en: "Website" } },
  { field: "parking", type: "text", name: { de: "Parkplätze", en: "Parking" } },
] as const satisfies readonly Fact[];

type FactField = (typeof FACTS)[number]["field"];

/** The names of all facts in a language, by field. */
export const factNames = (lang: Lang): Readonly<Record<FactField, string>> =>
  Object.fromEntries(FACTS.map(({ field, name }) => [field, name[lang]])) as Record<FactField, string>;

export type FactWords = ReturnType<typeof factNames>;

/** What a tap opens; null for plain text. Also null for a website that is no web address: it is not shown at all. */
export function addressOf(type: Fact["type"], text: string): string | null {
  if (type === "tel") return `tel:${text.replace(/[^\d+]/g, "")}`;
  if (type === "email") return `mailto:${text}`;
  if (type !== "url" || !/^https?:/i.test(text) || !URL.canParse(text)) return null;
  return mayBeTapped(new URL(text)) ? text : null;
}
