/** A row of the team's list: read from the server's answer, stored, and changed by events. Pure. */

import { type Bytes, toBase64url } from "../base/bytes.ts";
import { count, list, map, nil, text } from "../base/shape.ts";
import { Kind, Party, readEventBytes, readMarkRowBytes } from "../wire/frames.ts";
import { type ConversationState, type Filter as LogFilter, STATES } from "../wire/generated.ts";
import { b64 } from "../wire/http.ts";
import type { Details } from "./details.ts";
import type { RowFlags } from "./flags.ts";
import { type Marks, NO_MARKS, type SendState, stateAt } from "./marks.ts";
import type { StoredRow, Trouble } from "./row.ts";

/** `forMe`: with a note for this person; `later`: put off. Both only this device knows. The others are the server's. */
export type Filter = LogFilter | "forMe" | "later";
export type { LogFilter };

export interface ConversationRow {
  readonly id: string;
  /** The name on the card, else the one that the customer handed over; null without either: show "Gast von …" with `createdMs`. */
  readonly name: string | null;
  /** Whether the name is known, or that there is none: what could hold it was looked at. */
  readonly named: boolean;
  /** What the customer has handed over and not taken back, as far as this device knows (S9). */
  readonly handed: Details | null;
  /** Conversations that this one continues, from the card (S13). */
  readonly earlier: readonly string[];
  /** Ids of the labels on the card. */
  readonly labels: readonly string[];
  readonly state: ConversationState;
  readonly assigned: number | null;
  /** The conversation was erased. What is left of it must be retained. */
  readonly erased: boolean;
  /** This customer gets no automatic answers. */
  readonly autoOff: boolean;
  /** The customer restricts what is done with it (D7); left out: not. */
  readonly restricted?: boolean;
  readonly createdMs: number;
  /** Which conversation of its day it was; 0: nobody counted then. */
  readonly dayNumber: number;
  readonly lastMs: number;
  /** The newest position (L2). */
  readonly head: number;
  readonly unread: number;
  /** The position up to which the team has read. */
  readonly readTo: number;
  /** Decrypted last spoken line; null until decrypted; trouble if it cannot be. */
  readonly preview: {
    readonly ours: boolean;
    readonly text: string | null;
    readonly state: SendState | null;
    readonly trouble: Trouble | null;
  } | null;
  /** The team missed a call there after the last that was said: when. */
  readonly missedMs: number | null;
  readonly draft: string;
  /** Notes of colleagues that were not seen on this device, and whether one of them is for this person. */
  readonly notes: { readonly unread: number; readonly forMe: boolean };
  /** What the team has set on it. */
  readonly flags: RowFlags;
  /** When the next message for later goes out there; null: none waits. */
  readonly scheduledMs: number | null;
  /** Persons of the team typing there now. */
  readonly typing: readonly number[];
  /** The customer types. */
  readonly customerTyping: boolean;
}

/** The last line of a conversation, opened. */
export interface LastLine {
  readonly pos: number;
  readonly ours: boolean;
  readonly text: string | null;
  readonly trouble: Trouble | null;
}

export interface ListEntry {
  readonly id: string;
  readonly state: ConversationState;
  readonly assigned: number | null;
  readonly autoOff: boolean;
  readonly restricted?: boolean;
  /** The conversation is over: only retained messages are left, or nothing. */
  readonly erased?: boolean;
  readonly createdMs: number;
  /** Left out in a row that an earlier version wrote. */
  readonly dayNumber?: number;
  readonly lastMs: number;
  readonly head: number;
  readonly unread: number;
  readonly customer: Marks;
  readonly team: Marks;
  /** As the server gave it; opened when the row becomes visible. */
  readonly lastEvent: Bytes | null;
  readonly lastPos: number;
  readonly cardEvent: Bytes | null;
  readonly cardPos: number;
  readonly last: LastLine | null;
  readonly name: string | null;
  /** Conversations that this one continues, from the card. A row written by an older version has none. */
  readonly earlier?: readonly string[];
  /** It came without its last line, which is asked for when the row becomes visible. */
  readonly brief?: boolean;
  /** Labels on the card; absent until the card was opened. */
  readonly labels?: readonly string[];
  /** The place of the card that could not be opened. */
  readonly tried?: number;
  /** What the customer has handed over (S9); left out: not looked for yet. */
  readonly handed?: Details | null;
  /** The team missed a call there after the last that was said: when. Left out: not looked for yet. */
  readonly missedMs?: number | null;
}

