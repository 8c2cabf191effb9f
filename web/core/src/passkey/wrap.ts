/** A paper device's secret under what a passkey computes (S20): the server keeps the wrap and cannot open it. */

import { type Bytes, concat } from "../base/bytes.ts";
import { Refused } from "../base/errors.ts";
import { digest, hkdf, label, lock, sha256, unlock } from "../seal/suite.ts";
import { ID_BYTES, KEY_BYTES, SECRET_BYTES } from "../wire/generated.ts";

export type PasskeyKind = "customer" | "staff";

/** What a passkey opens, as the authenticator keeps it. `subject`: the conversation's id, or `subjectOf` a person. */
export interface Place {
  readonly kind: PasskeyKind;
  readonly business: Bytes;
  readonly subject: Bytes;
}

const NUMBERS: Readonly<Record<PasskeyKind, number>> = { customer: 1, staff: 2 };

/** WebAuthn's user handle: one for each place, so that a new passkey replaces the old one where both are kept. */
export const handleOf = ({ kind, business, subject }: Place): Bytes =>
  concat(new Uint8Array([NUMBERS[kind]]), business, subject);

/** The reverse of `handleOf`. Throws `Refused` `malformed`. */
export function readHandle(handle: Bytes): Place {
  const kind = (["customer", "staff"] as const).find((each) => NUMBERS[each] === handle[0]);
  if (kind === undefined || handle.length !== 1 + 2 * ID_BYTES)
    throw new Refused("malformed", "this passkey is not one of Tresen's");
  return { kind, business: handle.slice(1, 1 + ID_BYTES), subject: handle.slice(1 + ID_BYTES) };
}

/** The subject that stands for a person of the team. */
export function subjectOf(person: number): Bytes {
  const subject = new Uint8Array(ID_BYTES);
  new DataView(subject.buffer).setUint32(ID_BYTES - 4, person);
  return subject;
}

/** What the passkey is asked to compute with. It is asked before anybody knows which passkey is chosen, so no place is in it. */
export const prfInput = (kind: PasskeyKind): Promise<Bytes> =>
  digest("passkey", new Uint8Array([NUMBERS[kind]]));

function keyOf(output: Bytes, place: Place): Promise<Bytes> {
  if (output.length !== KEY_BYTES)
    throw new Refused("malformed", `a passkey's output has ${KEY_BYTES} bytes`);
  return hkdf(output, concat(label("passkey-wrap"), handleOf(place)));
}

const contextOf = async (place: Place, credential: Bytes): Promise<Bytes> =>
  concat(label("passkey-wrap"), handleOf(place), await sha256(credential));

/** The secret, for the passkey with that output and id alone. */
export async function wrapSecret(
  output: Bytes,
  place: Place,
  credential: Bytes,
  secret: Bytes,
): Promise<Bytes> {
  if (secret.length !== SECRET_BYTES)
    throw new Refused("malformed", `a paper device's secret has ${SECRET_BYTES} bytes`);
  return lock(await keyOf(output, place), secret, await contextOf(place, credential));
}

/** The reverse of `wrapSecret`. Throws `Refused` `cannot_open` when passkey, place or bytes differ. */
export const unwrapSecret = async (
  output: Bytes,
  place: Place,
  credential: Bytes,
  wrapped: Bytes,
): Promise<Bytes> => unlock(await keyOf(output, place), wrapped, await contextOf(place, credential));
