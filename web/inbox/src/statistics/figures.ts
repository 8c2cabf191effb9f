/** What the page computes from the figures: days, rates, the shape of the lines, files. Pure. */

import type { AskedStatistics, By, Period, ReplyDays, Statistics } from "@tresen/core/api";
import { COUNTS, DURATIONS, USES } from "@tresen/core/statistics";

const DAY_MS = 86_400_000;
const at = (day: string) => Date.parse(`${day}T00:00:00Z`);
const iso = (ms: number) => new Date(ms).toISOString().slice(0, 10);

export const addDays = (day: string, days: number): string => iso(at(day) + days * DAY_MS);

/** 0: Monday. */
export const weekdayOf = (day: string): number => (new Date(at(day)).getUTCDay() + 6) % 7;

/** The last days up to `today`; a quarter is shown by week. */
export const lastDays = (today: string, count: number): AskedStatistics => ({
  from: addDays(today, 1 - count),
  to: today,
  by: count > 40 ? "week" : "day",
});

/** The calendar month before the one of `today`. */
export function monthBefore(today: string): AskedStatistics {
  const to = addDays(`${today.slice(0, 7)}-01`, -1);
  return { from: `${to.slice(0, 7)}-01`, to, by: "day" };
}

const MOST_DAYS = 732;
export function isRange({ from, to }: { readonly from: string; readonly to: string }): boolean {
  const days = (at(to) - at(from)) / DAY_MS;
  return days >= 0 && days < MOST_DAYS;
}

/** A share of the whole; null of nothing. */
export const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

/** How much more, in percent of `before`; null when there is nothing to compare with. */
export const growth = (now: number, before: number): number | null =>
  before === 0 ? null : Math.round(((now - before) / before) * 100);

/** The weekday and hour with the most messages; null: there was none. */
export function busiest(hours: Statistics["hours"]): readonly [number, number] | null {
  let found: readonly [number, number] | null = null;
  let most = 0;
  hours.forEach((row, day) => {
    row.forEach((count, hour) => {
      if (count > most) [most, found] = [count, [day, hour]];
    });
  });
  return found;
}

const WEEK = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const minutes = (text: unknown): number => {
  const [hour = 0, minute = 0] = String(text).split(":").map(Number);
  return hour * 60 + minute;
};

/** By weekday and hour, whether the business is ever open then; null: it has published no hours. */
export function openHours(fields: Readonly<Record<string, unknown>> | null): boolean[][] | null {
  const weekly = (fields?.hours as { weekly?: Record<string, unknown> } | null | undefined)?.weekly;
  if (weekly === undefined || weekly === null) return null;
  const open = WEEK.map(() => Array<boolean>(24).fill(false));
  WEEK.forEach((name, day) => {
    const intervals = weekly[name];
    for (const one of Array.isArray(intervals) ? intervals : []) {
      if (!Array.isArray(one)) continue;
      const start = minutes(one[0]);
      const given = minutes(one[1]);
      const end = given > start ? given : given + 1440;
      for (let hour = Math.floor(start / 60); hour * 60 < end; hour++) {
        const row = open[(day + Math.floor(hour / 24)) % 7];
        if (row) row[hour % 24] = true;
      }
    }
  });
  return open;
}

/** The first and last hour worth a column: something came then, or the business is open. */
export function shownHours(
  hours: Statistics["hours"],
  open: readonly (readonly boolean[])[] | null,
): number[] {
  const wanted = [...Array(24).keys()].filter((hour) =>
    hours.some((row, day) => (row[hour] ?? 0) > 0 || open?.[day]?.[hour]),
  );
  const first = wanted[0] ?? 8;
  const last = wanted.at(-1) ?? 18;
  return [...Array(last - first + 1).keys()].map((each) => first + each);
}

/** Below this, a cell of one weekday and hour may be about one person: it is named to the team alone, who sees when messages came. */
export const FEW = 5;

/**
 * Which cells say on paper and in a file only that they are below `FEW`. None is among few: the days' sums stand beside them, and a cell
 * whose neighbours are all known is known too. For the same reason a cell that would be hidden alone takes the smallest other with it.
 * `open`: as of `openHours`; hours in which the business is closed may say that nothing came.
 */
