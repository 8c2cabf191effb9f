/** An invite link answered: what proves that whoever answered holds the link, and the words that both screens show (S12). */

import { type Bytes, concat } from "../base/bytes.ts";
import { hmac, hmacVerifies, label } from "./suite.ts";

export interface Answer {
  readonly ed: Bytes;
  readonly x: Bytes;
}

/** What both sides know, under `purpose`: `invite` or `words`. */
const known = (purpose: "invite" | "words", id: Bytes, fingerprint: Bytes, { ed, x }: Answer): Bytes =>
  concat(label(purpose), id, fingerprint, ed, x);

export const inviteMac = (
  purpose: "invite" | "words",
  secret: Bytes,
  id: Bytes,
  fingerprint: Bytes,
  keys: Answer,
): Promise<Bytes> => hmac(secret, known(purpose, id, fingerprint, keys));

/** Did who holds the link answer with these keys? */
export const answeredByLink = (
  secret: Bytes,
  id: Bytes,
  fingerprint: Bytes,
  keys: Answer & { readonly mac: Bytes },
): Promise<boolean> => hmacVerifies(secret, known("invite", id, fingerprint, keys), keys.mac);
