/** The card: what the team knows of a customer, one document for each conversation (L8, S9). */

import { type Bytes, fromBase64url, toBase64url } from "../base/bytes.ts";
import { TooLong } from "../base/errors.ts";
import { cardId } from "../seal/suite.ts";
import { ID_BYTES } from "../wire/generated.ts";
import type { Payload } from "../wire/layouts.ts";
import { type Document, fieldValue, isLater, type Values } from "./merge.ts";
import { cut, nameOf } from "./people.ts";

export const KIND = "card";
/** A card goes on from so many conversations at most. */
export const EARLIER_LIMIT = 64;

/** What a card says. `earlier`: conversations that this one goes on from, by their ids, in the order in which they were linked. */
export interface Card {
  readonly name: string | null;
  readonly earlier: readonly string[];
}

const NAME = "name";
const EARLIER = "earlier:";
const LINK = /^earlier:([0-9a-f]{32})$/;

/** The id of the card about that conversation. */
export const idOf = async (about: Bytes | null, key: Bytes | null = null): Promise<Bytes | null> =>
  about === null || key !== null ? null : cardId(about);

/** The fields of a version of an earlier client. */
export function plain({ name, earlier }: Payload): Values {
  const ids = Array.isArray(earlier) ? (earlier as readonly unknown[]) : [];
  const links = ids.flatMap((id) =>
    id instanceof Uint8Array && id.length === ID_BYTES ? [[EARLIER + hexOf(id), true]] : [],
  );
  return { [NAME]: name === "" || name === undefined ? null : name, ...Object.fromEntries(links) };
}

/** What an earlier client reads. */
export function shown(document: Document): Values {
  const { name, earlier } = cardIn(document);
  return { name: name ?? "", ...(earlier.length === 0 ? {} : { earlier: earlier.map(fromBase64url) }) };
}

/** What the card says. What is not of that shape is left out. */
export function cardIn(document: Document): Card {
  const name = fieldValue(document, NAME);
  const links = [...document.fields].flatMap(([field, { value, stamp }]) => {
    const id = LINK.exec(field)?.[1];
    return id === undefined || value !== true ? [] : [{ id, stamp }];
  });
  links.sort((one, other) => {
    if (isLater(one.stamp, other.stamp)) return 1;
    return isLater(other.stamp, one.stamp) || one.id < other.id ? -1 : 1;
  });
  return {
    name: typeof name === "string" && name !== "" ? cut(name) : null,
    earlier: links.slice(0, EARLIER_LIMIT).map(({ id }) => toBase64url(bytesOf(id))),
  };
}

/** The fields that give the customer this name; an empty name takes it away. Throws `TooLong`. */
export const named = (name: string): Values => ({ [NAME]: nameOf(name) });

/** The fields by which the card goes on from exactly these conversations. Throws `TooLong` when there are too many. */
export function linked(before: Card, earlier: readonly string[]): Values {
  const wanted = new Set(earlier);
  if (wanted.size > EARLIER_LIMIT)
    throw new TooLong(`a conversation goes on from at most ${EARLIER_LIMIT} others`);
  const field = (id: string) => EARLIER + hexOf(fromBase64url(id));
  const gone = before.earlier.filter((id) => !wanted.has(id)).map((id) => [field(id), null]);
  return Object.fromEntries([...gone, ...[...wanted].map((id) => [field(id), true])]);
}

const hexOf = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

const bytesOf = (hex: string): Bytes =>
  Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
