/** Who waits for an answer, and since when: what the list's first filter, its times and its numbers go by (W5). Pure. */

import { type Flags, type RowFlags, sleepOf, waits } from "./flags.ts";

/** As much of a row as says whether its customer waits. */
export interface Asking {
  readonly state: "open" | "closed" | "blocked";
  readonly askedMs?: number | null;
  readonly erased?: boolean;
}

/** As much of it as says whether the team was reminded of it. */
export interface Resting extends Asking {
  readonly lastMs: number;
  readonly lastPos: number;
}

/** Since when the customer waits for an answer, as the log says it; null: nobody does. Statistics count the same. */
export const askedSince = ({ state, askedMs, erased }: Asking): number | null =>
  state === "open" && erased !== true ? (askedMs ?? null) : null;

/**
 * Since when a conversation waits for the team; null: it does not. One that is put off waits for nothing; one that came back or was marked as
 * unread waits as long as nobody has opened it, though no question stands in it.
 */
export function waitingSince(entry: Resting, flags: Flags, nowMs: number): number | null {
  const sleep = sleepOf(flags, entry.lastPos, nowMs);
  if (sleep === "asleep") return null;
  const asked = askedSince(entry);
  if (asked !== null) return asked;
  return isReminder(entry, flags, nowMs) ? (flags.snoozed?.untilMs ?? entry.lastMs) : null;
}

/** The team itself asked to be reminded of it, and no question stands in it. */
export function isReminder(entry: Omit<Resting, "lastMs">, flags: Flags, nowMs: number): boolean {
  if (entry.state === "closed" || entry.erased === true || askedSince(entry) !== null) return false;
  const sleep = sleepOf(flags, entry.lastPos, nowMs);
  return sleep === "woken" || (flags.unread && sleep === "awake");
}

/** Was it answered since then, and does it wait no more? */
export const answeredSince = (
  entry: Asking & { readonly answeredMs?: number | null },
  sinceMs: number,
): boolean =>
  entry.erased !== true &&
  !(entry.askedMs ?? null) &&
  (entry.answeredMs ?? Number.NEGATIVE_INFINITY) >= sinceMs;

export const rowFlags = (flags: Flags, entry: Resting, nowMs: number): RowFlags => ({
  ...flags,
  waits: waits(flags, entry.lastPos, nowMs),
  sleep: sleepOf(flags, entry.lastPos, nowMs),
  sinceMs: waitingSince(entry, flags, nowMs),
});
