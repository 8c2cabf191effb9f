/** The frames of calls, and the header and payloads of signals (protocol/calls.md). Fetched with the first of them. */

import type { Bytes } from "../base/bytes.ts";
import { Refused } from "../base/errors.ts";
import { array, bytes, count, decode, encode, flag, id, key, list, map, nil, sized, text } from "../base/shape.ts";
import { ClientTag, ServerTag } from "./generated.ts";

const PHASES = ["ringing", "accepted", "handing", "ended"] as const;
export type CallPhase = (typeof PHASES)[number];

export const SIGNALS = [
  "ring",
  "accept",
  "decline",
  "cancel",
  "hangup",
  "offer",
  "answer",
  "ice",
  "handover",
] as const;
export type SignalKind = (typeof SIGNALS)[number];

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
  readonly phase: CallPhase;
  /** Who called: 0 the customer, 1 the team. */
  readonly party: number;
  readonly video: boolean;
  /** The device that accepted, or, while it is handed over, still has it. */
  readonly device: Bytes | null;
  readonly person: number | null;
  /** Of one that ended. */
  readonly reason: string | null;
  readonly atMs: number;
}

export interface SignalHeader {
  readonly version: number;
  readonly business: Bytes;
  readonly conversation: Bytes;
  readonly epoch: number;
  readonly epochHash: Bytes;
  readonly device: Bytes;
  readonly call: Bytes;
  readonly kind: SignalKind;
  /** The device it is for; null: all of the other party. */
  readonly to: Bytes | null;
  /** Grows with each signal of this device in this call. */
  readonly n: number;
  readonly atMs: number;
  readonly salt: Bytes;
  /** Of a ring: whether it is to begin with pictures. */
  readonly video: boolean;
}

/** The longest session description, in UTF-8 bytes, and what else a payload may hold. */
export const SDP_CHARACTERS = 14_000;
const CANDIDATES = 64;
const CANDIDATE_CHARACTERS = 500;
const NAME_CHARACTERS = 200;
const SALT_BYTES = 16;

/** What a signal says, opened. What its kind does not have is left out. */
export interface SignalPayload {
  readonly sdp?: string;
  /** This side wants addresses to be hidden: relayed only. */
  readonly relay?: boolean;
  /** The staff member's name. */
  readonly by?: string;
  /** Of an accept: its `sdp` is no answer but an offer, because this device did not hear what the caller said. */
  readonly offers?: boolean;
  readonly candidates?: readonly string[];
  readonly person?: number;
  readonly device?: Bytes;
  readonly video?: boolean;
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
  const read = array(11)(fields);
  const [, conversation, call, phase, party, video, device, person, reason, atMs] = read;
  return {
    type: "callNow",
    conversation: id(conversation),
    call: id(call),
    phase: oneOf(PHASES)(phase),
    party: count(party),
    video: flag(video),
    device: nil(id)(device),
    person: nil(count)(person),
    reason: nil(text)(reason),
    atMs: count(atMs),
  };
}

const oneOf =
  <T extends string>(all: readonly T[]) =>
  (value: unknown): T => {
    const found = all.find((each) => each === value);
    if (found === undefined) throw new Refused("malformed", "a word that is not known here");
    return found;
  };

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
  ]);

export const readSignalHeader = (header: Bytes): SignalHeader =>
  decode(header, (value) => {
    const fields = array(13)(value);
    const [version, business, conversation, epoch, epochHash, device, call, kind] = fields;
    const [to, n, atMs, salt, video] = fields.slice(8);
    return {
      version: count(version),
      business: id(business),
      conversation: id(conversation),
      epoch: count(epoch),
      epochHash: key(epochHash),
      device: id(device),
      call: id(call),
      kind: oneOf(SIGNALS)(kind),
      to: nil(id)(to),
      n: count(n),
      atMs: count(atMs),
      salt: sized(SALT_BYTES)(salt),
      video: flag(video),
    };
  });

const short =
  (most: number) =>
  (value: unknown): string => {
    const read = text(value);
    if (read.length > most) throw new Refused("too_large", "longer than a signal may say");
    return read;
  };

/** Reads what a signal of this kind says; throws `Refused` for anything that its kind must have and lacks. */
export function readSignalPayload(kind: SignalKind, value: unknown): SignalPayload {
  const payload = map(value);
  const by = nil(short(NAME_CHARACTERS))(payload.by);
  switch (kind) {
    case "ring":
    case "accept":
      return {
        sdp: short(SDP_CHARACTERS)(payload.sdp),
        relay: flag(payload.relay),
        ...(kind === "accept" && payload.offers === true ? { offers: true } : {}),
        ...(by === null ? {} : { by }),
      };
    case "offer":
    case "answer":
      return { sdp: short(SDP_CHARACTERS)(payload.sdp) };
    case "ice": {
      const candidates = nil(list(short(CANDIDATE_CHARACTERS)))(payload.candidates) ?? [];
      if (candidates.length > CANDIDATES) throw new Refused("too_large", "more addresses than anybody has");
      return { candidates };
    }
    case "handover":
      return { person: count(payload.person), device: id(payload.device), video: payload.video === true };
    default:
      return {};
  }
}
