/** An event of a conversation as this device holds it, verified and opened. */

import { toBase64url } from "../base/bytes.ts";
import { readBody } from "../wire/events.ts";
import { type Event, Kind } from "../wire/frames.ts";
import type { Header, Payload } from "../wire/layouts.ts";

/** Why something is not shown as an ordinary message (S10). */
export type Trouble = "unreadable" | "forged" | "gap" | "fork" | "unasked" | "unproven" | "time";

/** One event of a conversation, verified and opened: what is shown and what the chain checks need. Ids are base64url. */
export interface StoredRow {
  readonly conversation: string;
  readonly pos: number;
  readonly kind: number;
  readonly atMs: number;
  readonly device: string | null;
  readonly counter: number | null;
  /** Of messages: the sender's number and the hashes of this header and the one before (S7). */
  readonly num: number | null;
  readonly hash: string | null;
  readonly prev: string | null;
  /** The highest message its sender knew, by position and header hash. */
  readonly saw: { readonly pos: number; readonly hash: string | null } | null;
  /** When it was written, by its sender's clock (S10). Rows of an earlier version do not say. */
  readonly writtenMs?: number | null;
  readonly party: "customer" | "team" | null;
  readonly person: number | null;
  /** What the records said of its sender's device, unread (S23); nil: a person's. */
  readonly program?: unknown;
  readonly spoken: boolean;
  /** Of back-room messages: the document this is a version of, and the conversation it concerns (L8). */
  readonly doc: string | null;
  readonly about: string | null;
  /** Of versions of a document: its place in the log, and that of the version it was made from (L8). Earlier rows do not say. */
  readonly seq?: number | null;
  readonly replaces?: number | null;
  /** The message that it refers to: device and counter. Rows of an earlier version do not say. */
  readonly refers?: string | null;
  readonly payload: Payload | null;
  readonly trouble: Trouble | null;
  /** Of messages and epoch records: the epoch's number. Rows of an earlier version do not say. */
  readonly epoch?: number | null;
  /** Of entries that are no messages: the event's body as plain values. */
  readonly entry: readonly unknown[] | null;
}

/** The kind of an entry that this device makes itself and no event of the log has: the log was cut here (L10). */
export const CUT = 0;

export const messageKey = (device: string, counter: number): string => `${device}.${counter}`;

/** The key of the message that a header names in `refers`. */
export const keyIn = (refers: Header["refers"] | undefined): string | null =>
  refers ? messageKey(toBase64url(refers[0]), refers[1]) : null;

/** The row without anything that it claims about sender, chain and content, because it is not believed. */
export const forgedRow = (it: StoredRow): StoredRow => ({
  ...it,
  num: null,
  hash: null,
  prev: null,
  saw: null,
  writtenMs: null,
  party: null,
  person: null,
  spoken: false,
  doc: null,
  about: null,
  payload: null,
  epoch: null,
  trouble: "forged",
});

export const rowOf = (conversation: string, event: Event): StoredRow => ({
  conversation,
  pos: event.pos ?? 0,
  kind: event.kind,
  atMs: event.atMs,
  device: event.device === null ? null : toBase64url(event.device),
  counter: event.counter,
  num: null,
  hash: null,
  prev: null,
  saw: null,
  party: null,
  person: null,
  spoken: false,
  doc: null,
  about: null,
  seq: event.seq,
  replaces: null,
  refers: null,
  payload: null,
  trouble: null,
  epoch: null,
  entry: null,
});

/** Marks where a restored log ends and later messages are gone. The entry is this device's own (L10). */
export const cutRow = (conversation: string, atMs: number): StoredRow => ({
  ...rowOf(conversation, {
    kind: CUT,
    atMs,
    seq: null,
    rev: null,
    conversation: null,
    pos: null,
    device: null,
    counter: null,
    body: null,
  }),
  entry: [],
});

/** Events that are no messages, and tombstones: kept with their body, or with an empty one when it is not what their kind has. */
export const readEntry = (conversation: string, event: Event): StoredRow => ({
  ...rowOf(conversation, event),
  entry: event.kind === Kind.record ? [] : entryOf(event),
});

function entryOf({ kind, body }: Event): readonly unknown[] {
  try {
    readBody(kind, body);
    return Array.isArray(body) ? body : [];
  } catch {
    return [];
  }
}
