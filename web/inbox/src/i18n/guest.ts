import { clock, dayKey, type Lang, listTime } from "@tresen/ui";
import type { Words } from "./de.ts";

/**
 * What a customer is called whom nobody has named yet: "Gast 3 von heute", by the day of the first message in the shop's time, and the number
 * on it; "Gast von heute, 7:41" where nobody counted.
 */
export function guest(
  { createdMs, dayNumber = 0 }: { readonly createdMs: number; readonly dayNumber?: number },
  nowMs: number,
  zone: string,
  lang: Lang,
  words: Words,
): string {
  const day = since(createdMs, nowMs, zone, lang, words);
  return dayNumber > 0 ? words.guest(dayNumber, day) : words.guestAt(day, clock(createdMs, zone));
}

function since(createdMs: number, nowMs: number, zone: string, lang: Lang, words: Words): string {
  const days = daysBetween(createdMs, nowMs, zone);
  // Clocks differ: a moment ahead is still today.
  if (days <= 0) return words.since.today;
  if (days === 1) return words.since.yesterday;
  const day = listTime(createdMs, zone, lang, nowMs, "");
  return days < 7 ? words.since.weekday(day) : words.since.date(day);
}

function daysBetween(from: number, to: number, zone: string): number {
  return Math.round((Date.parse(dayKey(to, zone)) - Date.parse(dayKey(from, zone))) / 86_400_000);
}
