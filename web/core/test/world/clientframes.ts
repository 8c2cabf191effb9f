/** Frames of a client as a server reads them (W1): values, or the code with which the server answers. */

import type { Bytes } from "../../src/base/bytes.ts";
import { decodeMessagePack } from "../../src/base/msgpack.ts";
import { array, bytes, count, flag, id, list, nil, pair, text } from "../../src/base/shape.ts";
import { signedPair } from "../../src/wire/events.ts";
import type { Known, SignedPair } from "../../src/wire/frames.ts";
import { ClientTag, FRAME_BYTES } from "../../src/wire/generated.ts";
import { Refusal } from "./refusal.ts";

export type ClientFrame =
  | {
      readonly type: "hello";
      readonly device: Bytes;
      readonly signature: Bytes;
      readonly generation: Bytes | null;
      readonly cursor: number | null;
      readonly rev: number | null;
      readonly known: Known | null;
    }
  | {
      readonly type: "send";
      readonly counter: number;
      readonly header: Bytes;
      readonly slot: Bytes;
      readonly ciphertext: Bytes;
      readonly signature: Bytes;
    }
  | {
      readonly type: "mark";
      readonly conversation: Bytes | null;
      readonly delivered: number;
      readonly read: number;
    }
  | {
      readonly type: "act";
      readonly counter: number;
      readonly conversation: Bytes;
      readonly action: string;
      readonly argument: number | boolean | readonly [string, number] | null;
      readonly signed?: SignedPair;
    }
  | { readonly type: "typing"; readonly conversation: Bytes | null; readonly on: boolean }
  | {
      readonly type: "signal";
      readonly conversation: Bytes | null;
      readonly header: Bytes;
      readonly ciphertext: Bytes;
      readonly signature: Bytes;
    };

const signedOf = (signed: SignedPair | null) => (signed === null ? {} : { signed });

const READERS: Readonly<Record<number, (fields: readonly unknown[]) => ClientFrame>> = {
  [ClientTag.hello]: ([, device, signature, generation, cursor, rev, known]) => ({
    type: "hello",
    device: id(device),
    signature: bytes(signature),
    generation: nil(id)(generation),
    cursor: nil(count)(cursor),
    rev: nil(count)(rev),
    known: nil(pair(count, id))(known),
  }),
  [ClientTag.send]: ([, counter, header, slot, ciphertext, signature]) => ({
    type: "send",
    counter: count(counter),
    header: bytes(header),
    slot: bytes(slot),
    ciphertext: bytes(ciphertext),
    signature: bytes(signature),
  }),
  [ClientTag.mark]: ([, conversation, delivered, read]) => ({
    type: "mark",
    conversation: nil(id)(conversation),
    delivered: count(delivered),
    read: count(read),
  }),
  [ClientTag.act]: ([, counter, conversation, action, argument, signed]) => ({
    type: "act",
    counter: count(counter),
    conversation: id(conversation),
    action: text(action),
    argument: nil(argumentOf)(argument),
    ...signedOf(signedPair(signed)),
  }),
  [ClientTag.typing]: ([, conversation, on]) => ({
    type: "typing",
    conversation: nil(id)(conversation),
    on: flag(on),
  }),
  [ClientTag.signal]: ([, conversation, header, ciphertext, signature]) => ({
    type: "signal",
    conversation: nil(id)(conversation),
    header: bytes(header),
    ciphertext: bytes(ciphertext),
    signature: bytes(signature),
  }),
};

const argumentOf = (value: unknown): number | boolean | readonly [string, number] => {
  if (Array.isArray(value)) return pair(text, count)(value);
  return typeof value === "boolean" ? value : count(value);
};

/** Throws `Refusal`: `too_large`, `unknown_frame`, `bad_frame`. */
export function readClientFrame(data: Uint8Array): ClientFrame {
  if (data.length > FRAME_BYTES) throw new Refusal("too_large");
  const fields = fieldsOf(data);
  const [type] = fields;
  if (typeof type !== "number" || !Number.isInteger(type)) throw new Refusal("bad_frame");
  const read = READERS[type];
  if (read === undefined) throw new Refusal("unknown_frame");
  try {
    return read(fields);
  } catch {
    throw new Refusal("bad_frame");
  }
}

function fieldsOf(data: Uint8Array): readonly unknown[] {
  try {
    return list((each) => each)(array(1)(decodeMessagePack(data)));
  } catch {
    throw new Refusal("bad_frame");
  }
}
