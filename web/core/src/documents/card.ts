/** The card: what the team knows of a customer, one document for each conversation (L8, S9). */

import { type Bytes, fromBase64url, toBase64url } from "../base/bytes.ts";
import { TooLong } from "../base/errors.ts";
import { cardId } from "../seal/suite.ts";
import {
  ADDRESS_CHARACTERS,
  CARD_LANGUAGES,
  EMAIL_CHARACTERS,
  FREE_CHARACTERS,
  FREE_FIELDS,
  FREE_NAME_CHARACTERS,
  ID_BYTES,
  NAME_CHARACTERS,
  NOTE_CHARACTERS,
  PHONE_CHARACTERS,
} from "../wire/generated.ts";
import type { Payload } from "../wire/layouts.ts";
import { type Document, fieldValue, isLater, type Values } from "./merge.ts";
import { byCodePoint } from "./order.ts";

export const KIND = "card";
/** A card goes on from so many conversations at most. */
export const EARLIER_LIMIT = 64;

/** The fields that hold text, each with its limit in code points. */
export const TEXTS = {
  name: NAME_CHARACTERS,
  phone: PHONE_CHARACTERS,
  email: EMAIL_CHARACTERS,
  address: ADDRESS_CHARACTERS,
  note: NOTE_CHARACTERS,
} as const;
export type TextField = keyof typeof TEXTS;

/**
 * What a card says; null or nothing where nobody wrote anything. Phone and e-mail are as typed. `birthday`: `YYYY-MM-DD`, without the
 * year `--MM-DD`. `fields`: free fields by their names. `labels`: ids of labels. `languages`: language tags (BCP 47), the preferred
 * one first. `earlier`: conversations that this one goes on from, by their ids, in the order in which they were linked.
 */
export interface Card extends Readonly<Record<TextField, string | null>> {
  readonly earlier: readonly string[];
  readonly birthday: string | null;
  readonly fields: ReadonlyMap<string, string>;
  readonly labels: readonly string[];
  readonly languages: readonly string[];
}

const EARLIER = "earlier:";
const LINK = /^earlier:([0-9a-f]{32})$/;
const FREE = "field:";
const LABEL = /^label:([a-z0-9_]{1,32})$/;
const LANGUAGE = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/;
const BIRTHDAY = /^(\d{4}|-)-(\d\d)-(\d\d)$/;

/** The id of the card about that conversation. */
export const idOf = async (about: Bytes | null, key: Bytes | null = null): Promise<Bytes | null> =>
  about === null || key !== null ? null : cardId(about);

/** The fields of a version of an earlier client. */
export function plain({ name, earlier }: Payload): Values {
  const ids = Array.isArray(earlier) ? (earlier as readonly unknown[]) : [];
  const links = ids.flatMap((id) =>
    id instanceof Uint8Array && id.length === ID_BYTES ? [[EARLIER + hexOf(id), true]] : [],
  );
  return { name: name === "" || name === undefined ? null : name, ...Object.fromEntries(links) };
}

/** What an earlier client reads. */
export function shown(document: Document): Values {
  const { name, earlier } = cardIn(document);
  return { name: name ?? "", ...(earlier.length === 0 ? {} : { earlier: earlier.map(fromBase64url) }) };
}

/** What the card says. What is not of that shape is left out. */
export function cardIn(document: Document): Card {
  const said = (field: TextField) => textIn(fieldValue(document, field), TEXTS[field]);
  const birthday = fieldValue(document, "birthday");
  return {
    name: said("name"),
    phone: said("phone"),
    email: said("email"),
    address: said("address"),
    note: said("note"),
    birthday: typeof birthday === "string" && isBirthday(birthday) ? birthday : null,
    earlier: earlierIn(document),
    fields: freeIn(document),
    labels: labelsIn(document),
    languages: languagesIn(fieldValue(document, "languages")),
  };
}

function textIn(value: unknown, limit: number): string | null {
  if (typeof value !== "string" || value === "") return null;
  return value.length <= limit ? value : [...value].slice(0, limit).join("");
}

function earlierIn({ fields }: Document): string[] {
  const links = [...fields].flatMap(([field, { value, stamp }]) => {
    const id = LINK.exec(field)?.[1];
    return id === undefined || value !== true ? [] : [{ id, stamp }];
  });
  links.sort((one, other) => {
    if (isLater(one.stamp, other.stamp)) return 1;
    return isLater(other.stamp, one.stamp) || one.id < other.id ? -1 : 1;
  });
  return links.slice(0, EARLIER_LIMIT).map(({ id }) => toBase64url(bytesOf(id)));
}

