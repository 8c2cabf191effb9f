import { dayKey, type Lang, shortDay } from "@tresen/ui";

const DAY_MS = 86_400_000;

export interface DayWords {
  readonly today: string;
  readonly yesterday: string;
  on(day: string): string;
  readonly never: string;
}

/** When a device was last seen, or the sheet last tested, in words. The server stores days of the shop's calendar, which `zone` is. */
export function lastDay(
  day: string | null,
  words: DayWords,
  nowMs: number,
  zone: string,
  lang: Lang,
): string {
  if (day === null) return words.never;
  const then = Date.parse(day);
  const days = Math.round((Date.parse(dayKey(nowMs, zone)) - then) / DAY_MS);
  if (days < 1) return words.today;
  return days === 1 ? words.yesterday : words.on(shortDay(then, "UTC", lang, nowMs));
}
