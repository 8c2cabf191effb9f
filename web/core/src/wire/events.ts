/** The bodies of events, kind by kind (L5): decoded values to typed ones. Unknown trailing fields are ignored, unknown kinds are `null`. */

import type { Bytes } from "../base/bytes.ts";
import { Refused } from "../base/errors.ts";
import { array, bytes, count, flag, id, key, list, nil, pair, text } from "../base/shape.ts";
import { Kind } from "./generated.ts";

/** A message as its sender sealed it (S7). */
export interface Envelope {
  readonly header: Bytes;
  readonly slot: Bytes;
  readonly ciphertext: Bytes;
  readonly signature: Bytes;
}

/** What an erased or superseded message leaves behind (L7, L8). `conversation` and `pos` name the `erased` event that accounts for it. */
export interface Tombstone {
  readonly headerHash: Bytes;
  readonly reason: string;
  readonly conversation: Bytes | null;
  readonly pos: number | null;
}

/** An automatic answer: which text of which profile, and the instants that fill it in (S14). */
export interface AutoBody {
  readonly name: string;
  readonly rev: number;
  readonly instantMs: number;
  readonly nextOpenMs: number | null;
}

export interface RecordBody {
  readonly body: Bytes;
  readonly signature: Bytes;
  readonly wraps: readonly (readonly [to: Bytes, wrap: Bytes])[] | null;
}

/** Ranges of `pos` have both ends included. */
export interface ErasedBody {
  readonly body: Bytes;
  readonly signature: Bytes;
  readonly erased: readonly (readonly [from: number, to: number])[];
  readonly kept: readonly { readonly pos: number; readonly class: string; readonly untilMs: number }[];
}

/** How a call went (C10). */
export interface CallBody {
  readonly call: Bytes;
  readonly video: boolean;
  readonly party: number;
  readonly startedMs: number;
  readonly answeredMs: number | null;
  readonly endedMs: number;
  readonly outcome: string;
  readonly person: number | null;
}

export type Body =
  | CallBody
  /** Of an erased conversation. */
  | Pick<CallBody, "call" | "outcome">
  | Envelope
  | Tombstone
  | AutoBody
  | RecordBody
  | ErasedBody
  | { readonly person: number | null }
  | { readonly class: string; readonly pos: number; readonly signed?: SignedPair }
  | { readonly on: boolean };

/** The envelope inside a `message` event; null for a tombstone (L7, L8). */
export function readEnvelope(body: unknown): Envelope | null {
  const [header, slot, ciphertext, signature] = array(4)(body);
  if (header === null) return null;
  return {
    header: bytes(header),
    slot: bytes(slot),
    ciphertext: bytes(ciphertext),
    signature: bytes(signature),
  };
}

export function readTombstone(body: unknown): Tombstone {
  const fields = array(6)(body);
  const [headerHash, reason, conversation, pos] = fields.slice(4);
  const left = {
    headerHash: key(headerHash),
    reason: text(reason),
    conversation: nil(id)(conversation),
    pos: nil(count)(pos),
  };
  const named = left.conversation !== null && left.pos !== null;
  if (fields.slice(0, 4).some((each) => each !== null) || (/^e(rased|xpired)$/.test(left.reason) && !named))
    throw new Refused("malformed", "a tombstone expected");
  return left;
}

export function readAuto(body: unknown): AutoBody {
  const [name, rev, , instantMs, nextOpenMs] = array(4)(body);
  return {
    name: text(name),
    rev: count(rev),
    instantMs: count(instantMs),
    nextOpenMs: nil(count)(nextOpenMs),
  };
}

export function readRecord(body: unknown): RecordBody {
  const [record, signature, wraps] = array(2)(body);
  return { body: bytes(record), signature: bytes(signature), wraps: nil(list(pair(id, bytes)))(wraps) };
}

export function readErased(body: unknown): ErasedBody {
  const [command, signature, erased, kept] = array(4)(body);
  return {
    body: bytes(command),
    signature: bytes(signature),
    erased: list(pair(count, count))(erased),
    kept: list((each) => {
      const [pos, as, untilMs] = array(3)(each);
      return { pos: count(pos), class: text(as), untilMs: count(untilMs) };
    })(kept),
  };
}

function readCall(body: unknown): CallBody | Pick<CallBody, "call" | "outcome"> {
  const [call, video, party, startedMs, answeredMs, endedMs, outcome, person] = array(7)(body);
  if (video === null) {
    if ([party, startedMs, answeredMs, endedMs].some((each) => each !== null))
      throw new Refused("malformed", "an erased call has an id and nothing else");
    return { call: id(call), outcome: text(outcome) };
  }
  return {
    call: id(call),
    video: flag(video),
    party: count(party),
    startedMs: count(startedMs),
    answeredMs: nil(count)(answeredMs),
    endedMs: count(endedMs),
    outcome: text(outcome),
    person: nil(count)(person),
  };
}

type SignedPair = readonly [body: Bytes, signature: Bytes];

/** A signed class: body and signature; null where there is none, or what a later version has (S18). */
export function signedPair(given: unknown): SignedPair | null {
  const isPair = Array.isArray(given) && given.length === 2;
  return isPair && given.every((each) => each instanceof Uint8Array)
    ? (given as unknown as SignedPair)
    : null;
}

const readPerson = (body: unknown) => ({ person: nil(count)(array(1)(body)[0]) });

const readSwitch = (body: unknown) => ({ on: flag(array(1)(body)[0]) });

const READERS: Readonly<Record<number, (body: unknown) => Body>> = {
  [Kind.message]: (body) => readEnvelope(body) ?? readTombstone(body),
  [Kind.auto]: readAuto,
  [Kind.record]: readRecord,
  [Kind.assigned]: readPerson,
  [Kind.closed]: (body) => ({ person: count(array(1)(body)[0]) }),
  [Kind.reopened]: readPerson,
  [Kind.class]: (body) => {
    const [as, pos, given] = array(2)(body);
    const signed = signedPair(given);
    return { class: text(as), pos: count(pos), ...(signed === null ? {} : { signed }) };
  },
  [Kind.call]: readCall,
  [Kind.blocked]: readSwitch,
  [Kind.erased]: readErased,
  [Kind.autoOff]: readSwitch,
};

/** The body of an event; null for a kind that only a later version knows (A12). Throws `Refused` `malformed`. */
export const readBody = (kind: number, body: unknown): Body | null => READERS[kind]?.(body) ?? null;
