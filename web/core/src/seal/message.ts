/** Messages: header, slot, ciphertext, signature; padded payloads (S7–S9). */

import { type Bytes, concat, equal } from "../base/bytes.ts";
import { Refused } from "../base/errors.ts";
import { decode, encode, map, text } from "../base/shape.ts";
import type { Envelope } from "../wire/events.ts";
import { PAYLOAD_BYTES, SLOT_BYTES, TAG_BYTES } from "../wire/generated.ts";
import { checkVersion, type Header, type Payload, readHeader, writeHeader } from "../wire/layouts.ts";
import type { EpochKey } from "./epoch.ts";
import { type DeviceKeys, signWith } from "./keys.ts";
import {
  headerHash,
  hkdf,
  label,
  lock,
  newKey,
  openOnce,
  sealOnce,
  sha256,
  unlock,
  verifies,
} from "./suite.ts";

const LARGEST = Math.max(...PAYLOAD_BYTES);
const isPadded = (size: number): boolean => PAYLOAD_BYTES.some((each) => each === size);

/** The payload, `0x80`, and zeros up to the next size. Throws `Refused` `too_large` above 16,383 bytes. */
export function pad(payload: Bytes): Bytes {
  const size = PAYLOAD_BYTES.find((each) => payload.length < each);
  if (size === undefined) throw new Refused("too_large", `a message holds at most ${LARGEST - 1} bytes`);
  const padded = new Uint8Array(size);
  padded.set(payload);
  padded[payload.length] = 0x80;
  return padded;
}

/** The reverse of `pad`. Throws `Refused` `wrong_padding`. */
export function unpad(padded: Bytes): Bytes {
  let end = padded.length;
  while (end > 0 && padded[end - 1] === 0) end--;
  if (!isPadded(padded.length) || padded[end - 1] !== 0x80)
    throw new Refused("wrong_padding", "not padded to one of the sizes");
  return padded.slice(0, end - 1);
}

/** Seals under a fresh message key, every time (S8). `header` must name `keys` and `epoch`. Throws `Refused` `too_large`. */
export async function sealMessage(
  keys: DeviceKeys,
  epoch: EpochKey,
  header: Header,
  payload: Payload,
): Promise<Envelope & { readonly hash: Bytes }> {
  const padded = pad(encode(payload));
  const head = writeHeader(header);
  const hash = await headerHash(head);
  const messageKey = newKey();
  const slot = await lock(await slotLock(epoch), messageKey, hash);
  const ciphertext = await sealOnce(messageKey, padded, head);
  const signature = await signWith(keys, "message", await signedPart(head, slot, ciphertext));
  return { header: head, slot, ciphertext, signature, hash };
}

/** The header of a message that its sender truly signed; nothing is decrypted. Throws `Refused`. */
export async function readSigned(envelope: Envelope, senderEd: Bytes): Promise<Header> {
  const { header, slot, ciphertext, signature } = envelope;
  if (slot.length !== SLOT_BYTES || !isPadded(ciphertext.length - TAG_BYTES))
    throw new Refused("malformed", "slot or ciphertext has an impossible size");
  if (!(await verifies(senderEd, "message", await signedPart(header, slot, ciphertext), signature)))
    throw new Refused("wrong_signature", "not signed by the device it names");
  const read = readHeader(header);
  checkVersion(read);
  return read;
}

/**
 * Verifies and opens a message. Whoever holds the log checks membership of the sender, number and chain (S10). Throws `Refused`: as
 * `readSigned`; `wrong_sender`, `wrong_place`, `wrong_epoch`, `cannot_open`, `wrong_padding`, `malformed`.
 */
export async function openMessage(
  envelope: Envelope,
  sender: Bytes,
  senderEd: Bytes,
  epoch: EpochKey,
): Promise<{ readonly header: Header; readonly payload: Payload }> {
  return openSigned(envelope, await readSigned(envelope, senderEd), sender, epoch);
}

/** Opens a message whose header `readSigned` gave. Throws `Refused` as `openMessage`. */
export async function openSigned(
  envelope: Envelope,
  header: Header,
  sender: Bytes,
  epoch: EpochKey,
): Promise<{ readonly header: Header; readonly payload: Payload }> {
  if (!equal(header.device, sender)) throw new Refused("wrong_sender", "the header names another device");
  if (!equal(header.business, epoch.business) || !equal(header.conversation, epoch.conversation))
    throw new Refused("wrong_place", "sealed for another conversation");
  if (header.epoch !== epoch.n || !equal(header.epochHash, epoch.hash))
    throw new Refused("wrong_epoch", "sealed for another epoch");
  const messageKey = await unlock(await slotLock(epoch), envelope.slot, await headerHash(envelope.header));
  const padded = await openOnce(messageKey, envelope.ciphertext, envelope.header);
  return { header, payload: decode(unpad(padded), readPayload) };
}

/** What an opened message says (S9). Throws `Refused`. */
export function readPayload(value: unknown): Payload {
  const payload = map(value);
  text(payload.kind);
  return payload;
}

const slotLock = (epoch: EpochKey): Promise<Bytes> => hkdf(epoch.key, label("slot"));

const signedPart = (header: Bytes, slot: Bytes, ciphertext: Bytes): Promise<Bytes> =>
  sha256(concat(header, slot, ciphertext));
