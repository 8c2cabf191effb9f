/** The frames of `/live` (protocol/wire.md): values to bytes and back. Nothing here knows a socket. */

import type { Bytes } from "../base/bytes.ts";
import { array, bytes, count, decode, encode, flag, id, key, list, nil, text } from "../base/shape.ts";

export const SUBPROTOCOL = "tresen.v1";
/** Commands that may wait for their answer at the same time (W4). */
export const IN_FLIGHT = 64;
export const CLOSE_REPLACED = 4001;
export const CLOSE_NOT_WELCOME = 4003;

export const Kind = {
  message: 1,
  auto: 2,
  record: 3,
  assigned: 4,
  closed: 5,
  reopened: 6,
  class: 7,
  call: 8,
  blocked: 9,
  erased: 10,
  autoOff: 11,
} as const;

export const Party = { customer: 0, team: 1 } as const;

/** One event of the log (L5). `body` depends on `kind` and is read by whoever handles that kind. */
export interface Event {
  readonly seq: number | null;
  readonly rev: number | null;
  readonly conversation: Bytes | null;
  readonly pos: number | null;
  readonly kind: number;
  readonly atMs: number;
  readonly device: Bytes | null;
  readonly counter: number | null;
  readonly body: unknown;
}

export interface MarkRow {
  readonly conversation: Bytes;
  readonly party: number;
  readonly delivered: number;
  readonly read: number;
  readonly deliveredMs: number;
  readonly readMs: number;
}

export interface Envelope {
  readonly header: Bytes;
  readonly slot: Bytes;
  readonly ciphertext: Bytes;
  readonly signature: Bytes;
}

export interface Hello {
  readonly device: Bytes;
  readonly signature: Bytes;
  readonly generation: Bytes | null;
  readonly cursor: number | null;
  readonly rev: number | null;
}

export type Action = "assign" | "close" | "reopen" | "block" | "auto" | "class";
export type Argument = number | boolean | null | readonly [string, number];

export const helloFrame = (hello: Hello): Bytes =>
  encode([0, hello.device, hello.signature, hello.generation, hello.cursor, hello.rev]);

export const sendFrame = (counter: number, envelope: Envelope): Bytes =>
  encode([1, counter, envelope.header, envelope.slot, envelope.ciphertext, envelope.signature]);

export const markFrame = (conversation: Bytes | null, delivered: number, read: number): Bytes =>
  encode([2, conversation, delivered, read]);

export const actFrame = (counter: number, conversation: Bytes, action: Action, argument: Argument): Bytes =>
  encode([3, counter, conversation, action, argument]);

export const typingFrame = (conversation: Bytes | null, on: boolean): Bytes => encode([4, conversation, on]);

/** A type that is kept free: the server answers that it does not know it, so somebody is there (W1). */
export const probeFrame = (): Bytes => encode([5]);

export interface Welcome {
  readonly type: "welcome";
  readonly role: string;
  readonly person: number;
  readonly business: Bytes;
  readonly conversation: Bytes | null;
  readonly generation: Bytes;
  readonly head: number;
  readonly rev: number;
  readonly lastCounter: number;
  readonly bearer: string;
  readonly bearerUntilMs: number;
  readonly nowMs: number;
}

export type ServerFrame =
  | { readonly type: "challenge"; readonly challenge: Bytes }
  | Welcome
  | {
      readonly type: "stored";
      readonly counter: number;
      readonly pos: number | null;
      readonly atMs: number;
      readonly seq: number | null;
    }
  | { readonly type: "events"; readonly events: readonly Event[] }
  | { readonly type: "marks"; readonly marks: readonly MarkRow[] }
  | { readonly type: "behind"; readonly head: number; readonly rev: number }
  | {
      readonly type: "typing";
      readonly conversation: Bytes;
      readonly person: number | null;
      readonly on: boolean;
    }
  | {
      readonly type: "error";
      readonly counter: number | null;
      readonly code: string;
      readonly retryable: boolean;
      readonly detail: string;
    }
  | { readonly type: "bearer"; readonly bearer: string; readonly untilMs: number }
  | { readonly type: "ring"; readonly topic: string }
  | { readonly type: "ready" }
  /** A newer server may say more than this client knows (A12). */
  | { readonly type: "unknown" };

