/** The frames of `/live` (protocol/wire.md): values to bytes and back. Nothing here knows a socket. */

import type { Bytes } from "../base/bytes.ts";
import { array, count, decode, encode, flag, id, key, list, nil, text } from "../base/shape.ts";
import { type ActName, ClientTag, PROBE, ServerTag } from "./generated.ts";

export { CLOSE_NOT_WELCOME, CLOSE_REPLACED, IN_FLIGHT, Kind, Party, SUBPROTOCOL } from "./generated.ts";

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

export interface Hello {
  readonly device: Bytes;
  readonly signature: Bytes;
  readonly generation: Bytes | null;
  readonly cursor: number | null;
  readonly rev: number | null;
  /** The last event this device knows: its place (`seq` or `pos`) and hash (L10). */
  readonly known: Known | null;
}

export type Known = readonly [place: number, hash: Bytes];

export type SignedPair = readonly [body: Bytes, signature: Bytes];

export type Argument = number | boolean | null | readonly [string, number];

export const helloFrame = (hello: Hello): Bytes =>
  encode([
    ClientTag.hello,
    hello.device,
    hello.signature,
    hello.generation,
    hello.cursor,
    hello.rev,
    hello.known,
  ]);

/** The parts of a sealed message, as events and the outbox hold them (S7). */
type Parts = Readonly<Record<"header" | "slot" | "ciphertext" | "signature", Bytes>>;

export const sendFrame = (counter: number, envelope: Parts): Bytes =>
  encode([ClientTag.send, counter, envelope.header, envelope.slot, envelope.ciphertext, envelope.signature]);

export const markFrame = (conversation: Bytes | null, delivered: number, read: number): Bytes =>
  encode([ClientTag.mark, conversation, delivered, read]);

/** `signed`: a class as this device signed it, body and signature (S18). */
export const actFrame = (
  counter: number,
  conversation: Bytes,
  action: ActName,
  argument: Argument,
  signed?: SignedPair,
): Bytes =>
  encode([ClientTag.act, counter, conversation, action, argument, ...(signed === undefined ? [] : [signed])]);

export const typingFrame = (conversation: Bytes | null, on: boolean): Bytes =>
  encode([ClientTag.typing, conversation, on]);

/** A reserved type: the server answers that it does not know it, which proves that the connection is alive (W1). */
export const probeFrame = (): Bytes => encode([PROBE]);

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
  /** Names the event at `head` (L10). */
  readonly headHash: Bytes | null;
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
      readonly type: "typingNow";
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
  /** About a call: read by `callframes.ts`, which is fetched with the first of them (C). */
  | { readonly type: "call"; readonly fields: readonly unknown[] }
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
  const [
    ,
    role,
    person,
    business,
    conversation,
    generation,
    head,
    rev,
    lastCounter,
    bearer,
    until,
    now,
    headHash,
  ] = array(12)(fields);
  return {
    type: "welcome",
    role: text(role),
    person: count(person),
    business: id(business),
    conversation: nil(id)(conversation),
    generation: id(generation),
    head: count(head),
    rev: count(rev),
    lastCounter: count(lastCounter),
    bearer: text(bearer),
    bearerUntilMs: count(until),
    nowMs: count(now),
    headHash: nil(id)(headHash),
  };
}

const call = (fields: readonly unknown[]): ServerFrame => ({ type: "call", fields });

const READERS: Readonly<Record<number, (fields: readonly unknown[]) => ServerFrame>> = {
  // Of one size only: what is signed, address and challenge, then has one meaning.
  [ServerTag.challenge]: ([, challenge]) => ({ type: "challenge", challenge: key(challenge) }),
  [ServerTag.welcome]: readWelcome,
  [ServerTag.stored]: ([, counter, pos, atMs, seq]) => ({
    type: "stored",
    counter: count(counter),
    pos: nil(count)(pos),
    atMs: count(atMs),
    seq: nil(count)(seq),
  }),
  [ServerTag.events]: ([, events]) => ({ type: "events", events: list(readEvent)(events) }),
  [ServerTag.marks]: ([, marks]) => ({ type: "marks", marks: list(readMarkRow)(marks) }),
  [ServerTag.behind]: ([, head, rev]) => ({ type: "behind", head: count(head), rev: count(rev) }),
  [ServerTag.typingNow]: ([, conversation, person, on]) => ({
    type: "typingNow",
    conversation: id(conversation),
    person: nil(count)(person),
    on: flag(on),
  }),
  [ServerTag.error]: ([, counter, code, retryable, detail]) => ({
    type: "error",
    counter: nil(count)(counter),
    code: text(code),
    retryable: flag(retryable),
    detail: text(detail),
  }),
  [ServerTag.bearer]: ([, bearer, untilMs]) => ({
    type: "bearer",
    bearer: text(bearer),
    untilMs: count(untilMs),
  }),
  [ServerTag.ring]: ([, topic]) => ({ type: "ring", topic: text(topic) }),
  [ServerTag.ready]: () => ({ type: "ready" }),
  [ServerTag.signalled]: call,
  [ServerTag.callNow]: call,
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
