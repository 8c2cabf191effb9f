import type { Special } from "@tresen/core/api";
import { day, dayKey, type Lang } from "@tresen/ui";

const DATE = /^\d{4}-\d\d-\d\d$/;
const MOST = 6;

/** The special days that begin or end after the date `last`, as lines of a list, the nearest first. */
export function specialsAfter(
  specials: readonly Special[],
  last: string,
  lang: Lang,
  locale: string = lang,
): readonly { readonly when: string; readonly note: string }[] {
  return specials
    .filter(({ from, to }) => DATE.test(from) && DATE.test(to) && to > last)
    .toSorted((one, other) => (one.from < other.from ? -1 : 1))
    .slice(0, MOST)
    .map(({ from, to, note }) => ({ when: span(from, to, locale, last), note: note[lang] }));
}

function span(from: string, to: string, locale: string, near: string): string {
  // At noon a date is the same everywhere.
  const said = (date: string) => day(noon(date), "UTC", locale, noon(near));
  return from === to ? said(from) : `${said(from)} – ${said(to)}`;
}

const noon = (date: string): number => Date.parse(`${date}T12:00:00Z`);

/** The date there, this many days later. */
export const dateAfter = (ms: number, zone: string, days: number): string =>
  dayKey(noon(dayKey(ms, zone)) + days * 86_400_000, "UTC");
