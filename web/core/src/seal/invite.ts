/** An invite answered: what proves that whoever answered holds the link, and the four words that nobody can aim at (S12). */

import { type Bytes, concat, equal } from "../base/bytes.ts";
import { Refused } from "../base/errors.ts";
import { INVITE_NONCE_BYTES } from "../wire/generated.ts";
import { digest, hmac, hmacVerifies, label, random } from "./suite.ts";

/** What an invite link carries. */
export interface InviteSecret {
  readonly id: Bytes;
  readonly secret: Bytes;
  readonly fingerprint: Bytes;
}

/** What the new device posts: its public keys and its nonce. */
export interface Answer {
  readonly ed: Bytes;
  readonly x: Bytes;
  readonly nonce: Bytes;
}

/** What one side adds to the words, drawn before it knows the other's. */
export const newNonce = (): Bytes => random(INVITE_NONCE_BYTES);

/** Binds the inviting device to its nonce before the other side has answered. */
export const commitmentTo = (nonce: Bytes): Promise<Bytes> => digest("invite-commit", nonce);

/** Throws `Refused` `wrong_commit` when the nonce was chosen after the commitment. */
export async function checkCommitment(commitment: Bytes, nonce: Bytes): Promise<void> {
  if (nonce.length !== INVITE_NONCE_BYTES || !equal(await commitmentTo(nonce), commitment))
    throw new Refused("wrong_commit", "not the nonce that the inviting device had committed to");
}

const known = (purpose: string, { id, fingerprint }: InviteSecret, { ed, x, nonce }: Answer): Bytes =>
  concat(label(purpose), id, fingerprint, ed, x, nonce);

/** Proves that this answer was posted by whoever holds the link. */
export const inviteMac = (invite: InviteSecret, answer: Answer): Promise<Bytes> =>
  hmac(invite.secret, known("invite", invite, answer));

/** Did whoever holds the link post this answer? */
export const answeredByLink = (invite: InviteSecret, answer: Answer, mac: Bytes): Promise<boolean> =>
  hmacVerifies(invite.secret, known("invite", invite, answer), mac);

/** What the four words are made of (`fourWords`); `nonce` is the inviting device's. */
export const wordsHash = (invite: InviteSecret, answer: Answer, nonce: Bytes): Promise<Bytes> =>
  hmac(invite.secret, concat(known("words", invite, answer), nonce));
