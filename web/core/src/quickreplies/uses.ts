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

/** One use more. A new week begins with a new slot. */
export function counted(before: LocalUses | null, day: number, reply: string): LocalUses {
  const week = usage.weekOf(day);
  const { slot, counts }: Pick<LocalUses, "slot" | "counts"> =
    before?.week === week ? before : { slot: toBase64url(random(SLOT_BYTES)), counts: {} };
  const at = `${day}.${reply}`;
  return { week, slot, counts: { ...counts, [at]: (counts[at] ?? 0) + 1 } };
}
