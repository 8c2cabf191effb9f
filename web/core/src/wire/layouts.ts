/** The bodies of records and the header of messages: arrays in MessagePack, written once, read only after verifying (S4, S6, S7). */

import type { Bytes } from "../base/bytes.ts";
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
  pair,
  type Read,
  text,
} from "../base/shape.ts";
import { BLOBS_NAMED, VERSION } from "./generated.ts";
import { canBeSealedTo, canSign } from "./publickeys.ts";

export { RENEW_MS, VERSION } from "./generated.ts";

/** A record as it is sent and stored: the exact bytes of its body, and the signature over label and body. */
export interface Signed {
  readonly body: Bytes;
  readonly signature: Bytes;
  /** The contents of a profile, beside its record (S14). */
  readonly text?: Bytes | null;
  readonly picture?: Bytes | null;
}

/** Payload of a profile record. The base is the last record of another kind (S14). */
export interface ProfileHashes {
  readonly text: Bytes;
  readonly picture: Bytes | null;
  readonly baseRev: number;
  readonly base: Bytes;
}

export interface PublicRecord {
  readonly version: number;
  readonly kind: string;
  readonly business: Bytes;
  readonly rev: number;
  readonly prev: Bytes | null;
  readonly signer: Bytes;
  readonly atMs: number;
  readonly renewByMs: number;
  readonly payload: unknown;
}

export interface Device {
  readonly id: Bytes;
  readonly role: string;
  readonly person: number;
  readonly ed: Bytes;
  readonly x: Bytes;
  /** What it says of a program, unread (S23); absent: it is a person's. */
  readonly said?: unknown;
  /** A later record said that, from then on; before it was this. */
  readonly since?: number;
  readonly was?: Device;
}

export interface Team {
  readonly n: number;
  readonly x: Bytes;
  readonly sealedPrev: Bytes | null;
}

export interface Revoke {
  readonly device: Bytes | null;
  readonly person: number | null;
}

export interface CustomerDevice {
  readonly id: Bytes;
  readonly ed: Bytes;
  readonly x: Bytes;
  readonly paper: boolean;
}

export interface CustomerDevices {
  readonly version: number;
  readonly kind: string;
  readonly business: Bytes;
  readonly n: number;
  readonly prev: Bytes | null;
  readonly signer: Bytes;
  readonly atMs: number;
  readonly renewByMs: number;
  readonly devices: readonly CustomerDevice[];
}

export interface Epoch {
  readonly version: number;
  readonly kind: string;
  readonly business: Bytes;
  readonly conversation: Bytes;
  readonly n: number;
  readonly prev: Bytes | null;
  readonly signer: Bytes;
  readonly atMs: number;
  readonly teamN: number;
  readonly teamHash: Bytes;
  readonly devicesN: number;
  readonly devicesHash: Bytes;
  readonly commit: Bytes;
  readonly sealedPrev: Bytes | null;
}

/** What a message says, opened: a map (S9). */
export type Payload = Readonly<Record<string, unknown>>;

/** A key wrapped to one recipient. */
export interface Wrap {
  readonly to: Bytes;
  readonly wrap: Bytes;
}

export interface SealedEpoch extends Signed {
  readonly wraps: readonly Wrap[];
}

/** `refers` is a message id: device and counter. */
export interface Header {
  readonly version: number;
  readonly business: Bytes;
  readonly conversation: Bytes;
  readonly epoch: number;
  readonly epochHash: Bytes;
  readonly device: Bytes;
  readonly counter: number;
  readonly num: number;
  readonly prev: Bytes | null;
  readonly seenPos: number;
  readonly seenHash: Bytes | null;
  readonly spoken: boolean;
  readonly refers: readonly [Bytes, number] | null;
  readonly about: Bytes | null;
  readonly doc: Bytes | null;
  readonly atMs: number;
  /**
   * The `seq` of the version that this version of a document was made from, 0 for the first (L8). null where there is no
   * `doc`, and in versions of clients that knew no `replaces`.
   */
  readonly replaces: number | null;
  /** The files that the message brings (F3); left out: none. */
  readonly blobs?: readonly Bytes[] | null;
}

/** A key that can be sealed to (S2). */
const openable: Read<Bytes> = (value) => {
  const read = key(value);
  if (!canBeSealedTo(read)) throw new Refused("malformed", "not a usable X25519 public key");
  return read;
};

/** A key that can sign (S2). */
const signing: Read<Bytes> = (value) => {
  const read = key(value);
  if (!canSign(read)) throw new Refused("malformed", "not a usable Ed25519 public key");
  return read;
};

