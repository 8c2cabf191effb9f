/** Retention classes as staff signs them (S18). */

import { type Bytes, equal } from "../base/bytes.ts";
import { Refused } from "../base/errors.ts";
import { array, bytes, count, decode, encode, id, key, text } from "../base/shape.ts";
import { checkVersion, type Signed, VERSION } from "../wire/layouts.ts";
import { type DeviceKeys, signWith } from "./keys.ts";
import { verifies } from "./suite.ts";

export interface Classing {
  readonly version: number;
  readonly kind: string;
  readonly business: Bytes;
  readonly conversation: Bytes;
  readonly signer: Bytes;
  readonly atMs: number;
  readonly as: string;
  readonly pos: number;
  readonly hash: Bytes;
}

const CLASSES: readonly string[] = ["chat", "letter", "voucher"];

/** Throws `Refused` `malformed`. */
const readClassing = (body: Bytes): Classing =>
  decode(body, (value) => {
    const [version, kind, business, conversation, signer, atMs, as, pos, hash] = array(9)(value);
    return {
      version: count(version),
      kind: text(kind),
      business: bytes(business),
      conversation: bytes(conversation),
      signer: id(signer),
      atMs: count(atMs),
      as: text(as),
      pos: count(pos),
      hash: bytes(hash),
    };
  });

export async function signClass(
  signer: DeviceKeys,
  business: Bytes,
  conversation: Bytes,
  atMs: number,
  as: string,
  pos: number,
  hash: Bytes,
): Promise<Signed> {
  const body = encode([VERSION, "class", business, conversation, signer.id, atMs, as, pos, hash]);
  return { body, signature: await signWith(signer, "class", body) };
}

/**
 * The class, if it concerns this conversation and a device that may give classes signed it; `keyOf` is that device's key, null for any other.
 * Throws `Refused`: `malformed`, `wrong_version`, `wrong_place`, `wrong_sender`, `wrong_signature`.
 */
export async function openClass(
  signed: Signed,
  business: Bytes,
  conversation: Bytes,
  keyOf: (device: Bytes) => Bytes | null,
): Promise<Classing> {
  const said = readClassing(signed.body);
  checkVersion(said);
  if (said.kind !== "class") throw new Refused("wrong_version", "not a class of version 1");
  if (!equal(said.business, business) || !equal(said.conversation, conversation))
    throw new Refused("wrong_place", "a class for another conversation");
  key(said.hash);
  if (!CLASSES.includes(said.as) || said.pos < 1)
    throw new Refused("malformed", "a class is chat, letter or voucher, for a position");
  const ed = keyOf(said.signer);
  if (ed === null) throw new Refused("wrong_sender", "signed by a device that may not give classes here");
  if (!(await verifies(ed, "class", signed.body, signed.signature)))
    throw new Refused("wrong_signature", "the signature of this class does not verify");
  return said;
}
