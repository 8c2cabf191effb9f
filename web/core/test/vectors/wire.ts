/** What a vector case of the wire asks for: frames in both directions, events (protocol/vectors/README.md). */

import type { Bytes } from "../../src/base/bytes.ts";
import { readCallFrame, signalFrame } from "../../src/wire/callframes.ts";
import {
  type Argument,
  actFrame,
  helloFrame,
  type Known,
  markFrame,
  readEventBytes,
  readFrame,
  type SignedPair,
  sendFrame,
  typingFrame,
} from "../../src/wire/frames.ts";
import type { ActName } from "../../src/wire/generated.ts";
import { readClientFrame } from "../world/clientframes.ts";
import { hex, namedEvent, plain, snake, unhex } from "./plain.ts";

type Values = Record<string, unknown>;

const bytesOf = (v: Values): Bytes => unhex(String(v.bytes));
const bin = (value: unknown): Bytes => unhex(String(value));
const binOrNull = (value: unknown): Bytes | null => (value === null ? null : bin(value));
const num = (value: unknown): number => value as number;

const knownOf = ([place, hash]: readonly [number, string]): Known => [place, bin(hash)];

const signedOf = ({ signed }: Values): [SignedPair?] => {
  if (signed === undefined) return [];
  const [body, signature] = signed as readonly [string, string];
  return [[bin(body), bin(signature)]];
};

const WRITERS: Readonly<Record<string, (v: Values) => Bytes>> = {
  hello: (v) =>
    helloFrame({
      device: bin(v.device),
      signature: bin(v.signature),
      generation: binOrNull(v.generation),
      cursor: v.cursor as number | null,
      rev: v.rev as number | null,
      known: v.known === null ? null : knownOf(v.known as readonly [number, string]),
    }),
  send: (v) =>
    sendFrame(num(v.counter), {
      header: bin(v.header),
      slot: bin(v.slot),
      ciphertext: bin(v.ciphertext),
      signature: bin(v.signature),
    }),
  mark: (v) => markFrame(binOrNull(v.conversation), num(v.delivered), num(v.read)),
  act: (v) =>
    actFrame(
      num(v.counter),
      bin(v.conversation),
      v.action as ActName,
      v.argument as Argument,
      ...signedOf(v),
    ),
  signal: (v) =>
    signalFrame(binOrNull(v.conversation), {
      header: bin(v.header),
      ciphertext: bin(v.ciphertext),
      signature: bin(v.signature),
    }),
  typing: (v) => typingFrame(binOrNull(v.conversation), v.on === true),
};

export const WIRE_OPERATIONS: Readonly<Record<string, (values: Values) => Values>> = {
  read_frame: (v) => {
    const read = readFrame(bytesOf(v));
    const frame = plain(read.type === "call" ? readCallFrame(read.fields) : read) as Values;
    return { ...frame, type: snake(String(frame.type)) };
  },
  hear_frame: (v) => plain(readClientFrame(bytesOf(v))) as Values,
  write_frame: (v) => ({ bytes: hex(WRITERS[String(v.type)]?.(v) ?? new Uint8Array()) }),
  read_event: (v) => {
    return namedEvent(readEventBytes(bytesOf(v)));
  },
};
