/** The document `filters`: saved questions of the list, shared by the team (L8, S9). */

import type { Bytes } from "../base/bytes.ts";
import { TooLong } from "../base/errors.ts";
import { oneLine } from "../base/oneline.ts";
import type { LabelQuery } from "../model/labelquery.ts";
import { documentId } from "../seal/suite.ts";
import { LABEL_CHARACTERS, LABELS, SAVED_FILTERS } from "../wire/generated.ts";
import { type Document, fieldValue, type Values } from "./merge.ts";
import { byCodePoint } from "./order.ts";

export const KIND = "filters";
const NAME = /^name:([a-z0-9_]{1,32})$/;
const TERM = /^[+-][a-z0-9_]{1,32}$/;

export interface SavedFilter {
  readonly id: string;
  readonly name: string;
  readonly query: LabelQuery;
}

/** The document's id: there is one, and it is about no conversation. */
export const idOf = async (about: Bytes | null, key: Bytes | null = null): Promise<Bytes | null> =>
  about === null && key === null ? documentId(KIND) : null;

/** Earlier clients knew no filters. */
export const plain = (): Values => ({});
export const shown = (): Values => ({});

/** The saved filters by name. Labels that there are no longer are left out, and so is a filter that names no other. */
export function filtersIn(document: Document, labels: ReadonlySet<string>): SavedFilter[] {
  const found = [...document.fields].flatMap(([field, { value }]): SavedFilter[] => {
    const id = NAME.exec(field)?.[1];
    if (id === undefined || typeof value !== "string" || value === "") return [];
    const query = readQuery(fieldValue(document, `query:${id}`), labels);
    const name = [...value].slice(0, LABEL_CHARACTERS).join("");
    return query === null ? [] : [{ id, name, query }];
  });
  const ordered = (one: SavedFilter, other: SavedFilter) =>
    byCodePoint(one.name, other.name) || (one.id < other.id ? -1 : 1);
  return found.sort(ordered).slice(0, SAVED_FILTERS);
}

/** `all +paid -done`: the labels that are asked for among those that there are; null when none is. */
export function readQuery(text: unknown, labels: ReadonlySet<string>): LabelQuery | null {
  const [match, ...terms] = typeof text === "string" ? text.split(" ") : [];
  const known = [...new Set(terms)].filter((term) => TERM.test(term) && labels.has(term.slice(1)));
  if ((match !== "all" && match !== "any") || known.length === 0) return null;
  const named = (sign: string) =>
    known
      .slice(0, LABELS)
      .filter((term) => term[0] === sign)
      .map((term) => term.slice(1));
  return { match, with: named("+"), without: named("-") };
}

/**
 * The fields that write this filter, new or changed, among those that there are. Throws `TooLong`, and a `RangeError` for a filter without a
 * name of one line, or one that would be read as another.
 */
export function saved(filters: readonly SavedFilter[], { id, name, query }: SavedFilter): Values {
  if ([...name].length > LABEL_CHARACTERS)
    throw new TooLong(`a filter's name has at most ${LABEL_CHARACTERS} characters`);
  if (name === "" || oneLine(name, LABEL_CHARACTERS) !== name)
    throw new RangeError("a filter has a name of one line");
  if (filters.length >= SAVED_FILTERS && filters.every((each) => each.id !== id))
    throw new TooLong(`a team saves at most ${SAVED_FILTERS} filters`);
  const terms = [...query.with.map((each) => `+${each}`), ...query.without.map((each) => `-${each}`)];
  const text = [query.match, ...terms].join(" ");
  const again = readQuery(text, new Set([...query.with, ...query.without]));
  if (!NAME.test(`name:${id}`) || again === null || !isSame(again, query))
    throw new RangeError("a filter asks for labels by their ids, with all or any of them");
  return { [`name:${id}`]: name, [`query:${id}`]: text };
}

const isSame = (one: LabelQuery, other: LabelQuery): boolean =>
  one.match === other.match &&
  one.with.join(" ") === other.with.join(" ") &&
  one.without.join(" ") === other.without.join(" ");

/** The fields that remove a filter. */
export const removed = (id: string): Values => ({ [`name:${id}`]: null, [`query:${id}`]: null });
