/** A key from something that a person types. Slow on purpose. */

import { type Bytes, utf8 } from "../base/bytes.ts";
import { KEY_BYTES } from "../wire/generated.ts";

/** PBKDF2-HMAC-SHA256 (RFC 8018), 32 bytes out. */
export async function pbkdf2(typed: string, salt: Bytes, iterations: number): Promise<Bytes> {
  const secret = await crypto.subtle.importKey("raw", utf8(typed), "PBKDF2", false, ["deriveBits"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations };
  return new Uint8Array(await crypto.subtle.deriveBits(how, secret, 8 * KEY_BYTES));
}
