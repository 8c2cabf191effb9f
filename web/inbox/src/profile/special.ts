/** Special days of an hours file: company holidays and single dates, as the page edits them. Values in, values out. */

import type { HoursFile, Interval } from "@tresen/ui/hours/week";

/** `from` and `to` are dates, both included; no interval: closed. */
export interface Special {
  readonly from: string;
  readonly to: string;
  readonly intervals: readonly Interval[];
  readonly note?: string;
  /** The note for customers who read English; without it they read `note`. */
  readonly note_en?: string;
}

export const specialsOf = ({ exceptions }: HoursFile): readonly Special[] =>
  (exceptions ?? []).flatMap((each) => (isSpecial(each) ? [each] : []));

function isSpecial(value: unknown): value is Special {
  if (value === null || typeof value !== "object") return false;
  const { from, to, intervals } = value as Partial<Special>;
  return typeof from === "string" && typeof to === "string" && Array.isArray(intervals);
}

export const withSpecial = (hours: HoursFile, special: Special): HoursFile => ({
  ...hours,
  exceptions: [...specialsOf(hours), special],
});

export const changedSpecial = (hours: HoursFile, at: number, change: Partial<Special>): HoursFile => ({
  ...hours,
  exceptions: specialsOf(hours).map((each, index) =>
    index === at ? mended({ ...each, ...change }, each) : each,
  ),
});

export const withoutSpecial = (hours: HoursFile, at: number): HoursFile => ({
  ...hours,
  exceptions: specialsOf(hours).filter((_, index) => index !== at),
});

/** A beginning that moves past the end takes the end along; an empty note is none. */
function mended({ note, note_en: english, ...special }: Special, before: Special): Special {
  const moved = special.from !== before.from && special.to < special.from;
  const dated = moved ? { ...special, to: special.from } : special;
  return { ...dated, ...(note && { note }), ...(english && { note_en: english }) };
}

/** The first date that no special day holds yet, from `today` on. */
export function freeDate(hours: HoursFile, today: string): string {
  const taken = [...specialsOf(hours)].sort((one, other) => (one.from < other.from ? -1 : 1));
  return taken.reduce((day, { from, to }) => (from <= day && day <= to ? following(to) : day), today);
}

const following = (day: string): string =>
  new Date(Date.parse(`${day}T12:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
