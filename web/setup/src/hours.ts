/** The opening hours as the wizard asks for them: a pattern, then its times. Values in, values out. */

import {
  byAppointmentOnly,
  DAYS,
  type Day,
  type Interval,
  intervalsOf,
  isClosed,
  isWholeDay,
  type Week,
  withDay,
  withTime,
} from "@tresen/ui/hours/week";
import type { Trade } from "@tresen/ui/profile/trades";

/** Which days are open. */
export const PATTERNS = ["weekdays", "saturday", "daily", "appointment"] as const;
export type Pattern = (typeof PATTERNS)[number];

/** The times that a trade usually has; they are only a beginning. */
export interface Usual {
  readonly week: Interval;
  readonly saturday: Interval;
  readonly lunch: readonly [from: string, to: string];
}

const NOON = ["13:00", "14:00"] as const;
const OTHER: Usual = { week: ["09:00", "18:00"], saturday: ["09:00", "13:00"], lunch: NOON };
const USUAL: Readonly<Partial<Record<Trade["id"], Usual>>> = {
  bakery: { week: ["06:00", "18:00"], saturday: ["06:00", "13:00"], lunch: NOON },
  cafe: { week: ["08:00", "18:00"], saturday: ["09:00", "18:00"], lunch: NOON },
  workshop: { week: ["08:00", "17:00"], saturday: ["09:00", "13:00"], lunch: ["12:00", "13:00"] },
  practice: { week: ["08:00", "17:00"], saturday: ["09:00", "12:00"], lunch: ["12:00", "14:00"] },
};

export const usualOf = (trade: Trade["id"]): Usual => USUAL[trade] ?? OTHER;

const WEEKDAYS: readonly Day[] = ["mon", "tue", "wed", "thu", "fri"];

/** The pattern of a week; null when it follows none. */
export function patternOf(week: Week): Pattern | null {
  const open = DAYS.filter((day) => intervalsOf(week, day).length > 0);
  if (open.length === DAYS.length && open.every((day) => intervalsOf(week, day).every(isWholeDay)))
    return "appointment";
  const weekdays = WEEKDAYS.every((day) => open.includes(day));
  if (!weekdays || open.includes("sun") !== (open.length === DAYS.length)) return null;
  return open.length === DAYS.length ? "daily" : open.includes("sat") ? "saturday" : "weekdays";
}

/** Opens the days of a pattern; a day that already has times keeps them. */
export function withPattern(week: Week, pattern: Pattern, usual: Usual): Week {
  if (pattern === "appointment") return byAppointmentOnly();
  const lunch = hasLunch(week);
  const days: readonly Day[] =
    pattern === "daily" ? DAYS : pattern === "saturday" ? [...WEEKDAYS, "sat"] : WEEKDAYS;
  let changed: Week = {};
  for (const day of days) {
    const before = intervalsOf(week, day).filter((each) => !isWholeDay(each));
    changed = withDay(changed, day, before.length > 0 ? before : [usualOn(day, usual)]);
  }
  return lunch ? withLunch(changed, usual) : changed;
}

/** The times with which a closed day opens. */
export const usualOn = (day: Day, usual: Usual): Interval => (day === "sat" ? usual.saturday : usual.week);

/** Does any day have a break? */
export const hasLunch = (week: Week): boolean => DAYS.some((day) => intervalsOf(week, day).length > 1);

/** Every day that is open before and after the usual break closes for it. */
export const withLunch = (week: Week, usual: Usual): Week =>
  DAYS.reduce((changed, day) => {
    const intervals = intervalsOf(week, day);
    const [only] = intervals;
    if (intervals.length !== 1 || only === undefined || only[2] !== undefined) return changed;
    const [from, to] = usual.lunch;
    return only[0] < from && to < only[1] ? withDay(changed, day, withBreak(intervals, usual)) : changed;
  }, week);

/** Every day is open from its first time to its last. */
export const withoutLunch = (week: Week, usual: Usual): Week =>
  DAYS.reduce((changed, day) => {
    const intervals = intervalsOf(week, day);
    return intervals.length > 1 ? withDay(changed, day, withBreak(intervals, usual)) : changed;
  }, week);

/** Days whose times are typed once. */
export interface Group {
  readonly days: readonly [Day, ...Day[]];
  readonly intervals: readonly Interval[];
}

/** The rows in which the times are typed: the weekdays together, while they are alike; null: each day needs its own. */
export function groupsOf(week: Week): readonly Group[] | null {
  const [monday, ...others] = WEEKDAYS.map((day) => intervalsOf(week, day));
  const alike = others.every((each) => JSON.stringify(each) === JSON.stringify(monday));
  const groups: readonly (readonly [Day, ...Day[]])[] = [
    ["mon", "tue", "wed", "thu", "fri"],
    ["sat"],
    ["sun"],
  ];
  return alike ? groups.map((days) => ({ days, intervals: intervalsOf(week, days[0]) })) : null;
}

/** The time of all days of a group. */
export const withGroupTime = (week: Week, { days }: Group, at: number, which: 0 | 1, time: string): Week =>
  days.reduce((changed, day) => withTime(changed, day, at, which, time), week);

/** The times of all days of a group; none: they are closed. */
export const withGroup = (week: Week, { days }: Group, intervals: readonly Interval[]): Week =>
  days.reduce((changed, day) => withDay(changed, day, intervals), week);

/** What one more break or one less makes of these times. */
export function withBreak(intervals: readonly Interval[], { lunch: [from, to] }: Usual): readonly Interval[] {
  const [first, ...more] = intervals;
  const last = more.at(-1);
  if (first === undefined) return intervals;
  if (last !== undefined) return [[first[0], last[1]]];
  return first[0] < from && to < first[1]
    ? [
        [first[0], from],
        [to, first[1]],
      ]
    : [first, ["", ""]];
}

/** A shop that opens at a time of its own can be closed, and then answers by itself. */
export const hasTimes = (week: Week): boolean =>
  !isClosed(week) && DAYS.some((day) => intervalsOf(week, day).some(([, , mark]) => mark === undefined));
