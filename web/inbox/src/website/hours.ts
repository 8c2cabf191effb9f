/** The opening hours as a snippet carries them (`web/widget/src/hours.ts` reads them): the week, and the days that differ. Pure. */

import type { Holiday } from "@tresen/core/api";
import { DAYS, type HoursFile, type Interval } from "@tresen/ui/hours/week";
import { planOf } from "../profile/holidays.ts";

/** So far ahead days that differ are in it: every holiday of a year, once. */
const AHEAD_DAYS = 400;
const DAY_MS = 86_400_000;
const CLOSED = "-";

/** The years whose holidays are needed. */
export const yearsFrom = (today: string): readonly number[] => [
  Number(today.slice(0, 4)),
  Number(today.slice(0, 4)) + 1,
];

/** `today`: the date at the shop, "2026-12-01"; `holidays`: those of its region in these years. */
export function snippetHours(hours: HoursFile, holidays: readonly Holiday[], today: string): string {
  const week = DAYS.map((day) => planned(hours.weekly[day] ?? []));
  const special = new Map<string, string>();
  for (const holiday of holidays) {
    const plan = planOf(hours, holiday);
    if (plan !== "open") special.set(holiday.day, plan === "closed" ? CLOSED : planned(plan));
  }
  for (const [day, plan] of datesIn(hours, yearsFrom(today))) if (!special.has(day)) special.set(day, plan);
  for (const { from, to, intervals } of exceptionsIn(hours))
    for (const day of daysBetween(from, to)) special.set(day, planned(intervals));
  const last = dayAfter(today, AHEAD_DAYS);
  const different = [...special]
    .filter(([day, plan]) => day >= today && day < last && plan !== week[weekdayOf(day)])
    .sort()
    .map(([day, plan]) => `${day}=${plan}`);
  return [hours.time_zone, ...week, ...different].join(" ");
}

/** Rules for a date that is no holiday: of one year, or of every year. */
function* datesIn(
  { holidays }: HoursFile,
  years: readonly number[],
): Generator<readonly [day: string, plan: string]> {
  if (holidays === null || typeof holidays !== "object") return;
  for (const [key, plan] of Object.entries(holidays)) {
    if (!/^(\d{4}-)?\d\d-\d\d$/.test(key) || plan === "open") continue;
    const said = Array.isArray(plan) ? planned(plan as readonly Interval[]) : CLOSED;
    const days = key.length === 5 ? years.map((year) => `${year}-${key}`) : [key];
    for (const day of days) yield [day, said];
  }
}

interface Exception {
  readonly from: string;
  readonly to: string;
  readonly intervals: readonly Interval[];
}

const exceptionsIn = ({ exceptions = [] }: HoursFile): readonly Exception[] =>
  exceptions.filter(
    (each): each is Exception =>
      each !== null && typeof each === "object" && "from" in each && "to" in each && "intervals" in each,
  );

const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);

function* daysBetween(from: string, to: string): Generator<string> {
  for (let at = 0, day = from; day <= to && at <= AHEAD_DAYS; day = dayAfter(from, ++at)) yield day;
}

const weekdayOf = (day: string): number => (new Date(day).getUTCDay() + 6) % 7;

/** "6-13,14-18". By appointment is not open. */
function planned(intervals: readonly Interval[]): string {
  const spans = intervals
    .filter(([, , mark]) => mark === undefined)
    .map(([from, to]) => [minutes(from), minutes(to)] as const)
    .sort(([a], [b]) => a - b)
    .map(([from, to]) => `${written(from)}-${written(to > from ? to : to + 1440)}`);
  return spans.join(",") || CLOSED;
}

const minutes = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

const written = (at: number): string =>
  `${Math.floor(at / 60)}${at % 60 === 0 ? "" : `:${String(at % 60).padStart(2, "0")}`}`;
