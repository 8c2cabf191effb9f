/**
 * What a message can say: one module for each kind. A new kind is a module beside `text`, a member of `Known` and a line in `KINDS`;
 * in `web/ui` it is a component beside `content/Text.svelte`. A payload of any other kind is `Unknown`: decided here alone.
 */

import type { Payload } from "../wire/layouts.ts";
import { type Contact, contact } from "./contact.ts";
import { type ContactRequest, contactRequest } from "./contactrequest.ts";
import type { KindOf } from "./kind.ts";
import { type Text, text } from "./text.ts";
import { UNKNOWN, type Unknown } from "./unknown.ts";

type Known = Text | Contact | ContactRequest;
export type Content = Known | Unknown;

type Kinds = { readonly [K in Known["kind"]]: KindOf<Extract<Known, { readonly kind: K }>> };
const KINDS: Kinds = { text, contact, contact_request: contactRequest };
/** The module of a content's kind; the compiler cannot know that the two belong together. */
const kindOf = (content: Known) => KINDS[content.kind] as KindOf<Known>;

const isKnown = (kind: unknown): kind is Known["kind"] =>
  typeof kind === "string" && Object.hasOwn(KINDS, kind);

export function contentOf(payload: Payload | null): Content {
  const kind = payload?.kind;
  return (payload !== null && isKnown(kind) && KINDS[kind].read(payload)) || UNKNOWN;
}

/** The payload to seal. `by` is the sender's name, of staff only (S9). */
export const payloadOf = (content: Known, by = ""): Payload => ({
  ...kindOf(content).payload(content),
  ...(by === "" ? {} : { by }),
});

/** One line for a list or a notification; null: it cannot be shown here. */
export const lineOf = (content: Content): string | null =>
  content.kind === "unknown" ? null : kindOf(content).line(content);
