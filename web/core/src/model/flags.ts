/** What the team has set on a conversation's row, beside what the log says of it (L8). Pure. */

export interface Flags {
  /** Stays at the top of the list. */
  readonly pinned: boolean;
  /** Somebody will come back to it: it counts as unread until it is opened. */
  readonly unread: boolean;
  /** Out of the list until that time, or until something is said; null: not put off. */
  readonly snoozed: { readonly untilMs: number; readonly pos: number } | null;
}

/** As a row shows them. */
export interface RowFlags extends Flags {
  /** It asks for attention though nothing unread is in it. */
  readonly waits: boolean;
  readonly sleep: Sleep;
  /** Since when it waits for the team, as the list's first filter has it; null: it does not. */
  readonly sinceMs: number | null;
}

export const NO_FLAGS: Flags = { pinned: false, unread: false, snoozed: null };

/** `asleep`: out of the list; `woken`: its time has come, and nobody has opened it since; `awake`: neither. */
export type Sleep = "asleep" | "woken" | "awake";

/** Whatever is said in the conversation wakes it, and then it is a conversation like any other. */
export function sleepOf({ snoozed }: Flags, lastPos: number, nowMs: number): Sleep {
  if (snoozed === null || lastPos > snoozed.pos) return "awake";
  return snoozed.untilMs <= nowMs ? "woken" : "asleep";
}

/** Does the row ask for attention, whatever the log says? */
export const waits = (flags: Flags, lastPos: number, nowMs: number): boolean =>
  sleepOf(flags, lastPos, nowMs) === "woken" || (flags.unread && sleepOf(flags, lastPos, nowMs) === "awake");

export const isPlain = ({ pinned, unread, snoozed }: Flags): boolean =>
  !pinned && !unread && snoozed === null;
