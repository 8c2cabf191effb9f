/** The document `people`: the names of the team by person number (L8, S9). */

import type { Bytes } from "../base/bytes.ts";
import { TooLong } from "../base/errors.ts";
import { documentId } from "../seal/suite.ts";
import { NAME_CHARACTERS } from "../wire/generated.ts";
import type { Payload } from "../wire/layouts.ts";
import { type Document, fieldValue, type Values } from "./merge.ts";

export const KIND = "people";

/** The document's id: there is one, and it is about no conversation. */
export const idOf = async (about: Bytes | null, key: Bytes | null = null): Promise<Bytes | null> =>
  about === null && key === null ? documentId(KIND) : null;

/** The fields of a version of an earlier client. */
export function plain({ names }: Payload): Values {
  const there = typeof names === "object" && names !== null && !Array.isArray(names);
  return there && !(names instanceof Uint8Array) ? (names as Values) : {};
}

/** What an earlier client reads. */
export const shown = (document: Document): Values => ({ names: Object.fromEntries(namesIn(document)) });

/** Names by person number. What is no name of a person is left out. */
export function namesIn({ fields }: Document): Map<number, string> {
  const found = [...fields].flatMap(([number, { value }]): [number, string][] =>
    /^(0|[1-9]\d*)$/.test(number) && typeof value === "string" && value !== ""
      ? [[Number(number), cut(value)]]
      : [],
  );
  return new Map(found.sort(([one], [other]) => one - other));
}

const SHEET = "sheet";

/** The sheet that nobody printed, by its device id; null: there is none (S9). */
export function unprintedIn(document: Document): string | null {
  const sheet = fieldValue(document, SHEET);
  return typeof sheet === "string" ? sheet : null;
}

/** The fields that name it. */
export const unprinted = (sheet: string): Values => ({ [SHEET]: sheet });

/** The fields that give these people these names; an empty name takes it away. Throws `TooLong`. */
export function named(names: ReadonlyMap<number, string>): Values {
  const fields = [...names].map(([person, name]) => [String(person), nameOf(name)]);
  return Object.fromEntries(fields);
}

/** A name as a field holds it, null when there is none. Throws `TooLong`. */
export function nameOf(name: string): string | null {
  if ([...name].length > NAME_CHARACTERS)
    throw new TooLong(`a name has at most ${NAME_CHARACTERS} characters`);
  return name === "" ? null : name;
}

/** As much of a name as is shown. */
export const cut = (name: string): string =>
  name.length <= NAME_CHARACTERS ? name : [...name].slice(0, NAME_CHARACTERS).join("");
