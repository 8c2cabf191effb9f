/** Which rows this device places itself: pinned, marked and put-off ones, and the one that is open. Pure. */

import { type Flags, sleepOf, waits } from "../../model/flags.ts";
import { before, type Filter, fits, type ListEntry } from "../../model/listentry.ts";
import { NOTHING_PLACED, type OrderKeys, type Placed } from "./arrangement.ts";

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
  return before(asUnread(a), asUnread(b)) ? -1 : 1;
}

const asUnread = (keys: HeldKeys): OrderKeys => ({
  unread: keys.waits ? Math.max(1, keys.unread) : keys.unread,
  lastMs: keys.lastMs,
});

export function place(flagged: Iterable<Flagged>, held: Held | null, question: Question): Placed {
  const { filter } = question;
  if (filter === "forMe" || filter === "later") return NOTHING_PLACED;
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
  if (held !== null) hidden.add(held.entry.id);
  const leads = among !== null && filter !== "closed" && (among.keys.pinned || among.keys.waits);
  if (among !== null && leads) lead.push({ id: among.entry.id, ...among.keys });
  return {
    lead: lead.sort(inLead).map(({ id }) => id),
    hidden,
    held: among === null || leads ? null : { id: among.entry.id, keys: among.keys },
  };
}

/** Conversations that are put off, the next to return first. */
export const asleepIn = (flagged: Iterable<Flagged>, nowMs: number): readonly Flagged[] =>
  [...flagged]
    .filter(
      ({ entry, flags }) => entry.state !== "closed" && sleepOf(flags, entry.lastPos, nowMs) === "asleep",
    )
    .sort((a, b) => (a.flags.snoozed?.untilMs ?? 0) - (b.flags.snoozed?.untilMs ?? 0));

/** The server's counts with what the flags change in them. */
export function recounted(
  counts: Readonly<Record<Filter, number>>,
  flagged: Iterable<Flagged>,
  { nowMs, me, meets }: Omit<Question, "filter">,
): Readonly<Record<Filter, number>> {
  const found = { ...counts, later: 0 };
  for (const { entry, flags } of flagged) {
    if (entry.state === "closed" || entry.erased === true || !meets(entry)) continue;
    const sleep = sleepOf(flags, entry.lastPos, nowMs);
    if (sleep === "asleep") {
      found.later += 1;
      for (const each of ["all", "unread", "mine"] as const) if (fits(each, entry, me)) found[each] -= 1;
    } else if (entry.unread === 0 && waits(flags, entry.lastPos, nowMs)) found.unread += 1;
  }
  for (const each of ["all", "unread", "mine"] as const) found[each] = Math.max(0, found[each]);
  return found;
}

/** When the next conversation returns; null: none is put off. */
export function nextWakeMs(flagged: Iterable<Flagged>, nowMs: number): number | null {
  const [next] = asleepIn(flagged, nowMs);
  return next?.flags.snoozed?.untilMs ?? null;
}