/** What a row of the list takes from the card. */
export type CardPart = Pick<ConversationRow, "name" | "earlier" | "labels">;

/** Conversations read of those that there are. */
export interface Reading {
  readonly done: number;
  readonly of: number;
}

export interface ListPage {
  readonly total: number;
  readonly counts: Readonly<Record<Filter, number>>;
  /** How far this device has read all conversations, which labels need; absent: all that the filter needs is known. */
  readonly reading?: Reading | null;
  readonly entries: readonly ListEntry[];
}

/** A page as the server has it, or as far as it is held here. */
export type LogPage = Omit<ListPage, "counts"> & { readonly counts: Readonly<Record<LogFilter, number>> };

export function readEntry(value: unknown): ListEntry {
  const row = map(value);
  const marks = list((each) => readMarkRowBytes(b64(each)))(row.marks);
  const marksOf = (party: number): Marks => {
    const found = marks.find((each) => each.party === party);
    return found === undefined ? NO_MARKS : { delivered: found.delivered, read: found.read };
  };
  const state = text(row.state);
  const lastEvent = nil(b64)(row.last);
  const cardEvent = nil(b64)(row.card);
  return {
    id: toBase64url(b64(row.conversation)),
    state: STATES.find((each) => each === state) ?? "open",
    assigned: nil(count)(row.assigned),
    autoOff: row.auto_off === true,
    ...(row.restricted === true ? { restricted: true } : {}),
    erased: typeof row.erased_ms === "number",
    createdMs: count(row.created_ms),
    dayNumber: count(row.day_number ?? 0),
    lastMs: count(row.last_ms),
    head: count(row.head),
    unread: count(row.unread),
    customer: marksOf(Party.customer),
    team: marksOf(Party.team),
    lastEvent,
    lastPos: posOf(lastEvent),
    cardEvent,
    cardPos: posOf(cardEvent),
    last: null,
    name: null,
  };
}

export function readPage(value: unknown): LogPage {
  const page = map(value);
  const counts = map(page.counts);
  return {
    total: count(page.total),
    counts: {
      all: count(counts.all),
      unread: count(counts.unread),
      mine: count(counts.mine),
      closed: count(counts.closed),
    },
    entries: list(readEntry)(page.rows),
  };
}

const posOf = (event: Bytes | null): number => (event === null ? 0 : (readEventBytes(event).pos ?? 0));

/** The server's row, with what was opened before where it is still valid. */
export function renewed(before: ListEntry | undefined, fresh: ListEntry): ListEntry {
  if (before === undefined) return fresh;
  const opened = before.cardPos === fresh.cardPos && before.labels !== undefined;
  // What came after the last line may be a call.
  const { missedMs } = before.lastPos === fresh.lastPos && before.head === fresh.head ? before : fresh;
  return {
    ...fresh,
    last: before.last?.pos === fresh.lastPos ? before.last : null,
    ...(missedMs === undefined ? {} : { missedMs }),
    // A changed card mostly keeps the name. Until it is opened the old one stays.
    name: fresh.cardEvent === null && before.cardPos !== fresh.cardPos ? null : before.name,
    earlier: before.cardPos === fresh.cardPos ? (before.earlier ?? []) : [],
    ...(opened && before.labels !== undefined ? { labels: before.labels } : {}),
    ...(before.handed === undefined ? {} : { handed: before.handed }),
  };
}

/** What the list shows of a row, without draft and typing. */
export function shownRow(
  entry: ListEntry,
): Omit<ConversationRow, "draft" | "notes" | "flags" | "scheduledMs" | "typing" | "customerTyping"> {
  const { id, state, assigned, createdMs, lastMs, head, unread, last } = entry;
  const sent = last?.ours ? stateAt(last.pos, entry.customer) : null;
  const preview =
    last === null ? null : { ours: last.ours, text: last.text, state: sent, trouble: last.trouble };
  // A row written by an earlier version lacks this field.
  const autoOff = entry.autoOff === true;
  const erased = entry.erased === true;
  const earlier = entry.earlier ?? [];
  const labels = entry.labels ?? [];
  const handed = entry.handed ?? null;
  const name = entry.name ?? (handed?.name || null);
  return {
    id,
    name,
    named: name !== null || isOpened(entry),
    handed,
    earlier,
    labels,
    state,
    erased,
    assigned,
    autoOff,
    ...(entry.restricted ? { restricted: true } : {}),
    createdMs,
    dayNumber: entry.dayNumber ?? 0,
    lastMs,
    head,
    unread,
    readTo: entry.team.read,
    missedMs: entry.missedMs ?? null,
    preview,
  };
}

