/** Signing records of the public chain (S4). trust/chain.ts decides who may sign what, for everybody who reads them. */

import type { Bytes } from "../base/bytes.ts";
import { encode } from "../base/shape.ts";
import { RENEW_MS, type Signed, VERSION } from "../wire/layouts.ts";
import { type DeviceKeys, type PublicKeys, signWith } from "./keys.ts";
import { recordHash } from "./suite.ts";

/** Where a chain ends: the next record gets `rev + 1` and points to `hash`. */
export interface ChainEnd {
  readonly business: Bytes;
  readonly rev: number;
  readonly hash: Bytes | null;
}

export type Payload =
  | readonly ["device", unknown]
  | readonly ["program", readonly [device: Bytes, said: unknown]]
  | readonly ["revoke", readonly [device: Bytes | null, person: number | null]]
  | readonly ["team", readonly [n: number, x: Bytes, sealedPrev: Bytes | null]]
  | readonly ["profile", readonly [text: Bytes, picture: Bytes | null, baseRev: number, base: Bytes]];

/** A device's entry in the public chain: keys, role, person number; no name, unless it is a program's (S23). */
export const devicePayload = (
  device: PublicKeys,
  role: string,
  person: number,
  said: unknown = null,
): Payload => ["device", [device.id, role, person, device.ed, device.x, ...(said === null ? [] : [said])]];

/** The record after `end`, and where the chain ends with it. */
export async function signPublic(
  signer: DeviceKeys,
  end: ChainEnd,
  [kind, payload]: Payload,
  atMs: number,
): Promise<{ readonly signed: Signed; readonly end: ChainEnd & { readonly hash: Bytes } }> {
  const { business, rev, hash } = end;
  const body = encode([VERSION, kind, business, rev + 1, hash, signer.id, atMs, atMs + RENEW_MS, payload]);
  const signed = { body, signature: await signWith(signer, "record", body) };
  return { signed, end: { business, rev: rev + 1, hash: await recordHash(body) } };
}
