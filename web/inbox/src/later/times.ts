/** When a message can go out: what is offered, and how it is said. In the business's time zone. */

import { clock, dayKey, type Lang, shortDay, weekday } from "@tresen/ui";
import { fromField } from "../profile/instants.ts";

const DAY_MS = 86_400_000;
/** Shorter ahead than this, "today" is not offered: the message could as well be sent now. */
const SOON_MS = 10 * 60_000;

export type Offer = "today" | "tomorrow" | "monday";

/** The days from today on, by their keys. Noon is on its day whatever the clocks do. */
const dayAfter = (nowMs: number, days: number, zone: string): string => {
  const noon = fromField(`${dayKey(nowMs, zone)}T12:00`, zone) ?? nowMs;
  return dayKey(noon + days * DAY_MS, zone);
};

const isMonday = (key: string): boolean => new Date(`${key}T12:00:00Z`).getUTCDay() === 1;

/** Today at 18:00 if that is still ahead, tomorrow at 8:00, and the next Monday at 8:00 unless that is tomorrow. */
export function offers(
  nowMs: number,
  zone: string,
): readonly { readonly offer: Offer; readonly atMs: number }[] {
  const at = (days: number, time: string) =>
    fromField(`${dayAfter(nowMs, days, zone)}T${time}`, zone) ?? nowMs;
  const monday = [2, 3, 4, 5, 6, 7].find((days) => isMonday(dayAfter(nowMs, days, zone)));
  const tonight = at(0, "18:00");
  return [
    ...(tonight > nowMs + SOON_MS ? [{ offer: "today" as const, atMs: tonight }] : []),
    { offer: "tomorrow", atMs: at(1, "08:00") },
    ...(monday === undefined || isMonday(dayAfter(nowMs, 1, zone))
      ? []
      : [{ offer: "monday" as const, atMs: at(monday, "08:00") }]),
  ];
}

/** The words for a day; `at` puts day and time together. */
export interface DayWords {
  readonly today: string;
  readonly tomorrow: string;
  readonly at: (day: string, time: string) => string;
}

/** "heute um 18:00", "morgen um 8:00", "Montag um 8:00" within a week, else "24. November um 8:00". */
export function whenText(atMs: number, zone: string, lang: Lang, nowMs: number, words: DayWords): string {
  const [key, today] = [dayKey(atMs, zone), dayKey(nowMs, zone)];
  const days = Math.round((Date.parse(key) - Date.parse(today)) / DAY_MS);
  const near = days > 1 && days < 7 ? weekday(atMs, zone, lang) : shortDay(atMs, zone, lang, nowMs);
  const day = days === 0 ? words.today : days === 1 ? words.tomorrow : near;
  return words.at(day, clock(atMs, zone));
}
