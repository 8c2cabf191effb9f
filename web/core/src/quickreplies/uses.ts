/** What this device has counted and written, or has still to write. */

import { toBase64url } from "../base/bytes.ts";
import * as usage from "../documents/replyusage.ts";
import { random } from "../seal/suite.ts";

/** What this device counted in a week. `slot` names its field in the week's document. */
export interface LocalUses {
  readonly week: number;
  readonly slot: string;
  readonly counts: usage.Counts;
}

const SLOT_BYTES = 6;

export const newSlot = (): string => toBase64url(random(SLOT_BYTES));

/** The uses of one reply, as those of another. */
export const movedUses = (
  counts: Iterable<readonly [string, number]>,
  from: string,
  to: string,
): usage.Counts =>
  Object.fromEntries(
    [...counts].flatMap(([at, count]) => {
      const [day, reply] = at.split(".");
      return reply === from ? [[`${day}.${to}`, count]] : [];
    }),
  );

/** One use more. A new week begins with a new slot. */
export function counted(before: LocalUses | null, day: number, reply: string): LocalUses {
  const week = usage.weekOf(day);
  const { slot, counts }: Pick<LocalUses, "slot" | "counts"> =
    before?.week === week ? before : { slot: newSlot(), counts: {} };
  const at = `${day}.${reply}`;
  return { week, slot, counts: { ...counts, [at]: (counts[at] ?? 0) + 1 } };
}
