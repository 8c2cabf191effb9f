/** Erase commands: signed orders to delete messages, or a whole conversation, for everybody (S17). */

import { type Bytes, equal } from "../base/bytes.ts";
import { Refused } from "../base/errors.ts";
import { array, count, decode, encode, id, key, list, nil, pair, text } from "../base/shape.ts";
import { ERASE_TARGETS } from "../wire/generated.ts";
import { checkVersion, type Signed, VERSION } from "../wire/layouts.ts";
import { type DeviceKeys, signWith } from "./keys.ts";
import { digest, verifies } from "./suite.ts";

export interface EraseTarget {
  readonly pos: number;
  readonly hash: Bytes;
}

export interface EraseCommand {
  readonly version: number;
  readonly kind: string;
  readonly business: Bytes;
  readonly conversation: Bytes;
  readonly signer: Bytes;
  readonly atMs: number;
  /** null: the whole conversation. */
  readonly targets: readonly EraseTarget[] | null;
}

const readTarget = (value: unknown): EraseTarget => {
  const [pos, hash] = pair(count, key)(value);
  return { pos, hash };
};

export const readErase = (body: Bytes): EraseCommand =>
  decode(body, (value) => {
    const [version, kind, business, conversation, signer, atMs, targets] = array(7)(value);
    return {
      version: count(version),
      kind: text(kind),
      business: id(business),
      conversation: id(conversation),
      signer: id(signer),
      atMs: count(atMs),
      targets: nil(list(readTarget))(targets),
    };
  });

export const eraseHash = (body: Bytes): Promise<Bytes> => digest("erase", body);

export async function signErase(
  signer: DeviceKeys,
  business: Bytes,
  conversation: Bytes,
  targets: readonly EraseTarget[] | null,
  atMs: number,
): Promise<Signed> {
  const named = targets?.map(({ pos, hash }) => [pos, hash]) ?? null;
  const body = encode([VERSION, "erase", business, conversation, signer.id, atMs, named]);
  return { body, signature: await signWith(signer, "erase", body) };
}

/**
 * Verifies that this is a command about this conversation, signed by the device with the key `ed`. Whether that device may erase is decided
 * by whoever knows the conversation. Throws `Refused`: `malformed`, `wrong_version`, `wrong_place`, `wrong_signature`.
 */
export async function verifyErase(
  signed: Signed,
  business: Bytes,
  conversation: Bytes,
  ed: Bytes,
): Promise<EraseCommand> {
  const command = readErase(signed.body);
  checkVersion(command);
  if (command.kind !== "erase") throw new Refused("wrong_version", "not an erase command of version 1");
  const places = command.targets?.map(({ pos }) => pos) ?? [1];
  if (places.length === 0 || places.length > ERASE_TARGETS || new Set(places).size < places.length)
    throw new Refused(
      "malformed",
      `a command names 1 to ${ERASE_TARGETS} messages, each once, or the whole conversation`,
    );
  if (places.includes(0)) throw new Refused("malformed", "positions begin with 1");
  if (!equal(command.business, business) || !equal(command.conversation, conversation))
    throw new Refused("wrong_place", "a command about another conversation");
  if (!(await verifies(ed, "erase", signed.body, signed.signature)))
    throw new Refused("wrong_signature", "the signature of this command does not verify");
  return command;
}
