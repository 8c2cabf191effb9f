/** A conversation at the moment it is opened. Pure. */

import type { ConversationState } from "../model/conversation.ts";

export interface Opened {
  /** How far the person had read, as far as this device knows; null: it held nothing yet. */
  readonly readTo: number | null;
  /** The newest position known then. */
  readonly heldTo: number;
  /** When that was, by the server's clock. */
  readonly openedMs: () => number;
}

/** The server's clock, as a page knows it. */
export class ServerClock {
  #aheadMs = 0;
  /** When it first said its time, by its own clock. */
  #sinceMs: number | null = null;

  /** The server said its time, which is `aheadMs` ahead of this device's; left out: it did not. */
  take(aheadMs: number | undefined, nowMs: number): void {
    if (aheadMs === undefined) return;
    this.#aheadMs = aheadMs;
    this.#sinceMs ??= nowMs + aheadMs;
  }

  /** The server's time at `nowMs` of this device. What was before it first said its time was when it did: what it held until then is no news. */
  at = (nowMs: number): number => Math.max(nowMs + this.#aheadMs, this.#sinceMs ?? 0);
}

/** `openedMs` is asked anew each time, because a device without a network learns only later how wrong its clock is. */
export const openedAt = (
  { high, customer, looked = 0 }: ConversationState,
  nowMs: number,
  clock: ServerClock,
): Opened => ({
  readTo: high > 0 ? Math.max(customer.read, looked) : null,
  heldTo: high,
  openedMs: () => clock.at(nowMs),
});
