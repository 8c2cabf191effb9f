/**
 * The key pair of a lock. Its public half lies readable, so that any tab can seal without asking; its private half lies sealed under
 * what the PIN or the passkey derives (ADR 23).
 */

import type { Bytes } from "../base/bytes.ts";
import { importOpening, publicBytes } from "../seal/keys.ts";
import { hkdf, label, lock, newKey, random, unlock } from "../seal/suite.ts";

/** PBKDF2-HMAC-SHA256: about half a second on a phone. */
export const ITERATIONS = 600_000;
export const SALT_BYTES = 32;

/** What seals the private half. `sealed` is nonce ‖ AES-256-GCM of 32 bytes. */
export type Opener =
  | { readonly method: "pin"; readonly salt: Bytes; readonly iterations: number; readonly sealed: Bytes }
  | { readonly method: "passkey"; readonly credential: Bytes; readonly salt: Bytes; readonly sealed: Bytes };

export interface NewLockKey {
  readonly publicKey: Bytes;
  readonly sealed: Bytes;
}

const context = label("app-lock");

/** A fresh pair, its private half sealed under `key`. */
export async function newLockKey(key: Bytes): Promise<NewLockKey> {
  const secret = newKey();
  const publicKey = await publicBytes(await importOpening(secret));
  return { publicKey, sealed: await lock(key, secret, context) };
}

/** Throws `Refused` `cannot_open` for another key. */
export const openLockKey = async (sealed: Bytes, key: Bytes): Promise<CryptoKeyPair> =>
  importOpening(await unlock(key, sealed, context));

export const newSalt = (): Bytes => random(SALT_BYTES);

export const passkeyKey = (prf: Bytes): Promise<Bytes> => hkdf(prf, label("app-lock-passkey"));
