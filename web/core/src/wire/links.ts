/** The links people hold: sign, return link, invite (S3). What is secret stands behind the `#`. */

import { type Bytes, fromCrockford, toCrockford } from "../base/bytes.ts";
import { FINGERPRINT_BYTES, ID_BYTES, SECRET_BYTES } from "./generated.ts";

export type Fragment =
  | { readonly type: "none" }
  /** A link that was cut off or typed wrong: nothing can be concluded from it. */
  | { readonly type: "damaged"; readonly of: "key" | "return" | "invite" | "invitation" }
  /** `way`: a named link, which anybody may have sent. Where the way stands before the key, it is a sign's. */
  | { readonly type: "key" | "way"; readonly fingerprint: Bytes }
  | { readonly type: "return"; readonly secret: Bytes; readonly fingerprint: Bytes }
  | { readonly type: "invitation"; readonly secret: Bytes; readonly fingerprint: Bytes }
  | { readonly type: "invite"; readonly id: Bytes; readonly secret: Bytes; readonly fingerprint: Bytes };

/** What the address of a customer page may carry. */
export type PageFragment = Exclude<Fragment, { readonly type: "invite" }>;

const fieldsOf = (hash: string) => new URLSearchParams(hash.replace(/^#/, ""));

/** Reads `location.hash` of the inbox: an invite, or as `readFragment`. */
export function readTeamFragment(hash: string): Fragment {
  const invite = fieldsOf(hash).get("invite");
  return invite === null ? readFragment(hash) : readInvite(invite);
}

/** Reads `location.hash` of a customer page, with or without its `#`. */
export function readFragment(hash: string): PageFragment {
  const fields = fieldsOf(hash);
  const back = fields.get("return");
  if (back !== null) return readPair("return", ...back.split("."));
  const key = fields.get("key");
  const invitation = fields.get("i");
  if (invitation !== null) return readPair("invitation", invitation, key ?? "");
  if (key === null) return { type: "none" };
  const fingerprint = fromCrockford(key, FINGERPRINT_BYTES);
  return fingerprint === null
    ? { type: "damaged", of: "key" }
    : { type: /key=.*&[wsq]/.test(hash) ? "way" : "key", fingerprint };
}

function readInvite(value: string): Fragment {
  const [name, hidden, print] = value.split(".");
  const id = fromCrockford(name ?? "", ID_BYTES);
  const secret = fromCrockford(hidden ?? "", SECRET_BYTES);
  const fingerprint = fromCrockford(print ?? "", FINGERPRINT_BYTES);
  if (id === null || secret === null || fingerprint === null) return { type: "damaged", of: "invite" };
  return { type: "invite", id, secret, fingerprint };
}

function readPair(type: "return" | "invitation", hidden = "", print = ""): PageFragment {
  const secret = fromCrockford(hidden, SECRET_BYTES);
  const fingerprint = fromCrockford(print, FINGERPRINT_BYTES);
  return secret && fingerprint ? { type, secret, fingerprint } : { type: "damaged", of: type };
}

/** What the business says first, to somebody who does not write yet (S21). */
export const invitationLink = (origin: string, handle: string, secret: Bytes, print: Bytes): string =>
  `${signUrl(origin, handle, print)}&i=${toCrockford(secret)}`;

export const returnLink = (origin: string, handle: string, secret: Bytes, fingerprint: Bytes): string =>
  `${origin}/${handle}#return=${toCrockford(secret)}.${toCrockford(fingerprint)}`;

export const inviteLink = (origin: string, id: Bytes, secret: Bytes, fingerprint: Bytes): string =>
  `${origin}/inbox#invite=${[id, secret, fingerprint].map((part) => toCrockford(part)).join(".")}`;

/** The address on a sign, with the fingerprint that browsers check (S3). */
export const signUrl = (origin: string, handle: string, print: Bytes): string =>
  `${origin}/${handle}#key=${toCrockford(print)}`;
