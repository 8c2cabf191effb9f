/** Closing time: when the till is counted, and what is decided about those who still wait. Pure. */

import type { ConversationRow, Person, Span } from "@tresen/core/api";

const MINUTE_MS = 60_000;
/** So long before the shop closes the card comes up. */
export const BEFORE_MS = 10 * MINUTE_MS;

/** The end of a day at the counter. */
export interface Closing {
  readonly closesMs: number;
  /** When it opens next; null: that is not known. */
  readonly opensMs: number | null;
}

/**
 * The closing that is near or past, of the day of `nowMs`: from ten minutes before the last opening that ends on that day until the day does, or
 * the shop opens again. A lunch break is no closing. `keyOf` names the day of an instant in the business's time zone.
 */
export function closingAt(
  spans: readonly Span[],
  nowMs: number,
  keyOf: (ms: number) => string,
): Closing | null {
  const day = keyOf(nowMs);
  const ends = spans.filter(([, to]) => keyOf(to - 1) === day).map(([, to]) => to);
  const closesMs = Math.max(...ends);
  if (ends.length === 0 || nowMs < closesMs - BEFORE_MS) return null;
  const opens = spans.map(([from]) => from).filter((from) => from >= closesMs);
  const opensMs = opens.length === 0 ? null : Math.min(...opens);
  // What closes at night opens again before the day is over.
  return opensMs !== null && nowMs >= opensMs ? null : { closesMs, opensMs };
}

/** What becomes of a conversation: answered now, put off until the shop opens, or somebody's. */
export type Decision = "now" | "later" | { readonly person: number };

/** What one of those who wait may be given to: the colleagues who may write, whoever has it first. */
export function colleaguesFor(
  row: Pick<ConversationRow, "assigned">,
  people: readonly Person[],
  me: Person | null,
): readonly Person[] {
  const may = people.filter(({ role, person }) => role !== "auditor" && person !== me?.person);
  const own = may.filter(({ person }) => person === row.assigned);
  return [...own, ...may.filter((each) => !own.includes(each))];
}

/** Before anybody chose: who has it goes on with it, all others are answered now. Nothing of it happens by itself. */
export const first = (row: Pick<ConversationRow, "assigned">, me: Person | null): Decision =>
  row.assigned === null || row.assigned === me?.person ? "now" : { person: row.assigned };

export const same = (a: Decision, b: Decision): boolean =>
  typeof a === "object" && typeof b === "object" ? a.person === b.person : a === b;

/** Rows whose customers wait for an answer, of those loaded, in the order of the list. */
export function waitingIn(
  rowAt: (index: number) => ConversationRow | null,
  until: number,
): readonly ConversationRow[] {
  const rows = Array.from({ length: until }, (_, at) => rowAt(at));
  return rows.filter(
    (row): row is ConversationRow => row !== null && row.askedMs !== null && row.flags.sinceMs !== null,
  );
}
