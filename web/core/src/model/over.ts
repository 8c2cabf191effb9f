/** What all erase events of a conversation say together. Pure; apart from single events, because a first visit needs only those. */

import { type Erased, erasedOf, isOver } from "./erased.ts";
import type { Retained } from "./retained.ts";
import type { StoredRow } from "./row.ts";

/** A conversation that was erased: the first event that did it, how many messages went, and what must still be retained. */
export interface Over {
  readonly row: StoredRow;
  readonly erased: Erased;
  readonly messages: number;
  readonly kept: readonly Retained[];
}

/** What the events of one conversation say together; null: it is not over. Later events delete what earlier ones had to retain. */
export function overIn(rows: readonly StoredRow[]): Over | null {
  const events = rows.filter((row) => erasedOf(row) !== null);
  const row = events.find(isOver);
  const erased = row === undefined ? null : erasedOf(row);
  if (row === undefined || erased === null) return null;
  const all = events.flatMap((each) => erasedOf(each) ?? []);
  const ranges = all.flatMap((each) => each.ranges);
  const gone = (pos: number) => ranges.some(([from, to]) => from <= pos && pos <= to);
  const whole = all.filter(({ targets }) => targets === null).flatMap((each) => each.ranges);
  const kept = new Map(all.flatMap((each) => each.kept.map((one) => [one.pos, one])));
  return {
    row,
    erased,
    messages: whole.reduce((sum, [from, to]) => sum + to - from + 1, 0),
    kept: [...kept.values()].filter(({ pos }) => !gone(pos)),
  };
}

/** Did this command delete what stood at this position? */
export const isIn = ({ ranges }: Erased, pos: number): boolean =>
  ranges.some(([from, to]) => from <= pos && pos <= to);
