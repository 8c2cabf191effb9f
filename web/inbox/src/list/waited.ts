/** How long somebody has waited, and how that is said. Pure. */

import type { ConversationRow } from "@tresen/core/api";
import type { Words } from "../i18n/de.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

type Said = Words["frame"]["since"] | Words["frame"]["waits"];

/** Whole minutes up to an hour, whole hours up to a day, then whole days. */
export function waited(sinceMs: number, nowMs: number, words: Said): string {
  const ms = Math.max(0, nowMs - sinceMs);
  if (ms < MINUTE_MS) return words.now;
  if (ms < HOUR_MS) return words.minutes(Math.floor(ms / MINUTE_MS));
  if (ms < DAY_MS) return words.hours(Math.floor(ms / HOUR_MS));
  return words.days(Math.floor(ms / DAY_MS));
}

/**
 * Since when its customer waits, as a row says it; null: nobody does. Closing ends the wait of who had asked. Where that was taken back, and
 * the last word is still the customer's, it goes on from that word. What the team only marked for itself has the time of its last line.
 */
export function waitsSince(
  row: Pick<ConversationRow, "flags" | "askedMs" | "lastMs" | "preview">,
): number | null {
  if (row.flags.sinceMs === null) return null;
  return row.askedMs ?? (row.preview?.ours === false && row.flags.snoozed === null ? row.lastMs : null);
}

/** After an hour it is said in amber. */
export const isLate = (sinceMs: number, nowMs: number): boolean => nowMs - sinceMs >= HOUR_MS;

/** When the day of that moment began there: its first instant of the same date. */
export function dayBegan(nowMs: number, minuteOfDay: number, keyOf: (ms: number) => string): number {
  const today = keyOf(nowMs);
  const whole = nowMs - (nowMs % MINUTE_MS);
  // A day with a change of the clock began an hour earlier or later than its minutes say.
  const guesses = [0, HOUR_MS, -HOUR_MS].map((by) => whole - minuteOfDay * MINUTE_MS + by);
  return (
    guesses.find((ms) => keyOf(ms) === today && keyOf(ms - 1) !== today) ?? whole - minuteOfDay * MINUTE_MS
  );
}
