/** The first lines of messages in a chat export: when, who, and what. Android and iOS, German and English, 12 and 24 hours. Pure. */

/** How the days of a file are written. `ymd` and `dmy` with points say it themselves; with a slash the whole file decides. */
export type DayOrder = "dmy" | "mdy" | "ymd";

/** The beginning of a message, as it stands there. */
export interface Head {
  /** Who wrote the file: both have their own brackets. */
  readonly style: "android" | "ios";
  /** The three numbers of the day, in the order in which they stand. */
  readonly numbers: readonly [number, number, number];
  /** The order that the line itself says; null: only the file can. */
  readonly order: DayOrder | null;
  readonly hour: number;
  readonly minute: number;
  /** null: Android does not say it. */
  readonly second: number | null;
  /** What follows the time. */
  readonly rest: string;
}

/** Marks of direction and a byte order mark: they stand before lines of iOS, and around names. */
const MARKS = "[\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069\\ufeff]*";
const DAY = "(\\d{1,4})([./-])(\\d{1,2})\\2(\\d{1,4})\\.?";
const GAP = "[ \\u00a0\\u202f]";
const TIME = `(\\d{1,2})[:.](\\d{2})(?:[:.](\\d{2}))?(?:${GAP}?([AaPp])\\.?${GAP}?[Mm]\\.?)?`;
const BETWEEN = `(?:,${GAP}?|${GAP})(?:um${GAP}|at${GAP})?`;
const IOS = new RegExp(`^${MARKS}\\[${DAY}${BETWEEN}${TIME}(?:${GAP}Uhr)?\\]${GAP}([^]*)$`, "u");
const ANDROID = new RegExp(`^${MARKS}${DAY}${BETWEEN}${TIME}(?:${GAP}Uhr)?${GAP}[-–]${GAP}([^]*)$`, "u");
/** Most lines that go on with a message are seen by their first letter. */
const BEGINS = new RegExp(`^${MARKS}(\\[|\\d)`, "u");
/** A line is looked at for its beginning alone: what a message says may be long. */
const LOOKED_AT = 80;

/** null: the line begins no message. */
export function headOf(line: string): Head | null {
  const start = line.slice(0, LOOKED_AT);
  const begins = BEGINS.exec(start);
  if (begins === null) return null;
  const style = begins[1] === "[" ? "ios" : "android";
  const found = (style === "ios" ? IOS : ANDROID).exec(start);
  if (found === null) return null;
  const [, first = "", mark = "", second = "", third = "", hours = "", minutes = "", seconds, half] = found;
  const rest = (found[9] ?? "") + line.slice(LOOKED_AT);
  const hour = hourOf(Number(hours), half?.toLowerCase());
  const minute = Number(minutes);
  const whole = seconds === undefined ? null : Number(seconds);
  if (hour === null || minute > 59 || (whole ?? 0) > 59) return null;
  const order = orderOf(first, mark, third);
  if (order === undefined) return null;
  const numbers = [Number(first), Number(second), Number(third)] as const;
  return { style, numbers, order, hour, minute, second: whole, rest };
}

/** The order that the digits say; null: they do not. undefined: this is no day. */
function orderOf(first: string, mark: string, third: string): DayOrder | null | undefined {
  if (first.length === 4) return third.length <= 2 ? "ymd" : undefined;
  if (first.length > 2 || third.length % 2 === 1) return undefined;
  return mark === "." ? "dmy" : null;
}

/** `half`: `a` or `p` where the file counts to twelve. */
function hourOf(hour: number, half: string | undefined): number | null {
  if (half === undefined) return hour < 24 ? hour : null;
  if (hour < 1 || hour > 12) return null;
  return (hour % 12) + (half === "p" ? 12 : 0);
}
