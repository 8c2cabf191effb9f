/** The links people hold: sign, return link, invite (S3). What is secret stands behind the `#`. */

import { type Bytes, fromCrockford, toCrockford } from "../base/bytes.ts";
import { FINGERPRINT_BYTES, ID_BYTES, SECRET_BYTES } from "./generated.ts";

export type Fragment =
  | { readonly type: "none" }
  /** A link that was cut off or typed wrong: nothing can be concluded from it. */
  | { readonly type: "damaged"; readonly of: "key" | "return" | "invite" }
  | { readonly type: "key"; readonly fingerprint: Bytes }
  | { readonly type: "return"; readonly secret: Bytes; readonly fingerprint: Bytes }
  | { readonly type: "invite"; readonly id: Bytes; readonly secret: Bytes; readonly fingerprint: Bytes };

/** Reads `location.hash`, with or without its `#`. */
export function readFragment(hash: string): Fragment {
  const fields = new URLSearchParams(hash.replace(/^#/, ""));
  const invite = fields.get("invite");
  if (invite !== null) return readInvite(invite);
  const back = fields.get("return");
  if (back !== null) return readReturn(back);
  const key = fields.get("key");
  if (key === null) return { type: "none" };
  const fingerprint = fromCrockford(key, FINGERPRINT_BYTES);
  return fingerprint === null ? { type: "damaged", of: "key" } : { type: "key", fingerprint };
}

function readInvite(value: string): Fragment {
  const [name, hidden, print] = value.split(".");
  const id = fromCrockford(name ?? "", ID_BYTES);
  const secret = fromCrockford(hidden ?? "", SECRET_BYTES);
  const fingerprint = fromCrockford(print ?? "", FINGERPRINT_BYTES);
  if (id === null || secret === null || fingerprint === null) return { type: "damaged", of: "invite" };
  return { type: "invite", id, secret, fingerprint };
}

function readReturn(value: string): Fragment {
  const [hidden, print] = value.split(".");
  const secret = fromCrockford(hidden ?? "", SECRET_BYTES);
  const fingerprint = fromCrockford(print ?? "", FINGERPRINT_BYTES);
  if (secret === null || fingerprint === null) return { type: "damaged", of: "return" };
  return { type: "return", secret, fingerprint };
}

export const returnLink = (origin: string, handle: string, secret: Bytes, fingerprint: Bytes): string =>
  `${origin}/${handle}#return=${toCrockford(secret)}.${toCrockford(fingerprint)}`;

export const inviteLink = (origin: string, id: Bytes, secret: Bytes, fingerprint: Bytes): string =>
  `${origin}/inbox#invite=${[id, secret, fingerprint].map((part) => toCrockford(part)).join(".")}`;

/** The address on a sign, with the fingerprint that browsers check (S3). */
export const signUrl = (origin: string, handle: string, print: Bytes): string =>
  `${origin}/${handle}#key=${toCrockford(print)}`;
