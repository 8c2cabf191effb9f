import type { ConversationRow } from "@tresen/core/api";
import type { Opening } from "@tresen/ui/reading/unread";

/** A conversation that is opened now. `serverMs`: the server's time at one of this device's, as far as that is known by then. */
export function openingOf(row: ConversationRow, serverMs: (nowMs: number) => number): Opening {
  const { readTo, head: heldTo, flags, createdMs } = row;
  const nowMs = Date.now();
  return { readTo, heldTo, marked: flags.unread, sinceMs: createdMs, openedMs: () => serverMs(nowMs) };
}
