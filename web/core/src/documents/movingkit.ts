/** The document `moving_kit`: what of the moving kit is done, and which way each of its texts has (L8, S9). */

import { type Bytes, fromBase64url } from "../base/bytes.ts";
import { documentId } from "../seal/suite.ts";
import { ID_BYTES, MOVING_TEXTS } from "../wire/generated.ts";
import { type Document, fieldValue, type Values } from "./merge.ts";

export const KIND = "moving_kit";
const DONE = "done:";
const WAY = "way:";
const ID = /^[a-z0-9_]{1,32}$/;
const KEY = /^[\w-]{22}$/;

/** What the team has done of it. Texts go by the ids that clients give them. */
export interface MovingKit {
  readonly done: ReadonlySet<string>;
  /** The key of the way that a text's link names, by text. There may be no such way any more. */
  readonly ways: ReadonlyMap<string, string>;
}

export const NOTHING_MOVED: MovingKit = { done: new Set(), ways: new Map() };

/** The document's id: there is one, and it is about no conversation. */
export const idOf = async (about: Bytes | null, key: Bytes | null = null): Promise<Bytes | null> =>
  about === null && key === null ? documentId(KIND) : null;

/** Earlier clients knew no moving kit. */
export const plain = (): Values => ({});
export const shown = (): Values => ({});

/** What it says of at most `MOVING_TEXTS` texts, the first by their ids; fields of other shapes say nothing. */
export function kitIn(document: Document): MovingKit {
  const named = (prefix: string) =>
    [...document.fields.keys()]
      .filter((name) => name.startsWith(prefix) && ID.test(name.slice(prefix.length)))
      .map((name): [string, unknown] => [name.slice(prefix.length), fieldValue(document, name)])
      .sort(([one], [other]) => (one < other ? -1 : 1));
  const done = named(DONE).filter(([, value]) => value === true);
  const ways = named(WAY).flatMap(([id, value]): [string, string][] => (isKey(value) ? [[id, value]] : []));
  return {
    done: new Set(done.slice(0, MOVING_TEXTS).map(([id]) => id)),
    ways: new Map(ways.slice(0, MOVING_TEXTS)),
  };
}

/** The field that ticks a text off, or no longer. */
export const ticked = (text: string, on: boolean): Values => ({ [DONE + checked(text)]: on || null });

/** The field that gives a text its way. */
export const withWay = (text: string, key: string): Values => ({ [WAY + checked(text)]: key });

function isKey(value: unknown): value is string {
  return typeof value === "string" && KEY.test(value) && fromBase64url(value).length === ID_BYTES;
}

function checked(text: string): string {
  if (!ID.test(text)) throw new RangeError("not the id of a text");
  return text;
}
