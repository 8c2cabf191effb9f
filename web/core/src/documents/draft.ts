/**
 * What a member of the team, above all a program, proposes to answer: one document for each author and conversation (L8, S9, S23). Only a
 * person sends it.
 */

import { type Bytes, equal, utf8 } from "../base/bytes.ts";
import { TooLong } from "../base/errors.ts";
import { entryId } from "../seal/suite.ts";
import { ID_BYTES } from "../wire/generated.ts";
import type { Payload } from "../wire/layouts.ts";
import { type Document, fieldValue, type Values } from "./merge.ts";

export const KIND = "draft";
/** UTF-8 bytes of a draft's text. With this limit a version always fits one message (S9). */
export const TEXT_BYTES = 8000;

/** `author` is a member of the team by its number; `pos`: it was written knowing everything up to there. */
export interface Drafted {
  readonly author: number;
  readonly text: string;
  readonly pos: number;
  readonly atMs: number;
}

/** The id of the draft with that key in that conversation. */
export const idOf = async (about: Bytes | null, key: Bytes | null): Promise<Bytes | null> =>
  about === null || key === null ? null : entryId(KIND, about, key);

/** The key of that member's draft: a new one takes the place of the one before. */
export function keyOf(person: number): Bytes {
  const key = new Uint8Array(ID_BYTES);
  new DataView(key.buffer).setBigUint64(ID_BYTES - 8, BigInt(person));
  return key;
}

/** No earlier client wrote drafts. */
export const plain = (_payload: Payload): Values => ({});

/** No earlier client reads them. */
export const shown = (_document: Document): Values => ({});

/**
 * What a draft says; null when it was dropped, or says nothing readable. It counts only in a version that its author signed, and at its
 * author's key: nobody proposes in another's name.
 */
export function draftIn(document: Document, key: Bytes, writer: number | null): Drafted | null {
  const author = fieldValue(document, "author");
  const text = fieldValue(document, "text");
  const pos = fieldValue(document, "pos");
  if (!isCount(author) || author !== writer || !equal(key, keyOf(author))) return null;
  if (typeof text !== "string" || text.trim() === "") return null;
  const atMs = document.fields.get("text")?.stamp.atMs ?? 0;
  return { author, text, pos: isCount(pos) ? pos : 0, atMs };
}

/** The field that drops it: nothing of the text stays, and its author may propose again. */
export const dropped = (): Values => ({ text: null });

/** The fields of a new one. Throws `TooLong`. */
export function written(author: number, text: string, pos: number): Values {
  if (utf8(text).length > TEXT_BYTES) throw new TooLong(`a draft has at most ${TEXT_BYTES} bytes of text`);
  return { author, text, pos };
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
