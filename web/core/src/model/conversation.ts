/** What this device holds of one conversation, and how far. */

import { type Marks, NO_MARKS } from "./marks.ts";
import type { Retained } from "./retained.ts";

const DAY_MS = 86_400_000;

/** `low` to `high` are the positions held without a gap; 0, 0: none. */
export interface ConversationState {
  readonly id: string;
  readonly low: number;
  readonly high: number;
  readonly customer: Marks;
  readonly team: Marks;
  /** The marks that this side wants to set. They are sent again until the server's marks agree. */
  readonly wanted: Marks;
  /** How far the person has looked on this device, whether or not the other side may know. */
  readonly looked?: number;
  /** This device's own chain here: number and hash of its last stored header. */
  readonly sent: { readonly num: number; readonly hash: string | null };
  /** The highest message known and its header hash. */
  readonly seen: { readonly pos: number; readonly hash: string | null };
  /** The newest epoch up to `high`, as far as it is known. */
  readonly epoch?: number;
  /** The value of `seen` before the log began a new generation. It is still to be compared with the new log (L10). */
  readonly former?: { readonly pos: number; readonly hash: string | null } | null;
  /** What must be retained, as far as the server was asked. */
  readonly kept?: readonly Retained[];
  /** Retention classes by position, as the log told them (S18). */
  readonly classes?: Readonly<Record<number, Classed>>;
  /** When a call ended in which this device took part, by its own clock (D3). */
  readonly calledMs?: number;
  /** Until when a hold lasts that this device knows of (D6). */
  readonly holdMs?: number;
}

/** A message's class, and since when it stands; null: nobody signed it. */
export interface Classed {
  readonly as: string;
  readonly atMs: number | null;
}

/**
 * A signed class, since its signed time. A `chat` cannot stand since later than a day after it was stored. That bound is for `chat` alone:
 * nobody signs a stored time, so it may never make a letter older than a `chat` (S18).
 */
export const stands = (as: string, signedMs: number, storedMs: number): Classed => ({
  as,
  atMs: as === "chat" ? Math.min(signedMs, storedMs + DAY_MS) : signedMs,
});

/** Which of two counts, `said` being the later one in the log: what nobody signed takes no signed one's place (S18). */
export function newestClass(before: Classed | undefined, said: Classed): Classed {
  if (before == null || before.atMs === null) return said;
  return said.atMs !== null && said.atMs >= before.atMs ? said : before;
}

export const emptyConversation = (id: string): ConversationState => ({
  id,
  low: 0,
  high: 0,
  customer: NO_MARKS,
  team: NO_MARKS,
  wanted: NO_MARKS,
  sent: { num: 0, hash: null },
  seen: { pos: 0, hash: null },
});
