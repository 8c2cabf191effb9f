/** Which rows this device places itself: pinned, marked and put-off ones, and the one that is open. Pure. */

import { type Flags, sleepOf, waits } from "../../model/flags.ts";
import { before, type Filter, fits, type ListEntry, type OrderKeys } from "../../model/listentry.ts";
import { isReminder, waitingSince } from "../../model/waiting.ts";
import { type Among, NOTHING_PLACED, type Placed } from "./arrangement.ts";

/** A conversation with flags, and its row. */
export interface Flagged {
  readonly entry: ListEntry;
  readonly flags: Flags;
}

/** What the open row's place depends on, as it was when the row was opened. */
export interface HeldKeys extends OrderKeys {
  readonly pinned: boolean;
  /** It stood among those that ask for attention without unread messages. */
  readonly waits: boolean;
}

export interface Question {
  readonly filter: Filter;
  readonly nowMs: number;
  /** Under `waiting`: from when on answered ones are listed. */
  readonly sinceMs: number;
  readonly me: number | null;
  meets(entry: ListEntry): boolean;
}

/** The row whose place stands still while it is open. */
export interface Held {
  readonly entry: ListEntry;
  readonly keys: HeldKeys;
}

export const keysOf = (entry: ListEntry, flags: Flags, nowMs: number): HeldKeys => ({
  unread: entry.unread,
  lastMs: risenMs(entry, flags, nowMs),
  askedMs: waitingSince(entry, flags, nowMs),
  answeredMs: entry.answeredMs ?? null,
  pinned: flags.pinned,
  waits: waits(flags, entry.lastPos, nowMs),
});

/** A conversation that comes back is as new as that moment. */
const risenMs = ({ lastMs, lastPos }: ListEntry, flags: Flags, nowMs: number): number =>
  sleepOf(flags, lastPos, nowMs) === "woken" ? Math.max(lastMs, flags.snoozed?.untilMs ?? 0) : lastMs;

interface Candidate extends HeldKeys {
  readonly id: string;
}

/** Pinned ones first; then what asks for attention; within each as the server orders. */
function inLead(a: Candidate, b: Candidate): number {
  if (a.pinned !== b.pinned) return a.pinned ? -1 : 1;
  return before("all", asUnread(a), asUnread(b)) ? -1 : 1;
}

const asUnread = (keys: HeldKeys): OrderKeys => ({
  unread: keys.waits ? Math.max(1, keys.unread) : keys.unread,
  lastMs: keys.lastMs,
});

export function place(flagged: Iterable<Flagged>, held: Held | null, question: Question): Placed {
  const { filter } = question;
  if (filter === "later") return NOTHING_PLACED;
  if (filter === "waiting") return placeWaiting(flagged, held, question);
  const lead: Candidate[] = [];
  const hidden = new Set<string>();
  const shown = (entry: ListEntry, keys: HeldKeys) =>
    entry.erased !== true &&
    question.meets(entry) &&
    fits(filter, { ...entry, ...asUnread(keys) }, question.me);
  if (filter !== "closed")
    for (const { entry, flags } of flagged) {
      if (entry.id === held?.entry.id || entry.state === "closed") continue;
      const asleep = sleepOf(flags, entry.lastPos, question.nowMs) === "asleep";
      const keys = keysOf(entry, flags, question.nowMs);
      if (!asleep && !keys.pinned && !keys.waits) continue;
      hidden.add(entry.id);
      if (!asleep && shown(entry, keys)) lead.push({ id: entry.id, ...keys });
    }
  const among = held !== null && shown(held.entry, held.keys) ? held : null;
  // What is left of an erased conversation stands where the server has it.
  if (held !== null && held.entry.erased !== true) hidden.add(held.entry.id);
  const leads = among !== null && filter !== "closed" && (among.keys.pinned || among.keys.waits);
  if (among !== null && leads) lead.push({ id: among.entry.id, ...among.keys });
  return {
    lead: lead.sort(inLead).map(({ id }) => id),
    hidden,
    among: among === null || leads ? [] : [{ id: among.entry.id, keys: among.keys }],
  };
}

/**
 * Under `waiting` time alone orders: reminders stand among what waits, and what is put off is hidden. What is open moves when somebody answers it;
 * only a reminder stays until it is left, because opening it takes it back.
 */
function placeWaiting(flagged: Iterable<Flagged>, held: Held | null, question: Question): Placed {
  const among: Among[] = [];
  const hidden = new Set<string>();
  const open =
    held !== null && held.entry.state !== "closed" && held.keys.waits && held.keys.askedMs !== null;
  const stays = open && !(held.entry.askedMs ?? null) ? held : null;
  if (stays !== null) {
    hidden.add(stays.entry.id);
    if (stays.entry.erased !== true && question.meets(stays.entry))
      among.push({ id: stays.entry.id, keys: stays.keys });
  }
  for (const { entry, flags } of flagged) {
    if (hidden.has(entry.id)) continue;
    const reminds = isReminder(entry, flags, question.nowMs);
    if (!reminds && sleepOf(flags, entry.lastPos, question.nowMs) !== "asleep") continue;
    hidden.add(entry.id);
    if (reminds && question.meets(entry))
      among.push({ id: entry.id, keys: keysOf(entry, flags, question.nowMs) });
  }
  among.sort((a, b) => (before("waiting", a.keys, b.keys) ? -1 : 1));
  return { lead: [], hidden, among };
}

/** Conversations that are put off, the next to return first. */
export const asleepIn = (flagged: Iterable<Flagged>, nowMs: number): readonly Flagged[] =>
  [...flagged]
    .filter(
      ({ entry, flags }) => entry.state !== "closed" && sleepOf(flags, entry.lastPos, nowMs) === "asleep",
    )
    .sort((a, b) => (a.flags.snoozed?.untilMs ?? 0) - (b.flags.snoozed?.untilMs ?? 0));

const OPEN = ["waiting", "all", "unread", "mine"] as const;

/** The server's counts with what the flags change in them. */
export function recounted(
  counts: Readonly<Record<Filter, number>>,
  flagged: Iterable<Flagged>,
  { nowMs, me, meets }: Omit<Question, "filter" | "sinceMs">,
): Readonly<Record<Filter, number>> {
  const found = { ...counts, later: 0 };
  for (const { entry, flags } of flagged) {
    if (entry.state === "closed" || entry.erased === true || !meets(entry)) continue;
    const sleep = sleepOf(flags, entry.lastPos, nowMs);
    if (sleep === "asleep") {
      found.later += 1;
      for (const each of OPEN) if (fits(each, entry, me)) found[each] -= 1;
    } else {
      if (entry.unread === 0 && waits(flags, entry.lastPos, nowMs)) found.unread += 1;
      if (isReminder(entry, flags, nowMs)) found.waiting += 1;
    }
  }
  for (const each of OPEN) found[each] = Math.max(0, found[each]);
  return found;
}

/** When the next conversation returns; null: none is put off. */
export function nextWakeMs(flagged: Iterable<Flagged>, nowMs: number): number | null {
  const [next] = asleepIn(flagged, nowMs);
  return next?.flags.snoozed?.untilMs ?? null;
}
