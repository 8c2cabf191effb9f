/** Signals of calls: sealed under a key of their own, signed, never stored (protocol/calls.md). */

import { type Bytes, concat, equal } from "../base/bytes.ts";
import { Refused } from "../base/errors.ts";
import { decode, encode } from "../base/shape.ts";
import {
  readSignalHeader,
  readSignalPayload,
  type SealedSignal,
  type SignalHeader,
  type SignalPayload,
  writeSignalHeader,
} from "../wire/callframes.ts";
import { HEADER_BYTES, PAYLOAD_BYTES, SIGNATURE_BYTES, TAG_BYTES } from "../wire/generated.ts";
import { checkVersion } from "../wire/layouts.ts";
import type { EpochKey } from "./epoch.ts";
import { type DeviceKeys, signWith } from "./keys.ts";
import { pad, unpad } from "./message.ts";
import { digest, hkdf, label, openOnce, sealOnce, sha256, verifies } from "./suite.ts";

/** `header` must name `keys` and `epoch`. Its salt makes the key one that seals nothing else. Throws `Refused` `too_large`. */
export async function sealSignal(
  keys: DeviceKeys,
  epoch: EpochKey,
  header: SignalHeader,
  payload: SignalPayload,
): Promise<SealedSignal> {
  const head = writeSignalHeader(header);
  const ciphertext = await sealOnce(await signalKey(epoch, head), pad(encode(payload)), head);
  const signature = await signWith(keys, "signal", await signedPart(head, ciphertext));
  return { header: head, ciphertext, signature };
}

/** The header of a signal that this device truly signed; nothing is decrypted. Throws `Refused`. */
export async function readSignedSignal(sealed: SealedSignal, senderEd: Bytes): Promise<SignalHeader> {
  const { header, ciphertext, signature } = sealed;
  const padded = PAYLOAD_BYTES.some((size) => size + TAG_BYTES === ciphertext.length);
  if (!padded || signature.length !== SIGNATURE_BYTES || header.length > HEADER_BYTES)
    throw new Refused("malformed", "an impossible size");
  if (!(await verifies(senderEd, "signal", await signedPart(header, ciphertext), signature)))
    throw new Refused("wrong_signature", "not signed by the device it names");
  const read = readSignalHeader(header);
  checkVersion(read);
  return read;
}

/** Opens a signal whose header `readSignedSignal` gave. Throws `Refused`. */
export async function openSignal(
  sealed: SealedSignal,
  header: SignalHeader,
  sender: Bytes,
  epoch: EpochKey,
): Promise<SignalPayload> {
  if (!equal(header.device, sender)) throw new Refused("wrong_sender", "the header names another device");
  if (!equal(header.business, epoch.business) || !equal(header.conversation, epoch.conversation))
    throw new Refused("wrong_place", "sealed for another conversation");
  if (header.epoch !== epoch.n || !equal(header.epochHash, epoch.hash))
    throw new Refused("wrong_epoch", "sealed for another epoch");
  const padded = await openOnce(await signalKey(epoch, sealed.header), sealed.ciphertext, sealed.header);
  return decode(unpad(padded), (value) => readSignalPayload(header.kind, value));
}

const signalKey = async (epoch: EpochKey, header: Bytes): Promise<Bytes> =>
  hkdf(epoch.key, concat(label("signal"), await digest("signal-header", header)));

const signedPart = (header: Bytes, ciphertext: Bytes): Promise<Bytes> => sha256(concat(header, ciphertext));
