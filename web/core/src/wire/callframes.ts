/** The frames of calls, and the header and payloads of signals (protocol/calls.md). Fetched with the first of them. */

import { type Bytes, utf8 } from "../base/bytes.ts";
import { Refused } from "../base/errors.ts";
import {
  array,
  bytes,
  count,
  decode,
  encode,
  flag,
  id,
  key,
  list,
  map,
  nil,
  type Read,
  sized,
  text,
} from "../base/shape.ts";
import {
  CALL_CANDIDATE_BYTES,
  CALL_CANDIDATES,
  CALL_NONCE_BYTES,
  type CALL_PHASES,
  ClientTag,
  NAME_CHARACTERS,
  SDP_BYTES,
  ServerTag,
  type SIGNAL_KINDS,
} from "./generated.ts";

/** A word of a later version is possible in both, and means nothing here. */
export type CallPhase = (typeof CALL_PHASES)[number];
export type SignalKind = (typeof SIGNAL_KINDS)[number];

/** A sealed signal, as it travels. */
export interface SealedSignal {
  readonly header: Bytes;
  readonly ciphertext: Bytes;
  readonly signature: Bytes;
}

export interface Signalled extends SealedSignal {
  readonly type: "signalled";
  readonly conversation: Bytes;
}

/** The server's word on a call. */
export interface CallFrame {
  readonly type: "callNow";
  readonly conversation: Bytes;
  readonly call: Bytes;
  readonly phase: string;
  /** Who called: 0 the customer, 1 the team. */
  readonly party: number;
  readonly video: boolean;
  /** The other party's device, once somebody accepted. */
  readonly device: Bytes | null;
  /** The team's person in the call. */
  readonly person: number | null;
  /** Of one that ended. */
  readonly reason: string | null;
  readonly atMs: number;
  /** The device of the party that called. */
  readonly caller: Bytes | null;
}

export interface SignalHeader {
  readonly version: number;
  readonly business: Bytes;
  readonly conversation: Bytes;
  readonly epoch: number;
  readonly epochHash: Bytes;
  readonly device: Bytes;
  readonly call: Bytes;
  readonly kind: string;
  /** The device it is for; null: for whom the server finds. */
  readonly to: Bytes | null;
  /** Grows with each signal of this device in this call. */
  readonly n: number;
  readonly atMs: number;
  readonly salt: Bytes;
  /** Of a ring: whether it is to begin with pictures. */
  readonly video: boolean;
  /** Of a handover: to whom. */
  readonly person: number | null;
}

/** What a signal says, opened. What its kind does not have is left out. */
export interface SignalPayload {
  readonly sdp?: string;
  /** This side wants addresses to be hidden: relayed only. */
  readonly relay?: boolean;
  /** Each side's part of the four words: the caller's is committed to first (C7). */
  readonly commit?: Bytes;
  readonly nonce?: Bytes;
  /** The staff member's name. */
  readonly by?: string;
  readonly candidates?: readonly string[];
}

export const signalFrame = (conversation: Bytes | null, sealed: SealedSignal): Bytes =>
  encode([ClientTag.signal, conversation, sealed.header, sealed.ciphertext, sealed.signature]);

/** One of the two frames of calls. Throws `Refused` `malformed`. */
export function readCallFrame(fields: readonly unknown[]): Signalled | CallFrame {
  if (fields[0] === ServerTag.signalled) {
    const [, conversation, header, ciphertext, signature] = array(5)(fields);
    return {
      type: "signalled",
      conversation: id(conversation),
      header: bytes(header),
      ciphertext: bytes(ciphertext),
      signature: bytes(signature),
    };
  }
  const [, conversation, call, phase, party, video, device, person, ...rest] = array(10)(fields);
  const [reason, atMs, caller] = rest;
  return {
    type: "callNow",
    conversation: id(conversation),
    call: id(call),
    phase: text(phase),
    party: count(party),
    video: flag(video),
    device: nil(id)(device),
    person: nil(count)(person),
    reason: nil(text)(reason),
    atMs: count(atMs),
    caller: nil(id)(caller),
  };
}

export const writeSignalHeader = (it: SignalHeader): Bytes =>
  encode([
    it.version,
    it.business,
    it.conversation,
    it.epoch,
    it.epochHash,
    it.device,
    it.call,
    it.kind,
    it.to,
    it.n,
    it.atMs,
    it.salt,
    it.video,
    it.person,
  ]);

const NAMES_A_DEVICE = new Set<string>(["accept", "decline", "offer", "answer", "ice"]);

/** Throws `Refused` `malformed`, also for a shape that its kind does not allow (C2, C3). */
export const readSignalHeader = (header: Bytes): SignalHeader =>
  decode(header, (value) => {
    const fields = array(14)(value);
    const [version, business, conversation, epoch, epochHash, device, call, kind] = fields;
    const [to, n, atMs, salt, video, person] = fields.slice(8);
    const read: SignalHeader = {
      version: count(version),
      business: id(business),
      conversation: id(conversation),
      epoch: count(epoch),
      epochHash: key(epochHash),
      device: id(device),
      call: id(call),
      kind: text(kind),
      to: nil(id)(to),
      n: count(n),
      atMs: count(atMs),
      salt: id(salt),
      video: flag(video),
      person: nil(count)(person),
    };
    const wellFormed =
      (read.to !== null) === NAMES_A_DEVICE.has(read.kind) &&
      (read.person !== null) === (read.kind === "handover") &&
      read.n > 0;
    if (!wellFormed) throw new Refused("malformed", "not a header of its kind");
    return read;
  });

const upTo =
  (most: number): Read<string> =>
  (value) => {
    const read = text(value);
    if (read === "" || utf8(read).length > most)
      throw new Refused("malformed", "longer than a signal may say");
    return read;
  };

const name: Read<string> = (value) => {
  const read = text(value);
  if (read === "" || [...read].length > NAME_CHARACTERS) throw new Refused("malformed", "not a name");
  return read;
};

const candidates: Read<readonly string[]> = (value) => {
  const read = list((each) => (each === "" ? "" : upTo(CALL_CANDIDATE_BYTES)(each)))(value);
  if (read.length > CALL_CANDIDATES) throw new Refused("malformed", "more addresses than anybody has");
  return read;
};

const READERS = {
  sdp: upTo(SDP_BYTES),
  relay: flag,
  commit: key,
  nonce: sized(CALL_NONCE_BYTES),
  by: name,
  candidates,
} as const satisfies { readonly [field in keyof SignalPayload]-?: Read<unknown> };
type Field = keyof typeof READERS;

/** Of each kind what it must say, and what it may (C3). */
const SAYS: Readonly<Record<string, readonly [must: readonly Field[], may: readonly Field[]]>> = {
  ring: [["sdp", "relay", "commit"], ["by"]],
  accept: [["relay"], ["sdp", "nonce", "commit", "by"]],
  offer: [["sdp"], []],
  answer: [["sdp"], ["nonce"]],
  ice: [["candidates"], ["nonce"]],
} satisfies { readonly [kind in SignalKind]?: readonly [readonly Field[], readonly Field[]] };

/** Reads what a signal of this kind says. Throws `Refused` `malformed` for what it must say and does not. */
export function readSignalPayload(kind: string, value: unknown): SignalPayload {
  const payload = map(value);
  const [must, may] = Object.hasOwn(SAYS, kind) ? (SAYS[kind] ?? [[], []]) : [[], []];
  const said = may.filter((field) => payload[field] !== undefined && payload[field] !== null);
  return Object.fromEntries([...must, ...said].map((field) => [field, READERS[field](payload[field])]));
}
