/** The week's opening hours as words for a text: written short, or spoken on an answering machine. Pure. */

import type { Lang } from "@tresen/ui";
import { DAYS, type Day } from "@tresen/ui/hours/week";

type Span = readonly [from: string, to: string];
/** What is open, by day; days that are closed are not in it. */
export type OpenWeek = ReadonlyMap<Day, readonly Span[]>;

/** Longer than this, a text leads to the page instead of naming all of it. */
const MOST = { written: 120, spoken: 240 };
const TIME = /^([01]\d|2[0-3]):[0-5]\d$|^24:00$/;

const NAMES: Readonly<Record<Lang, Readonly<Record<"written" | "spoken", readonly string[]>>>> = {
  de: {
    written: ["Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"],
    spoken: ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"],
  },
  en: {
    written: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
    spoken: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
  },
};
const AND: Readonly<Record<Lang, string>> = { de: " und ", en: " and " };

/** The week in a published profile's field `hours`, which older records fill with anything. By appointment is not open. */
export function openWeekIn(hours: unknown): OpenWeek {
  const weekly = fieldOf(hours, "weekly");
  return new Map(
    DAYS.map((day): [Day, readonly Span[]] => [day, spansIn(fieldOf(weekly, day))]).filter(
      ([, spans]) => spans.length > 0,
    ),
  );
}

/** "Mo–Fr 6–13 und 14–18 Uhr, Sa 6–12 Uhr"; empty where nothing is open, or too much to be said in a line. */
export function hoursIn(week: OpenWeek, lang: Lang, how: "written" | "spoken"): string {
  const parts = runsIn(week).map(
    ([first, last, spans]) => `${daysOf(first, last, lang, how)} ${timesOf(spans, lang, how)}`,
  );
  const text = parts.join(", ");
  return text.length > MOST[how] ? "" : text;
}

/** Days in a row with the same hours, by their numbers. */
function runsIn(week: OpenWeek): readonly (readonly [first: number, last: number, spans: readonly Span[]])[] {
  const runs: [number, number, readonly Span[]][] = [];
  for (const [at, day] of DAYS.entries()) {
    const spans = week.get(day);
    const before = runs.at(-1);
    if (spans === undefined) continue;
    if (before?.[1] === at - 1 && String(before[2]) === String(spans)) before[1] = at;
    else runs.push([at, at, spans]);
  }
  return runs;
}

function daysOf(first: number, last: number, lang: Lang, how: "written" | "spoken"): string {
  const names = NAMES[lang][how];
  const [from = "", to = ""] = [names[first], names[last]];
  if (first === last) return from;
  if (last === first + 1) return from + AND[lang] + to;
  if (how === "written") return `${from}–${to}`;
  return lang === "de" ? `${from} bis ${to}` : `${from} to ${to}`;
}

function timesOf(spans: readonly Span[], lang: Lang, how: "written" | "spoken"): string {
  if (how === "written") {
    const said = spans.map((span) => span.map((time) => clock(time, lang)).join("–")).join(AND[lang]);
    return lang === "de" ? `${said} Uhr` : said;
  }
  return spans
    .map(([from, to]) =>
      lang === "de"
        ? `von ${spoken(from)} bis ${spoken(to)}`
        : `from ${clock(from, lang)} to ${clock(to, lang)}`,
    )
    .join(AND[lang]);
}

/** German leaves out the minutes of a full hour. */
function clock(time: string, lang: Lang): string {
  const [hour = "", minute = ""] = time.split(":");
  return lang === "de" && minute === "00" ? String(Number(hour)) : `${Number(hour)}:${minute}`;
}

function spoken(time: string): string {
  const [hour = "", minute = ""] = time.split(":");
  return minute === "00" ? `${Number(hour)} Uhr` : `${Number(hour)} Uhr ${Number(minute)}`;
}

const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;

function spansIn(value: unknown): readonly Span[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((each: unknown): Span[] => {
    if (!Array.isArray(each) || each.length !== 2) return [];
    const [from, to]: readonly unknown[] = each;
    const times = typeof from === "string" && typeof to === "string" && TIME.test(from) && TIME.test(to);
    return times ? [[from, to]] : [];
  });
}
