// The week of an hours file (docs/reference/hours-file.md), as an editor changes it: values in, values out.

export const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
export type Day = (typeof DAYS)[number];

/** Opens, closes (an end that is not after the start lies on the next day), and whether only by appointment. */
export type Interval = readonly [from: string, to: string, mark?: "appointment"];
export type Week = Readonly<Partial<Record<Day, readonly Interval[]>>>;

/** The object an hours file holds. What an editor does not know stays in it. */
export interface HoursFile {
  readonly time_zone: string;
  readonly weekly: Week;
  readonly region?: string;
  readonly holidays?: unknown;
  readonly exceptions?: readonly unknown[];
}

/**
 * A remark about one interval. `missing` and `overlap` must be corrected. `gap` (closed for less than a quarter of an hour before it) and
 * `night` (it ends on the next day) need only a look.
 */
export type Remark = { readonly day: Day; readonly at: number } & (
  | { readonly kind: "missing" }
  | { readonly kind: "overlap"; readonly other: Interval; readonly otherDay: Day }
  | { readonly kind: "gap"; readonly minutes: number }
  | { readonly kind: "night"; readonly to: string; readonly next: Day }
);

const DAY_MINUTES = 24 * 60;
const WEEK_MINUTES = 7 * DAY_MINUTES;
const SHORT_GAP = 15;
const TIME = /^([01]\d|2[0-3]):[0-5]\d$|^24:00$/;
const USUAL: readonly Interval[] = [["09:00", "18:00"]];
const WHOLE_DAY: Interval = ["00:00", "24:00", "appointment"];

interface Span {
  readonly day: Day;
  readonly at: number;
  readonly interval: Interval;
  readonly start: number;
  readonly end: number;
}

export const intervalsOf = (week: Week, day: Day): readonly Interval[] => week[day] ?? [];

export const isClosed = (week: Week): boolean => DAYS.every((day) => intervalsOf(week, day).length === 0);

/** A closed day leaves the map, as the file has it. */
export function withDay(week: Week, day: Day, intervals: readonly Interval[]): Week {
  const { [day]: _, ...others } = week;
  return intervals.length === 0 ? others : { ...others, [day]: intervals };
}

export const withoutInterval = (week: Week, day: Day, at: number): Week =>
  withDay(
    week,
    day,
    intervalsOf(week, day).filter((_, index) => index !== at),
  );

export function withTime(week: Week, day: Day, at: number, which: 0 | 1, time: string): Week {
  const intervals = intervalsOf(week, day).map((interval, index): Interval => {
    if (index !== at) return interval;
    const [from, to, ...mark] = interval;
    return which === 0 ? [time, to, ...mark] : [from, time, ...mark];
  });
  return withDay(week, day, intervals);
}

/** By appointment from midnight to midnight, that is without times of its own. */
export const isWholeDay = ([from, to, mark]: Interval): boolean =>
  mark !== undefined && from === "00:00" && (to === "24:00" || to === "00:00");

/**
 * Adds an interval: on an empty day the hours of the nearest open day before it, otherwise an afternoon an hour after the last interval.
 */
export function withAnother(week: Week, day: Day): Week {
  const intervals = timed(week, day);
  if (intervals.length > 0) return withDay(week, day, oneMore(intervals));
  const before = DAYS.slice(0, DAYS.indexOf(day)).findLast((each) => timed(week, each).length > 0);
  return withDay(week, day, before === undefined ? USUAL : timed(week, before));
}

/** The intervals with a time an hour after the last one; the usual one when there is none. */
export const oneMore = (intervals: readonly Interval[]): readonly Interval[] =>
  intervals.length === 0 ? USUAL : [...intervals, following(intervals)];

/** A day by appointment; one that has times already gets a further time by appointment. */
export function withAppointment(intervals: readonly Interval[]): readonly Interval[] {
  if (intervals.length === 0) return [WHOLE_DAY];
  const [from, to] = following(intervals);
  return [...intervals, [from, to, "appointment"]];
}

/** No fixed times at all. */
export const byAppointmentOnly = (): Week => Object.fromEntries(DAYS.map((day) => [day, [WHOLE_DAY]]));

const timed = (week: Week, day: Day): readonly Interval[] =>
  intervalsOf(week, day).filter((interval) => !isWholeDay(interval));

export const copied = (week: Week, from: Day, to: readonly Day[]): Week =>
  to.reduce((changed, day) => withDay(changed, day, intervalsOf(week, from)), week);

/** All remarks, day by day, at most one of a kind for each interval. */
export function remarks(week: Week): Remark[] {
  const spans = DAYS.flatMap((day) => intervalsOf(week, day).flatMap((each, at) => spanOf(day, at, each)));
  const found: Remark[] = [];
  for (const day of DAYS)
    for (const [at, interval] of intervalsOf(week, day).entries()) {
      const span = spans.find((each) => each.day === day && each.at === at);
      if (span === undefined) found.push({ day, at, kind: "missing" });
      else found.push(...about(span, spans, interval));
    }
  return found;
}

export const mustMend = ({ kind }: Remark): boolean => kind === "missing" || kind === "overlap";

function about(span: Span, spans: readonly Span[], interval: Interval): Remark[] {
  const { day, at } = span;
  const found: Remark[] = [];
  const other = spans.find((each) => each !== span && overlap(each, span) && laterThan(span, each));
  if (other) found.push({ day, at, kind: "overlap", other: other.interval, otherDay: other.day });
  const opens = spans.filter((each) => each.day === day && each.interval[2] === undefined);
  const gap = Math.min(...opens.map((each) => span.start - each.end).filter((minutes) => minutes > 0));
  if (!other && interval[2] === undefined && gap < SHORT_GAP)
    found.push({ day, at, kind: "gap", minutes: gap });
  const next = DAYS[(DAYS.indexOf(day) + 1) % DAYS.length] ?? day;
  const nightly = span.end > (DAYS.indexOf(day) + 1) * DAY_MINUTES;
  if (!other && nightly) found.push({ day, at, kind: "night", to: interval[1], next });
  return found;
}

// Of two intervals that overlap, only the later one is marked.
const laterThan = (one: Span, other: Span): boolean =>
  one.start > other.start || (one.start === other.start && one.at > other.at);

/** In a week without end: Sunday's night may reach into Monday. */
const overlap = (one: Span, other: Span): boolean =>
  [-WEEK_MINUTES, 0, WEEK_MINUTES].some(
    (shift) => one.start < other.end + shift && other.start + shift < one.end,
  );

function spanOf(day: Day, at: number, interval: Interval): Span[] {
  const [from, to] = interval;
  if (!TIME.test(from) || !TIME.test(to) || from === "24:00") return [];
  const start = DAYS.indexOf(day) * DAY_MINUTES + minutes(from);
  const length = minutes(to) - minutes(from);
  return [{ day, at, interval, start, end: start + (length > 0 ? length : length + DAY_MINUTES) }];
}

function following(intervals: readonly Interval[]): Interval {
  const end = Math.max(...intervals.map(([from, to]) => (to > from ? minutes(to) : DAY_MINUTES)));
  if (!(end + 120 < DAY_MINUTES)) return ["", ""];
  return [time(end + 60), time(Math.min(end + 300, DAY_MINUTES))];
}

function minutes(text: string): number {
  const [hours, rest] = text.split(":");
  return 60 * Number(hours) + Number(rest);
}

const time = (at: number): string =>
  `${String(Math.floor(at / 60)).padStart(2, "0")}:${String(at % 60).padStart(2, "0")}`;
