/**
 * What a message can say: one module for each kind. A new kind is a module beside `text`, a member of `Known` and a line in `KINDS` of
 * `kinds.ts`; in `web/ui` it is a component beside `content/Text.svelte`. A payload of any other kind is `Unknown`: decided here alone.
 * A customer page begins with texts, and fetches the other kinds for the first message that is none.
 */

import type { Payload } from "../wire/layouts.ts";
import type { Callback } from "./callback.ts";
import type { Contact } from "./contact.ts";
import type { ContactRequest } from "./contactrequest.ts";
import type { FileContent } from "./file.ts";
import type { KindOf } from "./kind.ts";
import { type Text, text } from "./text.ts";
import { UNKNOWN, type Unknown } from "./unknown.ts";

type Known = Text | Contact | ContactRequest | FileContent | Callback;
export type Content = Known | Unknown;

export type Kinds = { readonly [K in Known["kind"]]: KindOf<Extract<Known, { readonly kind: K }>> };
let kinds: Partial<Kinds> = { text };
/** Says how the kinds are read. */
export const learn = (all: Kinds): void => {
  kinds = all;
};

/** The module of a content's kind; the compiler cannot know that the two belong together. */
const kindOf = (content: Known) => kinds[content.kind] as KindOf<Known>;

export function contentOf(payload: Payload | null): Content {
  const kind = payload?.kind as Known["kind"];
  return (payload !== null && Object.hasOwn(kinds, kind) && kinds[kind]?.read(payload)) || UNKNOWN;
}

/** Is it of a kind that is not fetched yet? */
export const isLater = (payload: Payload | null): boolean =>
  payload !== null && payload.kind !== "text" && !kinds.photo;

/** The payload to seal. `by` is the sender's name, of staff only (S9). */
export const payloadOf = (content: Known, by = ""): Payload => ({
  ...kindOf(content).payload(content),
  ...(by === "" ? {} : { by }),
});

/** One line for a list or a notification; null: it cannot be shown here. */
export const lineOf = (content: Content): string | null =>
  content.kind === "unknown" ? null : kindOf(content).line(content);
