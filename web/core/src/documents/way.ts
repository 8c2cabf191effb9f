/** Ways: named links to the customer page, one document for each (L8, S9). */

import { type Bytes, toCrockford } from "../base/bytes.ts";
import { entryId } from "../seal/suite.ts";
import { WAY_ID_BYTES } from "../wire/generated.ts";
import type { Payload } from "../wire/layouts.ts";
import { sourceIn, textIn } from "../wire/ways.ts";
import { type Document, fieldValue, type Values } from "./merge.ts";

export const KIND = "way";

/** A named link: what it is called, which goes with the message of who comes by it, and the words it puts into the field. */
export interface Way {
  readonly name: string;
  /** Empty: none. */
  readonly text: string;
  /** When it was made; 0: not known. */
  readonly madeMs: number;
}

/** What hinders saving a way. */
export type WayMistake = "missing" | "name" | "text";

/** The id of the way with that key. Ways are about no conversation. */
export const idOf = async (about: Bytes | null, key: Bytes | null): Promise<Bytes | null> =>
  about !== null || key === null ? null : entryId(KIND, null, key);

/** No earlier client wrote ways. */
export const plain = (_payload: Payload): Values => ({});

/** No earlier client reads ways. */
export const shown = (_document: Document): Values => ({});

/** The id in its link: the first bytes of its key. It says nothing, and a server that knows it finds no document by it. */
export const linkId = (key: Bytes): string => toCrockford(key.slice(0, WAY_ID_BYTES));

/** What the document says; null when it was removed or has no name. */
export function wayIn(document: Document): Way | null {
  const name = sourceIn(fieldValue(document, "name"));
  if (name === "") return null;
  const made = fieldValue(document, "made_ms");
  const known = typeof made === "number" && Number.isSafeInteger(made) && made >= 0;
  return { name, text: textIn(fieldValue(document, "text")), madeMs: known ? made : 0 };
}

/** What hinders saving this name and text as they are; null: nothing does. */
export function mistakeIn(name: string, text: string): WayMistake | null {
  if (sourceIn(name) === "") return "missing";
  if (sourceIn(name) !== name.trim()) return "name";
  return text.trim() !== "" && textIn(text) !== text ? "text" : null;
}

/** Name and text as they are written. */
export const tidied = (name: string, text: string): Pick<Way, "name" | "text"> => ({
  name: sourceIn(name),
  text: textIn(text),
});

/** The fields that say this; without `madeMs` that one stays. */
export const written = ({
  name,
  text,
  madeMs,
}: Pick<Way, "name" | "text"> & Partial<Pick<Way, "madeMs">>): Values => ({
  name,
  text: text || null,
  ...(madeMs === undefined ? {} : { made_ms: madeMs }),
});