export function readEvent(value: unknown): Event {
  const [seq, rev, conversation, pos, kind, atMs, device, counter, body] = array(9)(value);
  return {
    seq: nil(count)(seq),
    rev: nil(count)(rev),
    conversation: nil(id)(conversation),
    pos: nil(count)(pos),
    kind: count(kind),
    atMs: count(atMs),
    device: nil(id)(device),
    counter: nil(count)(counter),
    body,
  };
}

export function readMarkRow(value: unknown): MarkRow {
  const [conversation, party, delivered, read, deliveredMs, readMs] = array(6)(value);
  return {
    conversation: id(conversation),
    party: count(party),
    delivered: count(delivered),
    read: count(read),
    deliveredMs: count(deliveredMs),
    readMs: count(readMs),
  };
}

function readWelcome(fields: readonly unknown[]): Welcome {
  const [, role, person, business, conversation, generation, head, rev, lastCounter, bearer, until, now] =
    array(12)(fields);
  return {
    type: "welcome",
    role: text(role),
    person: count(person),
    business: id(business),
    conversation: nil(id)(conversation),
    generation: bytes(generation),
    head: count(head),
    rev: count(rev),
    lastCounter: count(lastCounter),
    bearer: text(bearer),
    bearerUntilMs: count(until),
    nowMs: count(now),
  };
}

const READERS: Readonly<Record<number, (fields: readonly unknown[]) => ServerFrame>> = {
  // Of one size only: what is signed, address and challenge, then has one meaning.
  64: ([, challenge]) => ({ type: "challenge", challenge: key(challenge) }),
  65: readWelcome,
  66: ([, counter, pos, atMs, seq]) => ({
    type: "stored",
    counter: count(counter),
    pos: nil(count)(pos),
    atMs: count(atMs),
    seq: nil(count)(seq),
  }),
  67: ([, events]) => ({ type: "events", events: list(readEvent)(events) }),
  68: ([, marks]) => ({ type: "marks", marks: list(readMarkRow)(marks) }),
  69: ([, head, rev]) => ({ type: "behind", head: count(head), rev: count(rev) }),
  70: ([, conversation, person, on]) => ({
    type: "typing",
    conversation: id(conversation),
    person: nil(count)(person),
    on: flag(on),
  }),
  71: ([, counter, code, retryable, detail]) => ({
    type: "error",
    counter: nil(count)(counter),
    code: text(code),
    retryable: flag(retryable),
    detail: text(detail),
  }),
  72: ([, bearer, untilMs]) => ({ type: "bearer", bearer: text(bearer), untilMs: count(untilMs) }),
  73: ([, topic]) => ({ type: "ring", topic: text(topic) }),
  74: () => ({ type: "ready" }),
};

/** Reads one frame of the server. Throws `Refused` `malformed` for bytes that are not a frame of their type. */
export function readFrame(data: Uint8Array): ServerFrame {
  return decode(data, (value) => {
    const fields = array(1)(value);
    return READERS[count(fields[0])]?.(fields) ?? { type: "unknown" };
  });
}

/** An event as HTTP gives it: its MessagePack bytes. */
export const readEventBytes = (data: Uint8Array): Event => decode(data, readEvent);
export const readMarkRowBytes = (data: Uint8Array): MarkRow => decode(data, readMarkRow);

/** The envelope inside a `message` event; null for a tombstone (L7, L8). */
export function readEnvelope(body: unknown): Envelope | null {
  const fields = array(4)(body);
  if (fields[0] === null) return null;
  return {
    header: bytes(fields[0]),
    slot: bytes(fields[1]),
    ciphertext: bytes(fields[2]),
    signature: bytes(fields[3]),
  };
}

/** The tombstone of an erased or superseded message. */
export function readTombstone(body: unknown): { readonly headerHash: Bytes; readonly reason: string } {
  const fields = array(6)(body);
  return { headerHash: bytes(fields[4]), reason: text(fields[5]) };
}
