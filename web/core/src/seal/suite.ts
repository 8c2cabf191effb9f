/**
 * The tools of suite 1 (S1): SHA-256, HKDF, HMAC, AES-256-GCM, Ed25519. The only user of `crypto.subtle` besides keys.ts and hpke.ts.
 * Everything is labelled, so that no hash or key of one use can pass for another.
 */

import { type Bytes, concat, u64, utf8 } from "../base/bytes.ts";
import { Refused } from "../base/errors.ts";
import { ID_BYTES, KEY_BYTES, NONCE_BYTES } from "../wire/generated.ts";
import { canSign, isStrictSignature } from "../wire/publickeys.ts";

const ZERO_NONCE = new Uint8Array(NONCE_BYTES);

/** `tresen/v1/<purpose>` and a zero byte. */
export const label = (purpose: string): Bytes => utf8(`tresen/v1/${purpose}\0`);

export const random = (size: number): Bytes => crypto.getRandomValues(new Uint8Array(size));
export const newKey = (): Bytes => random(KEY_BYTES);

export const sha256 = async (data: Bytes): Promise<Bytes> =>
  new Uint8Array(await crypto.subtle.digest("SHA-256", data));

/** SHA-256 over the label and the parts. */
export const digest = (purpose: string, ...parts: readonly Uint8Array[]): Promise<Bytes> =>
  sha256(concat(label(purpose), ...parts));

export const digest16 = async (purpose: string, ...parts: readonly Uint8Array[]): Promise<Bytes> =>
  (await digest(purpose, ...parts)).slice(0, ID_BYTES);

/** HKDF-SHA256 with an empty salt, 32 bytes out. */
export async function hkdf(secret: Bytes, info: Bytes): Promise<Bytes> {
  const key = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveBits"]);
  const how = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(0), info };
  return new Uint8Array(await crypto.subtle.deriveBits(how, key, 8 * KEY_BYTES));
}

export async function hmac(secret: Bytes, data: Bytes): Promise<Bytes> {
  const how = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", secret, how, false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", key, data));
}

/** Is this the HMAC? Compared by the platform, in constant time. */
export async function hmacVerifies(secret: Bytes, data: Bytes, mac: Bytes): Promise<boolean> {
  const how = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", secret, how, false, ["verify"]);
  return crypto.subtle.verify("HMAC", key, mac, data);
}

export const raw = async (key: CryptoKey): Promise<Bytes> =>
  new Uint8Array(await crypto.subtle.exportKey("raw", key));

const aesKey = (key: Bytes) => crypto.subtle.importKey("raw", key, "AES-GCM", false, ["encrypt", "decrypt"]);

/** AES-256-GCM; `context` is the associated data. */
export async function encrypt(key: Bytes, nonce: Bytes, plain: Bytes, context: Bytes): Promise<Bytes> {
  const how = { name: "AES-GCM", iv: nonce, additionalData: context };
  return new Uint8Array(await crypto.subtle.encrypt(how, await aesKey(key), plain));
}

/** The reverse of `encrypt`. Throws `Refused` `cannot_open`. */
export async function decrypt(key: Bytes, nonce: Bytes, sealed: Bytes, context: Bytes): Promise<Bytes> {
  try {
    const how = { name: "AES-GCM", iv: nonce, additionalData: context };
    return new Uint8Array(await crypto.subtle.decrypt(how, await aesKey(key), sealed));
  } catch {
    throw new Refused("cannot_open", "sealed under another key, for another place, or changed");
  }
}

/** nonce (12) ‖ AES-256-GCM of `plain`, with `context` as associated data. */
export async function lock(key: Bytes, plain: Bytes, context: Bytes): Promise<Bytes> {
  const nonce = random(NONCE_BYTES);
  return concat(nonce, await encrypt(key, nonce, plain, context));
}

/** The reverse of `lock`. Throws `Refused` `cannot_open`. */
export const unlock = (key: Bytes, sealed: Bytes, context: Bytes): Promise<Bytes> =>
  decrypt(key, sealed.slice(0, NONCE_BYTES), sealed.slice(NONCE_BYTES), context);

/** AES-256-GCM under a key that seals one thing only, so the nonce is zero (S7). */
export const sealOnce = (key: Bytes, plain: Bytes, context: Bytes): Promise<Bytes> =>
  encrypt(key, ZERO_NONCE, plain, context);
export const openOnce = (key: Bytes, sealed: Bytes, context: Bytes): Promise<Bytes> =>
  decrypt(key, ZERO_NONCE, sealed, context);

export async function sign(privateKey: CryptoKey, purpose: string, body: Bytes): Promise<Bytes> {
  const data = concat(label(purpose), body);
  return new Uint8Array(await crypto.subtle.sign("Ed25519", privateKey, data));
}

/** Is this the Ed25519 signature over label and body, by the strict rule of S2? Malformed keys and signatures are answered with false. */
export async function verifies(ed: Bytes, purpose: string, body: Bytes, signature: Bytes): Promise<boolean> {
  if (!canSign(ed) || !isStrictSignature(signature)) return false;
  try {
    const key = await crypto.subtle.importKey("raw", ed, "Ed25519", false, ["verify"]);
    return await crypto.subtle.verify("Ed25519", key, signature, concat(label(purpose), body));
  } catch {
    return false;
  }
}

export const recordHash = (body: Bytes): Promise<Bytes> => digest("record", body);
export const headerHash = (header: Bytes): Promise<Bytes> => digest("header", header);
export const deviceId = (ed: Bytes, x: Bytes): Promise<Bytes> => digest16("device", ed, x);
/** What names an event at its place, `seq` or `pos`: a client shows it when it resumes (L10). Erasing changes none of it. */
export const eventHash = (
  place: number,
  {
    atMs,
    device,
    counter,
  }: { readonly atMs: number; readonly device: Bytes | null; readonly counter: number | null },
): Promise<Bytes> =>
  digest16("event", u64(place), u64(atMs), device ?? new Uint8Array(ID_BYTES), u64(counter ?? 0));
export const businessId = (identity: Bytes): Promise<Bytes> => digest16("business", identity);
export const conversationId = (firstDevicesBody: Bytes): Promise<Bytes> =>
  digest16("conversation", firstDevicesBody);
export const backRoomId = (business: Bytes): Promise<Bytes> => digest16("backroom-id", business);
export const teamKeyId = (teamPublic: Bytes): Promise<Bytes> => digest16("team-key", teamPublic);
export const documentId = (name: string): Promise<Bytes> => digest16("doc", utf8(name));
/** The id of a customer's card: `card:` and the conversation's 16 bytes (L8). */
export const cardId = (conversation: Bytes): Promise<Bytes> => digest16("doc", utf8("card:"), conversation);
/** The id of one entry of a list: the kind, `:`, the conversation that it is about, if any, and its random key of 16 bytes (L8). */
export const entryId = (kind: string, about: Bytes | null, key: Bytes): Promise<Bytes> =>
  digest16("doc", utf8(`${kind}:`), about ?? new Uint8Array(0), key);
/** What the sign's fragment carries: 20 bytes over the identity key (S3). */
export const fingerprint = async (identity: Bytes): Promise<Bytes> =>
  (await digest("identity", identity)).slice(0, 20);
