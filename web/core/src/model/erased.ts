/** What an erase event says. Pure. */

import { Kind } from "../wire/frames.ts";
import type { Retained } from "./retained.ts";
import type { StoredRow } from "./row.ts";

/** A verified command and what the server did with it, as plain values: the `entry` of a row. Ids and hashes are base64url. */
export interface Erased {
  /** null: the whole conversation. */
  readonly targets: readonly (readonly [pos: number, hash: string])[] | null;
  /** Empty: nobody asked, its time was over (D1). */
  readonly signer: string;
  readonly by: "customer" | "team" | "time";
  readonly hash: string;
  /** Positions that are empty now; both ends are included. */
  readonly ranges: readonly (readonly [from: number, to: number])[];
  /** What commercial law obliges the business to retain, and until when (L9). */
  readonly kept: readonly Retained[];
  /** Of what its time was over: how many messages this device never held, so that it cannot check them (D3). */
  readonly unproven?: number;
}

/** Does the event say that something is gone: by a command, or because its time was over? */
export const isGoing = ({ kind }: Pick<StoredRow, "kind">): boolean =>
  kind === Kind.erased || kind === Kind.expired;

/** What this row deleted; null when it is no such event, or it was not believed. */
export const erasedOf = ({ kind, trouble, entry }: StoredRow): Erased | null =>
  isGoing({ kind }) && trouble === null ? (entry?.[0] as Erased) : null;

/** Is this the event that erased the whole conversation? */
export const isOver = (row: StoredRow): boolean => erasedOf(row)?.targets === null;

/**
 * `later`: the signed command is stored on this device and is sent as soon as possible. `kept`: the message is erased once it need not be
 * retained any more.
 */
export type ErasingOutcome = "done" | "kept" | "later";
