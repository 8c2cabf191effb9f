/** An invitation: what the business says first, sealed under the secret of a link and signed by a device of its team (S21). Pure. */

import { type Bytes, concat, equal } from "../base/bytes.ts";
import { Refused } from "../base/errors.ts";
import { array, bytes, count, decode, encode, flag, id, map, sized, text } from "../base/shape.ts";
import {
  INVITATION_BODY_BYTES,
  INVITATION_MS,
  KEY_BYTES,
  PAYLOAD_BYTES,
  SECRET_BYTES,
  SIGNATURE_BYTES,
} from "../wire/generated.ts";
import { type Payload, VERSION } from "../wire/layouts.ts";
import { type DeviceKeys, signWith } from "./keys.ts";
import { digest, digest16, hkdf, label, lock, unlock, verifies } from "./suite.ts";

const KIND = "invitation";
/** As messages, but for the smallest size, which would tell a word from a sentence. */
const PADDED_BYTES = PAYLOAD_BYTES.slice(1);
const DIGITS = /^([0-9]{6})?$/;
/** What the server and a reader derive from the link's secret, and the digits, if there are any. */
export interface InvitationKeys {
  readonly id: Bytes;
  readonly key: Bytes;
  /** Shown to the server to read; it keeps `lock` alone. */
  readonly proof: Bytes;
  readonly lock: Bytes;
}

/** What was signed. `signer` is a device of the team. */
export interface InvitationBody {
  readonly business: Bytes;
  readonly id: Bytes;
  readonly signer: Bytes;
  readonly atMs: number;
  readonly untilMs: number;
  /** It may be answered. */
  readonly reply: boolean;
  readonly payload: Payload;
}

export interface SignedInvitation {
  readonly body: Bytes;
  readonly signature: Bytes;
}

/** `digits`: six, or none. Throws `Refused` `malformed`. */
export async function invitationKeys(
  secret: Bytes,
  digits: string,
  business: Bytes,
): Promise<InvitationKeys> {
  if (secret.length !== SECRET_BYTES || !DIGITS.test(digits))
    throw new Refused("malformed", "a secret of 16 bytes, and six digits or none");
  const known = concat(secret, new TextEncoder().encode(digits));
  const proof = await hkdf(known, concat(label("invitation-proof"), business));
  return {
    id: await invitationId(secret),
    key: await hkdf(known, concat(label(KIND), business)),
    proof,
    lock: await digest("invitation-lock", proof),
  };
}

export const invitationId = (secret: Bytes): Promise<Bytes> => digest16(KIND, secret);

/** Shows both sides that whoever began this conversation held the link. */
export const takeOf = (secret: Bytes, conversation: Bytes): Promise<Bytes> =>
  digest("invitation-take", secret, conversation);

/** Throws `Refused` `too_large` above 8192 bytes. */
export async function signInvitation(
  keys: DeviceKeys,
  { business, id, atMs, untilMs, reply, payload }: Omit<InvitationBody, "signer">,
): Promise<SignedInvitation> {
  const body = encode([VERSION, KIND, business, id, keys.id, atMs, untilMs, reply, payload]);
  if (body.length > INVITATION_BODY_BYTES)
    throw new Refused("too_large", "an invitation holds at most 8192 bytes");
  return { body, signature: await signWith(keys, KIND, body) };
}

export async function sealInvitation(
  { id, key }: InvitationKeys,
  business: Bytes,
  { body, signature }: SignedInvitation,
): Promise<Bytes> {
  return lock(key, pad(encode([body, signature])), concat(label(KIND), business, id));
}

function pad(plain: Bytes): Bytes {
  const padded = new Uint8Array(PADDED_BYTES.find((size) => plain.length < size) ?? 0);
  padded.set(plain);
  padded[plain.length] = 0x80;
  return padded;
}

function unpad(padded: Bytes): Bytes {
  const end = padded.findLastIndex((byte) => byte !== 0);
  if (!PADDED_BYTES.some((size) => size === padded.length) || padded[end] !== 0x80)
    throw new Refused("wrong_padding", "not padded to one of the sizes");
  return padded.slice(0, end);
}

/** Opens it; nothing is verified yet. Throws `Refused`: `cannot_open`, `wrong_padding`, `malformed`. */
export async function unsealInvitation(
  { id, key }: InvitationKeys,
  business: Bytes,
  sealed: Bytes,
): Promise<SignedInvitation> {
  return decode(unpad(await unlock(key, sealed, concat(label(KIND), business, id))), (value) => {
    const [body, signature] = array(2)(value);
    return { body: bytes(body), signature: bytes(signature) };
  });
}

function readBody(signed: SignedInvitation): InvitationBody {
  if (signed.body.length > INVITATION_BODY_BYTES || signed.signature.length !== SIGNATURE_BYTES)
    throw new Refused("malformed", "body or signature has an impossible size");
  return decode(signed.body, (value) => {
    const [version, kind, business, name, signer, at, until, reply, payload] = array(9)(value);
    const read = {
      business: bytes(business),
      id: bytes(name),
      signer: bytes(signer),
      atMs: count(at),
      untilMs: count(until),
      reply: flag(reply),
      payload: map(payload),
    };
    if (count(version) !== VERSION || text(kind) !== KIND)
      throw new Refused("wrong_version", "not an invitation of version 1");
    const lies = read.untilMs - read.atMs;
    if (lies <= 0 || lies > INVITATION_MS) throw new Refused("malformed", "it lies for 30 days at most");
    for (const each of [read.business, read.id, read.signer]) id(each);
    return read;
  });
}

/**
 * What was signed, for this business and under this secret. `signerEd` gives the key of a device that may write; null: it may not. Throws
 * `Refused`: `malformed`, `wrong_version`, `wrong_place`, `wrong_sender`, `wrong_signature`.
 */
export async function verifyInvitation(
  signed: SignedInvitation,
  business: Bytes,
  id: Bytes,
  signerEd: (signer: Bytes) => Bytes | null,
): Promise<InvitationBody> {
  const read = readBody(signed);
  if (!equal(read.business, business) || !equal(read.id, id))
    throw new Refused("wrong_place", "of another business, or under another link");
  const ed = signerEd(read.signer);
  if (ed === null) throw new Refused("wrong_sender", "not a device of the team that may write");
  if (!(await verifies(ed, KIND, signed.body, signed.signature)))
    throw new Refused("wrong_signature", "not signed by the device it names");
  return read;
}

/** As it stands in the conversation's first message. */
export interface Carried extends SignedInvitation {
  readonly secret: Bytes;
  readonly digits: string;
  readonly take: Bytes;
}

export const carriedJson = ({ secret, digits, body, signature, take }: Carried): Payload => ({
  k: secret,
  d: digits,
  body,
  signature,
  take,
});

/** Throws `Refused` `malformed`. */
export function readCarried(value: unknown): Carried {
  const { k, d, body, signature, take } = map(value);
  const digits = text(d);
  if (!DIGITS.test(digits)) throw new Refused("malformed", "six digits or none");
  return {
    secret: sized(SECRET_BYTES)(k),
    digits,
    body: bytes(body),
    signature: sized(SIGNATURE_BYTES)(signature),
    take: sized(KEY_BYTES)(take),
  };
}

/** Throws `Refused` `wrong_mac`: whoever began this conversation did not hold the link. */
export async function checkTake({ secret, take }: Carried, conversation: Bytes): Promise<void> {
  if (!equal(await takeOf(secret, conversation), take))
    throw new Refused("wrong_mac", "not from whoever held the link");
}
