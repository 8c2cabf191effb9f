/** The document `labels`: what the team sorts conversations by (L8, S9). */

import type { Bytes } from "../base/bytes.ts";
import { TooLong } from "../base/errors.ts";
import { documentId } from "../seal/suite.ts";
import { LABEL_CHARACTERS, LABEL_COLOURS, LABELS } from "../wire/generated.ts";
import { type Document, fieldValue, type Values } from "./merge.ts";

export const KIND = "labels";
const ID = /^[a-z0-9_]{1,32}$/;
const NAME = "name:";
const HIGHEST = 2 ** 31 - 1;

export type Colour = (typeof LABEL_COLOURS)[number];

/** The labels that every team begins with, by id, each with its colour; in this order. */
export const DEFAULTS: ReadonlyMap<string, Colour> = new Map([
  ["new_customer", "blue"],
  ["new_order", "plum"],
  ["payment_open", "amber"],
  ["paid", "moss"],
  ["done", "slate"],
]);

/** `name` is null for one of the `DEFAULTS` that nobody renamed: it is shown in the reader's language. */
export interface Label {
  readonly id: string;
  readonly name: string | null;
  readonly colour: Colour;
  readonly order: number;
}

/** The document's id: there is one, and it is about no conversation. */
export const idOf = async (about: Bytes | null, key: Bytes | null = null): Promise<Bytes | null> =>
  about === null && key === null ? documentId(KIND) : null;

/** Earlier clients knew no labels. */
export const plain = (): Values => ({});
export const shown = (): Values => ({});

/** The labels in their order, the default ones among them until somebody removes them. */
export function labelsIn(document: Document): Label[] {
  const own = [...document.fields.keys()].filter((name) => name.startsWith(NAME));
  const ids = new Set([...DEFAULTS.keys(), ...own.map((name) => name.slice(NAME.length))]);
  return [...ids]
    .flatMap((id) => (ID.test(id) ? labelIn(document, id) : []))
    .sort((one, other) => one.order - other.order || (one.id < other.id ? -1 : 1))
    .slice(0, LABELS);
}

function labelIn(document: Document, id: string): Label[] {
  const name = fieldValue(document, NAME + id);
  const own = typeof name === "string" && name !== "" ? [...name].slice(0, LABEL_CHARACTERS).join("") : null;
  const place = [...DEFAULTS.keys()].indexOf(id);
  if (fieldValue(document, `removed:${id}`) === true || (own === null && place < 0)) return [];
  const colour = LABEL_COLOURS.find((each) => each === fieldValue(document, `colour:${id}`));
  const order = fieldValue(document, `order:${id}`);
  const set = typeof order === "number" && Number.isInteger(order) && order >= 0 && order <= HIGHEST;
  return [
    {
      id,
      name: own,
      colour: colour ?? DEFAULTS.get(id) ?? "slate",
      order: set ? order : place < 0 ? HIGHEST : place,
    },
  ];
}

/** The fields that write this label, new or changed, among those that there are. Throws `TooLong`. */
export function saved(labels: readonly Label[], { id, name, colour, order }: Label): Values {
  if (name !== null && [...name].length > LABEL_CHARACTERS)
    throw new TooLong(`a label's name has at most ${LABEL_CHARACTERS} characters`);
  if (labels.length >= LABELS && labels.every((each) => each.id !== id))
    throw new TooLong(`a team has at most ${LABELS} labels`);
  return { [NAME + id]: name, [`colour:${id}`]: colour, [`order:${id}`]: order, [`removed:${id}`]: null };
}

/** The fields that remove a label: no card shows it any more. Writing it again brings it back on all of them. */
export const removed = (id: string): Values => ({ [`removed:${id}`]: true });

/** The fields that put the labels in this order. */
export const ordered = (labels: readonly Label[], ids: readonly string[]): Values =>
  Object.fromEntries(
    labels
      .map(({ id, order }) => ({ id, order, place: ids.indexOf(id) }))
      .filter(({ order, place }) => place >= 0 && place !== order)
      .map(({ id, place }) => [`order:${id}`, place]),
  );
