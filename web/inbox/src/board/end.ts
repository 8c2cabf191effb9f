/** When a line of the day ends: with the last opening hours of the day. Pure. */

import type { OpeningHours } from "@tresen/core/profile";
import { dayKey, minuteOfDay } from "@tresen/ui/time";

const MINUTE_MS = 60_000;
const DAY_MINUTES = 24 * 60;

/** `hours` null, or without an opening to come: at the end of the day there. */
export function boardEnd(hours: OpeningHours | null, zone: string, nowMs: number): number {
  const coming = (hours?.open ?? []).filter(([, to]) => to > nowMs);
  const [next] = coming;
  if (next === undefined) return midnight(zone, nowMs);
  // After closing time the line is for the next day that is open.
  const day = dayKey(Math.max(next[0], nowMs), zone);
  const ends = coming.filter(([from]) => dayKey(Math.max(from, nowMs), zone) === day).map(([, to]) => to);
  return Math.max(...ends);
}

function midnight(zone: string, nowMs: number): number {
  const minutes = DAY_MINUTES - minuteOfDay(nowMs, zone);
  return (Math.floor(nowMs / MINUTE_MS) + minutes) * MINUTE_MS;
}
