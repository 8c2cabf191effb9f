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
import { answeredSince, askedSince } from "./waiting.ts";

/** `later`: put off, which only this device knows. The others are the server's. */
export type Filter = LogFilter | "later";
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
    /** The customer asks for a person (S23). */
    readonly human?: boolean;
  } | null;
  /** The team missed a call there after the last that was said: when. */
  readonly missedMs: number | null;
  /** Since when the customer waits for an answer; null: nobody does. */
  readonly askedMs: number | null;
  /** When the team last spoke. */
  readonly answeredMs: number | null;
  /** There was a call after the last that was said: whether with pictures. null: there was none. */
  readonly called: boolean | null;
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
  /** The customer asks for a person (S23). */
  readonly human?: boolean;
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
  /** The newest position when that was looked for; left out: not yet, or something came of which this device knows nothing. */
  readonly handedHead?: number;
  /** The team missed a call there after the last that was said: when. Left out: not looked for yet. */
  readonly missedMs?: number | null;
  /** When the customer said what nobody has answered yet. Left out in a row that an earlier version wrote. */
  readonly askedMs?: number | null;
  /** When the team last spoke. */
  readonly answeredMs?: number | null;
  /** As in the row. */
  readonly called?: boolean | null;
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
  /** What is held here, while the server does not answer. */
  readonly kept?: boolean;
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
    askedMs: nil(count)(row.asked_ms ?? null),
    answeredMs: nil(count)(row.answered_ms ?? null),
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
      waiting: count(counts.waiting ?? 0),
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
  const { missedMs, called } =
    before.lastPos === fresh.lastPos && before.head === fresh.head ? before : fresh;
  return {
    ...fresh,
    last: before.last?.pos === fresh.lastPos ? before.last : null,
    ...(missedMs === undefined ? {} : { missedMs }),
    ...(called === undefined ? {} : { called }),
    // A changed card mostly keeps the name. Until it is opened the old one stays.
    name: fresh.cardEvent === null && before.cardPos !== fresh.cardPos ? null : before.name,
    earlier: before.cardPos === fresh.cardPos ? (before.earlier ?? []) : [],
    ...(opened && before.labels !== undefined ? { labels: before.labels } : {}),
    ...(before.handed === undefined ? {} : { handed: before.handed }),
    ...(before.handedHead === undefined || fresh.head > before.head ? {} : { handedHead: before.handedHead }),
  };
}

/** What the list shows of a row, without draft and typing. */
export function shownRow(
  entry: ListEntry,
): Omit<ConversationRow, "draft" | "notes" | "flags" | "scheduledMs" | "typing" | "customerTyping"> {
  const { id, state, assigned, createdMs, lastMs, head, unread, last } = entry;
  const sent = last?.ours ? stateAt(last.pos, entry.customer) : null;
  const preview =
    last === null
      ? null
      : {
          ours: last.ours,
          text: last.text,
          state: sent,
          trouble: last.trouble,
          ...(last.human ? { human: true } : {}),
        };
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
    askedMs: askedSince(entry),
    answeredMs: entry.answeredMs ?? null,
    called: entry.called ?? null,
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

/** As much of a row as its place under a filter depends on. */
export type Fitting = Pick<ListEntry, "state" | "unread" | "assigned" | "askedMs" | "answeredMs" | "erased">;

/** `all` is what is not closed; under `waiting` also what was answered from `sinceMs` on, whatever became of it. */
export function fits(
  filter: LogFilter,
  entry: Fitting,
  me: number | null,
  sinceMs = Number.MAX_VALUE,
): boolean {
  if (filter === "waiting") return askedSince(entry) !== null || answeredSince(entry, sinceMs);
  if (filter === "closed") return entry.state === "closed";
  if (entry.state === "closed") return false;
  if (filter === "unread") return entry.unread > 0;
  return filter === "all" || entry.assigned === me;
}

/** What the order under every filter depends on. */
export type OrderKeys = Pick<ListEntry, "unread" | "lastMs"> &
  Partial<Pick<ListEntry, "askedMs" | "answeredMs">>;

/** Unread first, then the newest; under `waiting` the one that waits longest, then the newest answer (W5). */
export function before(filter: Filter, a: OrderKeys, b: OrderKeys): boolean {
  if (filter !== "waiting") {
    const [unread, other] = [a.unread > 0, b.unread > 0];
    return unread === other ? a.lastMs > b.lastMs : unread;
  }
  const [since, other] = [a.askedMs ?? null, b.askedMs ?? null];
  if (since !== null && other !== null) return since < other;
  return since === other ? (a.answeredMs ?? 0) > (b.answeredMs ?? 0) : since !== null;
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
  const human = !ours && row.payload?.human === true ? { human: true } : {};
  const last = { pos: row.pos, ours, text: line.text, trouble: row.trouble, ...human };
  const counts = line.unread && row.pos > entry.head && row.pos > entry.team.read;
  return {
    ...entry,
    ...(row.pos > entry.head ? withTurn(entry, row) : {}),
    head,
    last,
    lastMs: Math.max(entry.lastMs, row.atMs),
    lastPos: row.pos,
    lastEvent: null,
    // A call came after the last line: reading that line once more takes it from nobody.
    ...(row.pos > entry.lastPos ? { missedMs: null, called: null } : {}),
    unread: counts ? entry.unread + 1 : entry.unread,
  };
}

/** A question begins a wait, an answer ends it; which the customer says next changes nothing. */
function withTurn(entry: ListEntry, { spoken, party, atMs, program }: StoredRow): Partial<ListEntry> {
  // What a program says is no answer of the team (S23).
  if (!spoken || party === null || program != null) return {};
  return party === "customer" ? { askedMs: entry.askedMs ?? atMs } : { askedMs: null, answeredMs: atMs };
}

/** A call that the log keeps. `missed`: it was the customer's and nobody took it (C10). */
export interface KeptCall {
  readonly endedMs: number;
  readonly missed: boolean;
  readonly video: boolean;
}

export function keptCall(body: unknown): KeptCall | null {
  const [, video, party, , answeredMs, endedMs, outcome] = Array.isArray(body) ? (body as unknown[]) : [];
  if (typeof endedMs !== "number") return null;
  const untaken = outcome === "missed" || outcome === "cancelled" || outcome === "broken";
  return {
    endedMs,
    video: video === true,
    missed: party === Party.customer && untaken && typeof answeredMs !== "number",
  };
}

/** A call moves its conversation to the top, and one that the team missed is named there (C10). */
function withCall(entry: ListEntry, body: unknown): ListEntry {
  const call = keptCall(body);
  if (call === null) return entry;
  const { endedMs, missed, video } = call;
  const lastMs = Math.max(entry.lastMs, endedMs);
  return { ...entry, lastMs, missedMs: missed ? endedMs : null, called: video };
}

/** The entry after an act of the team or another entry of the log. */
export function withAct(entry: ListEntry, kind: number, body: unknown): ListEntry {
  const value: unknown = Array.isArray(body) ? body[0] : null;
  if (kind === Kind.call) return withCall(entry, body);
  if (kind === Kind.closed) return { ...entry, state: "closed", askedMs: null };
  if (kind === Kind.reopened) return { ...entry, state: "open" };
  if (kind === Kind.blocked) return { ...entry, state: value === true ? "blocked" : "open" };
  if (kind === Kind.autoOff) return { ...entry, autoOff: value === true };
  if (kind === Kind.assigned) return { ...entry, assigned: typeof value === "number" ? value : null };
  return entry;
}