const readers = {
  publicRecord: (value: unknown): PublicRecord => {
    const [version, kind, business, rev, prev, signer, atMs, renewByMs, payload] = array(9)(value);
    return {
      version: count(version),
      kind: text(kind),
      business: id(business),
      rev: count(rev),
      prev: nil(key)(prev),
      signer: id(signer),
      atMs: count(atMs),
      renewByMs: count(renewByMs),
      payload,
    };
  },
  customerDevice: (value: unknown): CustomerDevice => {
    const [device, ed, x, paper] = array(4)(value);
    return { id: id(device), ed: signing(ed), x: openable(x), paper: flag(paper) };
  },
  customerDevices: (value: unknown): CustomerDevices => {
    const [version, kind, business, n, prev, signer, atMs, renewByMs, devices] = array(9)(value);
    return {
      version: count(version),
      kind: text(kind),
      business: id(business),
      n: count(n),
      prev: nil(key)(prev),
      signer: id(signer),
      atMs: count(atMs),
      renewByMs: count(renewByMs),
      devices: list(readers.customerDevice)(devices),
    };
  },
  epoch: (value: unknown): Epoch => {
    const fields = array(14)(value);
    const [version, kind, business, conversation, n, prev, signer, atMs] = fields;
    const [teamN, teamHash, devicesN, devicesHash, commit, sealedPrev] = fields.slice(8);
    return {
      version: count(version),
      kind: text(kind),
      business: id(business),
      conversation: id(conversation),
      n: count(n),
      prev: nil(key)(prev),
      signer: id(signer),
      atMs: count(atMs),
      teamN: count(teamN),
      teamHash: key(teamHash),
      devicesN: count(devicesN),
      devicesHash: key(devicesHash),
      commit: key(commit),
      sealedPrev: nil(bytes)(sealedPrev),
    };
  },
  header: (value: unknown): Header => {
    const fields = array(16)(value);
    const [version, business, conversation, epoch, epochHash, device, counter, num] = fields;
    const [prev, seenPos, seenHash, spoken, refers, about, doc, atMs, replaces, named] = fields.slice(8);
    const blobs = nil(list(id))(named);
    if (nil(id)(doc) === null && nil(count)(replaces) !== null)
      throw new Refused("malformed", "only a version of a document replaces one");
    if (blobs && (new Set(blobs.map(String)).size !== blobs.length || !blobs[0] || blobs[BLOBS_NAMED]))
      throw new Refused("malformed", "not a list of files");
    return {
      version: count(version),
      business: id(business),
      conversation: id(conversation),
      epoch: count(epoch),
      epochHash: key(epochHash),
      device: id(device),
      counter: count(counter),
      num: count(num),
      prev: nil(key)(prev),
      seenPos: count(seenPos),
      seenHash: nil(key)(seenHash),
      spoken: flag(spoken),
      refers: nil(pair(id, count))(refers),
      about: nil(id)(about),
      doc: nil(id)(doc),
      atMs: count(atMs),
      replaces: nil(count)(replaces),
      ...(blobs && { blobs }),
    };
  },
};

export const readPublicRecord = (body: Bytes): PublicRecord => decode(body, readers.publicRecord);

/** Does a public record say that nobody may go on without understanding it? (S19) */
export const mustBeUnderstood = (body: Bytes): boolean =>
  decode(body, (value) => array(9)(value)[9] === true);

export const readCustomerDevices = (body: Bytes): CustomerDevices => decode(body, readers.customerDevices);
export const readEpoch = (body: Bytes): Epoch => decode(body, readers.epoch);
export const readHeader = (header: Bytes): Header => decode(header, readers.header);

/** What is said of a program: nil, or something that is true, as whoever draws a row asks. Only nil is said of a person (S23). */
const something: Read<unknown> = (said) => (said == null ? said : said || true);

export const readDevice: Read<Device> = (payload) => {
  const [device, role, person, ed, x, said] = array(5)(payload);
  return {
    id: id(device),
    role: text(role),
    person: count(person),
    ed: signing(ed),
    x: openable(x),
    said: something(said),
  };
};

export const readProgramSaid: Read<readonly [device: Bytes, said: unknown]> = (payload) => {
  const [device, said] = array(2)(payload);
  return [bytes(device), something(said)];
};

export const readRevoke: Read<Revoke> = (payload) => {
  const [device, person] = array(2)(payload);
  return { device: nil(id)(device), person: nil(count)(person) };
};

export const readTeam: Read<Team> = (payload) => {
  const [n, x, sealedPrev] = array(3)(payload);
  return { n: count(n), x: openable(x), sealedPrev: nil(bytes)(sealedPrev) };
};

/** Hashes, or the map of earlier versions. */
export const readProfile: Read<ProfileHashes | { readonly fields: Readonly<Record<string, unknown>> }> = (
  payload,
) => {
  const [first] = array(1)(payload);
  if (!(first instanceof Uint8Array)) return { fields: map(first) };
  const [text, picture, baseRev, base] = array(4)(payload);
  return { text: bytes(text), picture: nil(bytes)(picture), baseRev: count(baseRev), base: bytes(base) };
};

export const writeCustomerDevices = (it: CustomerDevices): Bytes =>
  encode([
    it.version,
    it.kind,
    it.business,
    it.n,
    it.prev,
    it.signer,
    it.atMs,
    it.renewByMs,
    it.devices.map(({ id: device, ed, x, paper }) => [device, ed, x, paper]),
  ]);

export const writeEpoch = (it: Epoch): Bytes =>
  encode([
    it.version,
    it.kind,
    it.business,
    it.conversation,
    it.n,
    it.prev,
    it.signer,
    it.atMs,
    it.teamN,
    it.teamHash,
    it.devicesN,
    it.devicesHash,
    it.commit,
    it.sealedPrev,
  ]);

export const writeHeader = (it: Header): Bytes =>
  encode([
    it.version,
    it.business,
    it.conversation,
    it.epoch,
    it.epochHash,
    it.device,
    it.counter,
    it.num,
    it.prev,
    it.seenPos,
    it.seenHash,
    it.spoken,
    it.refers,
    it.about,
    it.doc,
    it.atMs,
    // There only where they say something: a header without document and files ends with its time (S7).
    ...(it.blobs ? [it.replaces, it.blobs] : it.replaces === null ? [] : [it.replaces]),
  ]);

/** Suite and kind first: what another version means is not guessed (S1). */
export function checkVersion(it: { readonly version: number }): void {
  if (it.version !== VERSION) throw new Refused("wrong_version", "only suite 1 is known");
}
