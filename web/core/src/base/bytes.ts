/** Byte strings, and how they are written as text: base64url in JSON, Crockford base32 where people read them (S3). */

export type Bytes = Uint8Array<ArrayBuffer>;

const encoder = new TextEncoder();

export const utf8 = (text: string): Bytes => encoder.encode(text);

export function concat(...parts: readonly Uint8Array[]): Bytes {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** For public values; secrets are compared by WebCrypto's `verify`. */
export function equal(a: Uint8Array | null, b: Uint8Array | null): boolean {
  if (a === null || b === null) return a === b;
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}

/** An unsigned number as 8 bytes, big endian, where it enters a derivation. */
export function u64(value: number): Bytes {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value));
  return bytes;
}

/** base64url without padding: bytes in JSON (W8), and ids as the apps see them. */
export function toBase64url(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 0x8000)
    text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** Throws a `TypeError` for anything else than base64url without padding. */
export function fromBase64url(text: string): Bytes {
  if (!/^[\w-]*$/.test(text)) throw new TypeError("not base64url");
  let plain: string;
  try {
    plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  } catch {
    throw new TypeError("not base64url");
  }
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

const LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** The first `bits` bits (all of them unless said otherwise), five to a character, zero bits added at the end. */
export function toCrockford(bytes: Uint8Array, bits = 8 * bytes.length): string {
  let text = "";
  for (let at = 0; at < bits; at += 5) {
    const pair = ((bytes[at >> 3] ?? 0) << 8) | (bytes[(at >> 3) + 1] ?? 0);
    text += LETTERS[(pair >> (11 - (at & 7))) & 31 & (31 << Math.max(0, at + 5 - bits))];
  }
  return text;
}

/**
 * The `size` bytes behind a text of `bits` bits, padded with zero bits; case, hyphens and spaces do not matter, O is 0, I and L are 1.
 * null for another length, a foreign character, or added bits that are not zero.
 */
export function fromCrockford(text: string, size: number, bits = 8 * size): Bytes | null {
  const letters = text.toUpperCase().replace(/[- ]/g, "").replace(/O/g, "0").replace(/[IL]/g, "1");
  if (letters.length !== Math.ceil(bits / 5)) return null;
  const bytes = new Uint8Array(size + 1);
  for (const [place, letter] of [...letters].entries()) {
    const value = LETTERS.indexOf(letter);
    const at = 5 * place;
    if (value < 0 || (value & ((1 << Math.max(0, at + 5 - bits)) - 1)) !== 0) return null;
    const pair = value << (11 - (at & 7));
    bytes[at >> 3] = (bytes[at >> 3] ?? 0) | (pair >> 8);
    bytes[(at >> 3) + 1] = (bytes[(at >> 3) + 1] ?? 0) | (pair & 255);
  }
  return bytes.slice(0, size);
}
