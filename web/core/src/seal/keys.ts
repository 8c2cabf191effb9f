/** A device's two keys, made on the device and not extractable; and paper devices, derived from a secret (S2). */

import { type Bytes, concat, fromBase64url } from "../base/bytes.ts";
import { Refused } from "../base/errors.ts";
import { SECRET_BYTES, SHEET_BYTES } from "../wire/generated.ts";
import { unwrap } from "./hpke.ts";
import { deviceId, hkdf, label, raw, sign } from "./suite.ts";

/** Structured-cloneable: IndexedDB keeps it with its keys still not extractable. */
export interface DeviceKeys {
  readonly id: Bytes;
  readonly ed: Bytes;
  readonly x: Bytes;
  readonly signing: CryptoKey;
  readonly opening: CryptoKeyPair;
}

/** What others may know of a device. */
export type PublicKeys = Pick<DeviceKeys, "id" | "ed" | "x">;

const PKCS8_ED25519 = [0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20];
const PKCS8_X25519 = [0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x6e, 4, 0x22, 4, 0x20];

/** False where the browser's WebCrypto has no Ed25519 or X25519: nothing of ours works there. */
export async function platformCanSeal(): Promise<boolean> {
  try {
    await newDeviceKeys();
    return true;
  } catch {
    return false;
  }
}

export async function newDeviceKeys(): Promise<DeviceKeys> {
  const signing = (await crypto.subtle.generateKey("Ed25519", false, ["sign", "verify"])) as CryptoKeyPair;
  const opening = (await crypto.subtle.generateKey("X25519", false, ["deriveBits"])) as CryptoKeyPair;
  return build(await raw(signing.publicKey), await raw(opening.publicKey), signing.privateKey, opening);
}

/** `seed` is the Ed25519 seed, `opening` the X25519 private key, 32 bytes each. */
export async function deviceKeysFrom(seed: Bytes, opening: Bytes): Promise<DeviceKeys> {
  const { privateKey, ed } = await importSigning(seed);
  const pair = await importOpening(opening);
  return build(ed, await raw(pair.publicKey), privateKey, pair);
}

/** A paper device: `sheet` (17 bytes, the last 6 bits zero) or `paper` (16 bytes). */
export async function paperKeys(kind: "sheet" | "paper", secret: Bytes): Promise<DeviceKeys> {
  const size = kind === "sheet" ? SHEET_BYTES : SECRET_BYTES;
  const extra = kind === "sheet" ? (secret[size - 1] ?? 0) & 0x3f : 0;
  if (secret.length !== size || extra !== 0)
    throw new Refused("malformed", `the secret of a ${kind} has ${size} bytes`);
  return deviceKeysFrom(await hkdf(secret, label(`${kind}-sign`)), await hkdf(secret, label(`${kind}-open`)));
}

export const signWith = (keys: DeviceKeys, purpose: string, body: Bytes): Promise<Bytes> =>
  sign(keys.signing, purpose, body);

/** Opens an HPKE wrap made for this device. Throws `Refused` `cannot_open`. */
export const unwrapWith = (keys: DeviceKeys, wrapped: Bytes, info: Bytes): Promise<Bytes> =>
  unwrap(keys.opening, wrapped, info);

/** An X25519 key pair from its private key; only its public part can be read back. */
export async function importOpening(secret: Bytes): Promise<CryptoKeyPair> {
  const der = concat(new Uint8Array(PKCS8_X25519), secret);
  const readable = await crypto.subtle.importKey("pkcs8", der, "X25519", true, ["deriveBits"]);
  const publicKey = await crypto.subtle.importKey("raw", await publicOf(readable), "X25519", true, []);
  const privateKey = await crypto.subtle.importKey("pkcs8", der, "X25519", false, ["deriveBits"]);
  return { publicKey, privateKey };
}

export const publicBytes = (pair: CryptoKeyPair): Promise<Bytes> => raw(pair.publicKey);

async function importSigning(seed: Bytes): Promise<{ privateKey: CryptoKey; ed: Bytes }> {
  const der = concat(new Uint8Array(PKCS8_ED25519), seed);
  const readable = await crypto.subtle.importKey("pkcs8", der, "Ed25519", true, ["sign"]);
  const privateKey = await crypto.subtle.importKey("pkcs8", der, "Ed25519", false, ["sign"]);
  return { privateKey, ed: await publicOf(readable) };
}

// WebCrypto gives the public part of an imported private key only through its JSON form.
async function publicOf(readable: CryptoKey): Promise<Bytes> {
  const { x } = await crypto.subtle.exportKey("jwk", readable);
  if (x === undefined) throw new Refused("malformed", "the platform does not tell the public key");
  return fromBase64url(x);
}

async function build(ed: Bytes, x: Bytes, signing: CryptoKey, opening: CryptoKeyPair): Promise<DeviceKeys> {
  return { id: await deviceId(ed, x), ed, x, signing, opening };
}