/** Did this device look into the row's card and messages? Once it tried, it says what it found. */
const isOpened = ({ handed, labels, cardEvent, cardPos, tried }: ListEntry): boolean =>
  handed !== undefined && (labels !== undefined || cardEvent === null || tried === cardPos);

/** A conversation as its card describes it. */
export type CardRow = Pick<
  ConversationRow,
  "id" | "name" | "earlier" | "labels" | "createdMs" | "dayNumber" | "lastMs" | "state"
>;

/** `all` is what is not closed. What is for somebody an entry does not say. */
export function fits(
  filter: LogFilter,
  entry: Pick<ListEntry, "state" | "unread" | "assigned">,
  me: number | null,
): boolean {
  if (filter === "closed") return entry.state === "closed";
  if (entry.state === "closed") return false;
  if (filter === "unread") return entry.unread > 0;
  return filter === "all" || entry.assigned === me;
}

/** Unread first, then the newest (W5). */
export function before(
  a: Pick<ListEntry, "unread" | "lastMs">,
  b: Pick<ListEntry, "unread" | "lastMs">,
): boolean {
  const [waits, other] = [a.unread > 0, b.unread > 0];
  return waits === other ? a.lastMs > b.lastMs : waits;
}

/** The entry after a new row of the conversation: last line, head, unread count. */
export function withRow(
  entry: ListEntry,
  row: StoredRow,
  line: { readonly text: string | null; readonly unread: boolean } | null,
): ListEntry {
  const head = Math.max(entry.head, row.pos);
  if (line === null || row.pos < (entry.last?.pos ?? 0)) return { ...entry, head };
  const ours = row.party !== "customer";
  const last = { pos: row.pos, ours, text: line.text, trouble: row.trouble };
  const counts = line.unread && row.pos > entry.head && row.pos > entry.team.read;
  return {
    ...entry,
    head,
    last,
    lastMs: Math.max(entry.lastMs, row.atMs),
    lastPos: row.pos,
    lastEvent: null,
    missedMs: null,
    unread: counts ? entry.unread + 1 : entry.unread,
  };
}

/** When a call that the log keeps ended, and whether it was the customer's and nobody took it (C10). */
export function keptCall(body: unknown): { readonly endedMs: number; readonly missed: boolean } | null {
  const [, , party, , answeredMs, endedMs, outcome] = Array.isArray(body) ? (body as unknown[]) : [];
  if (typeof endedMs !== "number") return null;
  const untaken = outcome === "missed" || outcome === "cancelled" || outcome === "broken";
  return { endedMs, missed: party === Party.customer && untaken && typeof answeredMs !== "number" };
}

/** A call moves its conversation to the top, and one that the team missed is named there (C10). */
function withCall(entry: ListEntry, body: unknown): ListEntry {
  const call = keptCall(body);
  if (call === null) return entry;
  const { endedMs, missed } = call;
  return { ...entry, lastMs: Math.max(entry.lastMs, endedMs), missedMs: missed ? endedMs : null };
}

/** The entry after an act of the team or another entry of the log. */
export function withAct(entry: ListEntry, kind: number, body: unknown): ListEntry {
  const value: unknown = Array.isArray(body) ? body[0] : null;
  if (kind === Kind.call) return withCall(entry, body);
  if (kind === Kind.closed) return { ...entry, state: "closed" };
  if (kind === Kind.reopened) return { ...entry, state: "open" };
  if (kind === Kind.blocked) return { ...entry, state: value === true ? "blocked" : "open" };
  if (kind === Kind.autoOff) return { ...entry, autoOff: value === true };
  if (kind === Kind.assigned) return { ...entry, assigned: typeof value === "number" ? value : null };
  return entry;
}
