import type { Person } from "@tresen/core/api";
import type { Words } from "./i18n/de.ts";

/** The name of a person of the team; a plain word for one that is no longer known. */
export function nameOf(person: number | null, people: readonly Person[], words: Words): string {
  if (person === null) return words.nobody;
  return people.find((one) => one.person === person)?.name || words.someone;
}

/** Those of `typing` who are not oneself. */
export function others(typing: readonly number[], me: Person | null): readonly number[] {
  return typing.filter((person) => person !== me?.person);
}

/** Who can have a conversation: everyone who may write, and nobody. */
export function assignable(people: readonly Person[]): (number | null)[] {
  return [...people.filter(({ role }) => role !== "auditor").map(({ person }) => person), null];
}