export const hiddenHours = (
  hours: Statistics["hours"],
  open: readonly (readonly boolean[])[] | null,
): readonly (readonly boolean[])[] =>
  hours.map((row, day) => {
    const hidden = row.map(
      (count, hour) => count < FEW && (count > 0 || open === null || !!open[day]?.[hour]),
    );
    if (hidden.filter(Boolean).length !== 1) return hidden;
    const others = [...row.keys()].filter((hour) => !hidden[hour]);
    const some = others.filter((hour) => (row[hour] ?? 0) > 0);
    const next = (some.length > 0 ? some : others).reduce((least, hour) =>
      (row[hour] ?? 0) < (row[least] ?? 0) ? hour : least,
    );
    return hidden.map((each, hour) => each || hour === next);
  });

/** Which of five shades a count has; 0: none. */
export const shade = (count: number, most: number): number =>
  count === 0 ? 0 : Math.ceil((count / most) * 5);

/** A day of a line is a gap when the business is closed on that weekday and nothing was said. */
export const isGap = (period: Period, by: By, open: readonly (readonly boolean[])[] | null): boolean =>
  by === "day" &&
  period.sent === 0 &&
  period.received === 0 &&
  open !== null &&
  !(open[weekdayOf(period.from)] ?? []).some((hour) => hour);

/** The top of an axis, and its steps: round numbers. */
export function axis(most: number): { readonly top: number; readonly step: number } {
  const rough = Math.max(most, 1) / 3;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, [1, 2, 5, 10].map((each) => each * power).find((each) => each >= rough) ?? rough);
  return { top: Math.ceil(Math.max(most, 1) / step) * step, step };
}

/** Runs of neighbouring points without a gap between them. */
export function runs(gaps: readonly boolean[]): number[][] {
  const found: number[][] = [];
  let open: number[] | null = null;
  gaps.forEach((gap, index) => {
    if (gap) open = null;
    else if (open !== null) open.push(index);
    else {
      open = [index];
      found.push(open);
    }
  });
  return found;
}

/** With what the team's devices counted themselves. Periods that begin before anybody kept it stay without. */
export function withReplies(found: Statistics, days: ReplyDays | null): Statistics {
  if (days === null) return found;
  const add = (period: Period): Period => {
    const [first, last] = [at(period.from) / DAY_MS, at(period.to) / DAY_MS];
    if (first < days.from) return period;
    const uses = [...days.counts].filter(([day]) => first <= day && day <= last);
    return { ...period, quick_replies: uses.reduce((sum, [, count]) => sum + count, 0) };
  };
  return { ...found, total: add(found.total), before: add(found.before), periods: found.periods.map(add) };
}

/** The columns never change their order, and new ones come last: see docs/reference/statistics.md. */
const COLUMNS = [
  ...COUNTS.slice(0, 4),
  ...DURATIONS.slice(0, 4),
  ...COUNTS.slice(4, 13),
  ...DURATIONS.slice(4, 6),
  ...COUNTS.slice(13, 14),
  ...USES,
  ...COUNTS.slice(14),
  ...DURATIONS.slice(6),
];

/** One line for each period. */
export const csvOf = ({ periods }: Statistics): string =>
  [
    ["from", "to", ...COLUMNS],
    ...periods.map((each) => [each.from, each.to, ...COLUMNS.map((name) => each[name] ?? "")]),
  ]
    .map((line) => `${line.join(",")}\n`)
    .join("");

/** The same with a word on each column. A file is read by others than the team: `hours` says null where there are few or none. */
export function jsonOf(found: Statistics, meanings: Readonly<Record<string, string>>): string {
  const row = (each: Period) => ({
    from: each.from,
    to: each.to,
    ...Object.fromEntries(COLUMNS.map((name) => [name, each[name]])),
    answer_bands: each.bands,
  });
  const columns = Object.fromEntries(COLUMNS.map((name) => [name, meanings[name]]));
  const parts = { total: row(found.total), before: row(found.before), periods: found.periods.map(row) };
  const hidden = hiddenHours(found.hours, null);
  const hours = found.hours.map((row, day) => row.map((count, hour) => (hidden[day]?.[hour] ? null : count)));
  const about = { hours: meanings.hours };
  return `${JSON.stringify({ columns: { ...columns, ...about }, by: found.by, ...parts, hours }, null, 2)}\n`;
}
