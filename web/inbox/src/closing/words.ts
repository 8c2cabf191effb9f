/** How closing time is said: "in zehn Minuten schließt ihr", "Morgen 6:00", "Montag 6:00". Pure. */

import { clock, dayKey, type Lang, weekday } from "@tresen/ui";
import type { Words } from "../i18n/de.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
type Said = Words["frame"]["till"];

/** How near the closing is, or how long ago. */
export function nearby(closesMs: number, nowMs: number, zone: string, words: Said): string {
  const minutes = Math.ceil((closesMs - nowMs) / MINUTE_MS);
  return minutes > 0 ? words.soon(minutes) : words.shut(clock(closesMs, zone));
}

/** The day on which it opens, when that is not tomorrow. */
export function dayWord(ms: number, nowMs: number, zone: string, lang: Lang): string | null {
  const days = Math.round((Date.parse(dayKey(ms, zone)) - Date.parse(dayKey(nowMs, zone))) / DAY_MS);
  return days <= 1 ? null : weekday(ms, zone, lang);
}

type Days = Pick<Said, "today" | "tomorrow">;

/** When what is put off comes back. */
export function backAt(ms: number, nowMs: number, zone: string, lang: Lang, words: Days): string {
  const today = dayKey(ms, zone) === dayKey(nowMs, zone);
  const day = today ? words.today : (dayWord(ms, nowMs, zone, lang) ?? words.tomorrow);
  return `${day} ${clock(ms, zone)}`;
}
