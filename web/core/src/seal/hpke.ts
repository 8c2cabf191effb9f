/**
 * HPKE in base mode for a single message (RFC 9180), in the one suite of S1: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256,
 * AES-256-GCM. Curve, HMAC and cipher are the platform's; only the order of the steps is written here (ADR 0011).
 */

import { type Bytes, concat, utf8 } from "../base/bytes.ts";
import { Refused } from "../base/errors.ts";
import { KEY_BYTES, NONCE_BYTES, WRAP_BYTES } from "../wire/generated.ts";
import { decrypt, encrypt, hmac, raw } from "./suite.ts";

const EMPTY = new Uint8Array(0);
// HMAC fills a short key with zeros: this is the empty salt, which WebCrypto does not take.
const NO_SALT = new Uint8Array(32);
const MODE_BASE = 0;
const KEM_SUITE = concat(utf8("KEM"), Uint8Array.of(0, 0x20));

/** The number of a cipher in RFC 9180 and the bytes of its key. */
interface Aead {
  readonly id: number;
  readonly keyBytes: number;
}

const AES_256_GCM: Aead = { id: 2, keyBytes: KEY_BYTES };

/** HPKE to an X25519 public key: enc (32) ‖ ciphertext, empty associated data. Throws `Refused` `malformed` for an unusable key. */
export async function wrap(recipient: Bytes, plain: Bytes, info: Bytes): Promise<Bytes> {
  try {
    const once = (await crypto.subtle.generateKey("X25519", false, ["deriveBits"])) as CryptoKeyPair;
    const enc = await raw(once.publicKey);
    const shared = await sharedSecret(once.privateKey, recipient, concat(enc, recipient));
    const { key, nonce } = await keySchedule(shared, info);
    return concat(enc, await encrypt(key, nonce, plain, EMPTY));
  } catch {
    throw new Refused("malformed", "not a usable X25519 public key");
  }
}

/** The reverse of `wrap`, for a wrapped key of 32 bytes. Throws `Refused` `cannot_open`. */
export async function unwrap(recipient: CryptoKeyPair, wrapped: Bytes, info: Bytes): Promise<Bytes> {
  try {
    if (wrapped.length !== WRAP_BYTES) throw new RangeError("not a wrap of a key");
    const enc = wrapped.slice(0, KEY_BYTES);
    const place = concat(enc, await raw(recipient.publicKey));
    const { key, nonce } = await keySchedule(await sharedSecret(recipient.privateKey, enc, place), info);
    return await decrypt(key, nonce, wrapped.slice(KEY_BYTES), EMPTY);
  } catch {
    throw new Refused("cannot_open", "wrapped for another recipient or place, or changed");
  }
}

/** What both sides derive (RFC 9180, 4.1). `context` is enc ‖ the recipient's public key. Rejects a `theirs` that leads to zero (7.1.4). */
export async function sharedSecret(own: CryptoKey, theirs: Bytes, context: Bytes): Promise<Bytes> {
  const known = await crypto.subtle.importKey("raw", theirs, "X25519", false, []);
  const dh = new Uint8Array(await crypto.subtle.deriveBits({ name: "X25519", public: known }, own, 256));
  const prk = await extract(KEM_SUITE, NO_SALT, "eae_prk", dh);
  return expand(KEM_SUITE, prk, "shared_secret", context, KEY_BYTES);
}

/** Key and nonce of the first and only message (RFC 9180, 5.1). */
export async function keySchedule(
  shared: Bytes,
  info: Bytes,
  { id, keyBytes }: Aead = AES_256_GCM,
): Promise<{ key: Bytes; nonce: Bytes }> {
  const suite = concat(utf8("HPKE"), Uint8Array.of(0, 0x20, 0, 1, 0, id));
  const context = concat(
    Uint8Array.of(MODE_BASE),
    await extract(suite, NO_SALT, "psk_id_hash", EMPTY),
    await extract(suite, NO_SALT, "info_hash", info),
  );
  const secret = await extract(suite, shared, "secret", EMPTY);
  const key = await expand(suite, secret, "key", context, keyBytes);
  return { key, nonce: await expand(suite, secret, "base_nonce", context, NONCE_BYTES) };
}

const labelled = (suite: Bytes, name: string, data: Bytes): Bytes =>
  concat(utf8("HPKE-v1"), suite, utf8(name), data);

const extract = (suite: Bytes, salt: Bytes, name: string, data: Bytes): Promise<Bytes> =>
  hmac(salt, labelled(suite, name, data));

/** At most 32 bytes: one block of HKDF's second half. */
async function expand(suite: Bytes, prk: Bytes, name: string, info: Bytes, size: number): Promise<Bytes> {
  const block = concat(Uint8Array.of(0, size), labelled(suite, name, info), Uint8Array.of(1));
  return (await hmac(prk, block)).slice(0, size);
}