function freeIn({ fields }: Document): Map<string, string> {
  const free = [...fields].flatMap(([field, { value }]): [string, string][] => {
    const text = field.startsWith(FREE) ? textIn(value, FREE_CHARACTERS) : null;
    const name = field.slice(FREE.length);
    return text === null || name === "" || [...name].length > FREE_NAME_CHARACTERS ? [] : [[name, text]];
  });
  return new Map(free.sort(([one], [other]) => byCodePoint(one, other)).slice(0, FREE_FIELDS));
}

const labelsIn = ({ fields }: Document): string[] =>
  [...fields]
    .flatMap(([field, { value }]) => (value === true ? (LABEL.exec(field)?.slice(1) ?? []) : []))
    .sort();

function languagesIn(value: unknown): string[] {
  if (typeof value !== "string") return [];
  return [...new Set(value.split(" ").filter((tag) => LANGUAGE.test(tag)))].slice(0, CARD_LANGUAGES);
}

/** Is this `YYYY-MM-DD` or `--MM-DD`, and a day of the calendar? */
export function isBirthday(value: string): boolean {
  const [, year, month, day] = BIRTHDAY.exec(value) ?? [];
  if (year === undefined || year === "0000") return false;
  // Without a year, 29 February is a day like any other.
  const date = new Date(0);
  date.setUTCFullYear(year === "-" ? 2000 : Number(year), Number(month) - 1, Number(day));
  return date.getUTCMonth() + 1 === Number(month) && date.getUTCDate() === Number(day);
}

/** The fields that give the customer this name; an empty name takes it away. Throws `TooLong`. */
export const named = (name: string): Values => written({ name });

/** The fields that set these texts; an empty text takes it away. Throws `TooLong`. */
export function written(texts: Partial<Record<TextField, string>>): Values {
  const fields = Object.entries(texts).map(([field, text]) => {
    const limit = TEXTS[field as TextField];
    if ([...text].length > limit) throw new TooLong(`${field} has at most ${limit} characters`);
    return [field, text === "" ? null : text];
  });
  return Object.fromEntries(fields);
}

/** The field that sets the birthday; an empty one takes it away. It must be one: see `isBirthday`. */
export const born = (birthday: string): Values => ({ birthday: birthday === "" ? null : birthday });

/** The fields that set these free fields, by name; an empty value takes one away. Throws `TooLong`. */
export function withFields(before: Card, fields: ReadonlyMap<string, string>): Values {
  for (const [name, value] of fields)
    if (name === "" || [...name].length > FREE_NAME_CHARACTERS || [...value].length > FREE_CHARACTERS)
      throw new TooLong("a free field's name or value is too long");
  const after = [...new Map([...before.fields, ...fields]).values()].filter((value) => value !== "");
  if (after.length > FREE_FIELDS) throw new TooLong(`a card has at most ${FREE_FIELDS} free fields`);
  return Object.fromEntries([...fields].map(([name, value]) => [FREE + name, value === "" ? null : value]));
}

/** The field that names the customer's languages, the preferred one first; none takes it away. */
export const speaking = (languages: readonly string[]): Values => ({
  languages: languagesIn(languages.join(" ")).join(" ") || null,
});

/** The fields that put these labels on the card (true) or take them off (false). */
export const labelled = (labels: ReadonlyMap<string, boolean>): Values =>
  Object.fromEntries([...labels].map(([label, on]) => [`label:${label}`, on ? true : null]));

/** The fields by which the card goes on from exactly these conversations. Throws `TooLong` when there are too many. */
export function linked(before: Pick<Card, "earlier">, earlier: readonly string[]): Values {
  const wanted = new Set(earlier);
  if (wanted.size > EARLIER_LIMIT)
    throw new TooLong(`a conversation goes on from at most ${EARLIER_LIMIT} others`);
  const gone = before.earlier.filter((id) => !wanted.has(id)).map((id) => [linkTo(id), null]);
  return Object.fromEntries([...gone, ...[...wanted].map((id) => [linkTo(id), true])]);
}

/** The fields by which the card no longer goes on from that conversation. */
export const unlinked = (earlier: string): Values => ({ [linkTo(earlier)]: null });

const linkTo = (id: string): string => EARLIER + hexOf(fromBase64url(id));

const hexOf = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

const bytesOf = (hex: string): Bytes =>
  Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
