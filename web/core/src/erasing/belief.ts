/**
 * What a device believes of an `expired` event: what follows from what was signed and from what it holds (D3). The same vectors decide here
 * and in Python. Pure.
 */

import type { ConversationState } from "../model/conversation.ts";
import type { StoredRow } from "../model/row.ts";
import { CHAT_DAYS, CHAT_DAYS_MOST } from "../wire/generated.ts";

const DAY_MS = 86_400_000;
/** No time zone is further from UTC. */
const HALF_ZONE_MS = 14 * 3_600_000;
/** The year 9000. A calendar counts no further, so later times count as this one. */
const LAST_MS = 221_845_392_000_000;
/** Whole calendar years after the one in which it was written (L9). */
const YEARS: Readonly<Record<string, number>> = { letter: 6, voucher: 8 };

/** A spoken message that is held: the server's time, its sender's signed time, and its retention class. */
export interface Word {
  readonly pos: number;
  readonly storedMs: number;
  readonly signedMs: number | null;
  readonly as: string;
}

export interface Holding {
  readonly words: readonly Word[];
  /** The places of further messages that are held. */
  readonly others: readonly number[];
  /** When calls ended. */
  readonly callsMs: readonly number[];
  /** Until when a hold lasts (D6). */
  readonly holdMs: number | null;
  /** An earlier event was believed. */
  readonly over: boolean;
}

type Ranges = readonly (readonly [from: number, to: number])[];

/** `unproven`: how many messages went that this device never held, behind the last word that it holds. */
export interface Belief {
  readonly verdict: "believed" | "unasked" | "unproven";
  readonly unproven: number;
}

/** The days of the profile at `rev`; null: an event of that time may not go by it. `profileMs`: when each one was signed. */
export function daysAt(
  profiles: ReadonlyMap<number, Readonly<Record<string, unknown>>>,
  profileMs: ReadonlyMap<number, number>,
  rev: number,
  atMs: number,
  nowMs: number,
): number | null {
  const fields = profiles.get(rev);
  if (fields === undefined || atMs > nowMs + DAY_MS) return null;
  // A profile that came after it, and that the server must have known, may say something else.
  for (const [later, signedMs] of profileMs) if (later > rev && signedMs < atMs - DAY_MS) return null;
  return daysIn(fields);
}

/** 90 when the profile says nothing; null when it says something that cannot be read: a later version may mean something else by it. */
function daysIn({ retention }: Readonly<Record<string, unknown>>): number | null {
  if (retention === undefined || retention === null) return CHAT_DAYS;
  if (typeof retention !== "object" || Array.isArray(retention)) return null;
  const { chat_days: days = CHAT_DAYS } = retention as { readonly chat_days?: unknown };
  return typeof days === "number" && Number.isInteger(days) && days >= 1 && days <= CHAT_DAYS_MOST
    ? days
    : null;
}

/** Does it follow that the conversation was over at `atMs`, by these days? `ranges` is what the event lists as erased. */
export function believe(days: number | null, atMs: number, ranges: Ranges, held: Holding): Belief {
  const unasked: Belief = { verdict: "unasked", unproven: 0 };
  if (days === null || (held.holdMs !== null && held.holdMs > atMs)) return unasked;
  if (held.words.some((word) => isLocked(word, atMs) && isListed(ranges, word.pos))) return unasked;
  const times = [...held.words.map(lastMs), ...held.callsMs];
  if (times.some((ms) => ms + days * DAY_MS > atMs)) return unasked;
  const newest = held.words.reduce((most, { pos }) => Math.max(most, pos), 0);
  const gone = ranges.reduce((sum, [from, to]) => sum + Math.max(0, to - Math.max(from, newest + 1) + 1), 0);
  const known = held.others.filter((pos) => pos > newest && isListed(ranges, pos)).length;
  const nothing = held.words.length === 0 && !held.over;
  return { verdict: nothing ? "unproven" : "believed", unproven: gone - known };
}

const lastMs = ({ storedMs, signedMs }: Word): number => Math.max(storedMs, signedMs ?? 0);

/** Until when it is kept at least, whatever the business's time zone is; 0: it is a chat. */
function keptMs(word: Word): number {
  const years = Object.hasOwn(YEARS, word.as) ? YEARS[word.as] : undefined;
  if (years === undefined) return 0;
  const { storedMs, signedMs } = word;
  const lags = signedMs !== null && signedMs > storedMs + DAY_MS;
  const writtenMs = lags ? lastMs(word) : storedMs;
  const year = new Date(Math.min(writtenMs, LAST_MS) - HALF_ZONE_MS).getUTCFullYear();
  return Date.UTC(year + years + 1, 0, 1) - HALF_ZONE_MS;
}

const isListed = (ranges: Ranges, pos: number): boolean =>
  ranges.some(([from, to]) => from <= pos && pos <= to);

/** A message that is held, with its class as this device knows it (L9, S18). */
export const wordOf = ({ pos, atMs, writtenMs }: StoredRow, { classes, kept }: ConversationState): Word => ({
  pos,
  storedMs: atMs,
  signedMs: writtenMs ?? null,
  as: classes?.[pos]?.as ?? kept?.find((one) => one.pos === pos)?.class ?? "chat",
});

/** A letter or voucher whose time is not over at `atMs`: nothing takes it away then (D3). */
export const isLocked = (word: Word, atMs: number): boolean => keptMs(word) > atMs;

/** An event as it meets one message that is held. `ranges` and `kept` are what it lists; `covered`: the command means this message. */
export interface Taking {
  readonly atMs: number;
  readonly ranges: Ranges;
  readonly kept: ReadonlySet<number>;
  readonly covered: boolean;
}

/** Does it take away a locked message, which stays, or not say that it keeps one that was asked for? */
export const isAlarm = (word: Word, { atMs, ranges, kept, covered }: Taking): boolean =>
  isLocked(word, atMs) && (isListed(ranges, word.pos) || (covered && !kept.has(word.pos)));
