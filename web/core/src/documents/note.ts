/** Notes on a conversation, by the team for the team alone: one document for each (L8, S9). */

import { type Bytes, utf8 } from "../base/bytes.ts";
import { TooLong } from "../base/errors.ts";
import { entryId } from "../seal/suite.ts";
import type { Payload } from "../wire/layouts.ts";
import { type Document, fieldValue, type Values } from "./merge.ts";

export const KIND = "note";
/** UTF-8 bytes of a note's text. With this limit a version always fits one message (S9). */
export const TEXT_BYTES = 8000;

const MENTION = /@\{(0|[1-9][0-9]{0,9})\}/g;

/**
 * What a note says. `author` and `handover` are persons of the team by their numbers. `text` names people by their numbers, as `@{2}`.
 * `handover`: who was given the conversation with this note. `atMs`: when it was written. `editedMs`: when its text was changed last, null
 * if it never was. Both are the writer's word (S9).
 */
export interface Saying {
  readonly author: number;
  readonly text: string;
  readonly handover: number | null;
  readonly atMs: number;
  readonly editedMs: number | null;
}

/** The id of the note with that key on that conversation. */
export const idOf = async (about: Bytes | null, key: Bytes | null): Promise<Bytes | null> =>
  about === null || key === null ? null : entryId(KIND, about, key);

/** No earlier client wrote notes. */
export const plain = (_payload: Payload): Values => ({});

/** No earlier client reads notes. */
export const shown = (_document: Document): Values => ({});

/**
 * What a note says; null when it was removed, or says nothing readable. `writer` is the person who signed the version. A note counts only
 * in a version that its author signed: nobody puts words into a colleague's mouth.
 */
export function noteIn(document: Document, writer: number | null): Saying | null {
  const author = fieldValue(document, "author");
  const text = fieldValue(document, "text");
  const handover = fieldValue(document, "handover");
  if (!isPerson(author) || author !== writer || typeof text !== "string" || text.trim() === "") return null;
  const made = document.fields.get("author")?.stamp.atMs ?? 0;
  const said = document.fields.get("text")?.stamp.atMs ?? 0;
  return {
    author,
    text,
    handover: isPerson(handover) ? handover : null,
    atMs: made,
    editedMs: said > made ? said : null,
  };
}

/** The fields of a new note. Throws `TooLong`. */
export const written = (author: number, text: string, handover: number | null): Values => ({
  author,
  ...edited(text),
  ...(handover === null ? {} : { handover }),
});

/** The fields that give a note another text. Throws `TooLong`. */
export function edited(text: string): Values {
  if (utf8(text).length > TEXT_BYTES) throw new TooLong(`a note has at most ${TEXT_BYTES} bytes of text`);
  return { text };
}

/** Who is asked to read a note: those whom the text names, then who was given the conversation; each once. */
export function mentionsOf({ text, handover }: Saying): readonly number[] {
  const named = [...text.matchAll(MENTION)].map(([, number]) => Number(number));
  return [...new Set(handover === null ? named : [...named, handover])];
}

/** A text in its parts: words, and the persons whom it names. */
export function partsOf(text: string): readonly (string | number)[] {
  const parts = text.split(MENTION).map((part, at) => (at % 2 === 1 ? Number(part) : part));
  return parts.filter((part) => part !== "");
}

/** What somebody typed, with `@Name` of each of these people turned into their number. Of two names the longer one counts. */
export function withNumbers(
  typed: string,
  people: readonly { readonly person: number; readonly name: string }[],
): string {
  const known = people.filter(({ name }) => name !== "").sort((a, b) => b.name.length - a.name.length);
  let text = "";
  for (let at = 0; at < typed.length; ) {
    const named = typed[at] === "@" ? known.find(({ name }) => isNamed(typed, at + 1, name)) : undefined;
    text += named === undefined ? typed[at] : `@{${named.person}}`;
    at += named === undefined ? 1 : 1 + named.name.length;
  }
  return text;
}

/** Does this name stand there, and is it not the beginning of a longer word? */
const isNamed = (typed: string, at: number, name: string): boolean =>
  typed.startsWith(name, at) && !/[\p{L}\p{N}_]/u.test(typed.slice(at + name.length, at + name.length + 1));

const isPerson = (value: unknown): value is number =>
  typeof value === "number" && Number.isInteger(value) && value >= 0;
