/** Until when a conversation can be put off, and how that is said; in the business's time zone. Pure. */

import { clock, dayKey, type Lang, minuteOfDay, shortDay, weekday } from "@tresen/ui";
import type { Words } from "../i18n/de.ts";
import { fromField } from "../profile/instants.ts";

export interface Offer {
  readonly id: "hours" | "tonight" | "tomorrow" | "monday";
  readonly untilMs: number;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const HOURS = 3;
const MORNING = "08:00";
const EVENING = "18:00";
/** From then on "in three hours" is this evening. */
const EVENING_UNTIL = 15 * 60;

/** The day that many days after the day of `ms` there, at that time. */
function onDay(ms: number, days: number, time: string, zone: string): number {
  // Counted from noon: a day of 23 or 25 hours shifts no date.
  const noon = Date.parse(`${dayKey(ms, zone)}T12:00:00Z`) + days * DAY_MS;
  return fromField(`${new Date(noon).toISOString().slice(0, 10)}T${time}`, zone) ?? ms + days * DAY_MS;
}

/** What is offered at that time, soonest first; "Montag" only where it is not tomorrow. */
export function offers(nowMs: number, zone: string): readonly Offer[] {
  const day = new Date(`${dayKey(nowMs, zone)}T12:00:00Z`).getUTCDay();
  const toMonday = (8 - day) % 7 || 7;
  const early = minuteOfDay(nowMs, zone) < EVENING_UNTIL;
  const found: Offer[] = [
    { id: "hours", untilMs: nowMs + HOURS * HOUR_MS },
    ...(early ? [{ id: "tonight" as const, untilMs: onDay(nowMs, 0, EVENING, zone) }] : []),
    { id: "tomorrow", untilMs: onDay(nowMs, 1, MORNING, zone) },
    ...(toMonday > 1 ? [{ id: "monday" as const, untilMs: onDay(nowMs, toMonday, MORNING, zone) }] : []),
  ];
  return found.sort((a, b) => a.untilMs - b.untilMs);
}

/** "morgen um 8:00 Uhr", "am Montag um 8:00 Uhr", "am 24. Dezember um 18:00 Uhr". */
export function whenOf(ms: number, nowMs: number, zone: string, lang: Lang, words: Words): string {
  const days = Math.round((Date.parse(dayKey(ms, zone)) - Date.parse(dayKey(nowMs, zone))) / DAY_MS);
  const { today, next, on } = words.actions.times;
  const time = clock(ms, zone);
  if (days <= 0) return today(time);
  if (days === 1) return next(time);
  return on(days < 7 ? weekday(ms, zone, lang) : shortDay(ms, zone, lang, nowMs), time);
}

/** The word of an offer: "In 3 Stunden", "Am Montag". */
export function offerName(
  { id, untilMs }: Offer,
  zone: string,
  lang: Lang,
  { actions: { times } }: Words,
): string {
  if (id === "hours") return times.hours(HOURS);
  return id === "monday" ? times.weekday(weekday(untilMs, zone, lang)) : times[id];
}
