/** Reads what Python made of mutated bytes and prints every line on which this side decides otherwise: `node verdicts.ts FILE` (S4, W1). */

import { readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import type { Bytes } from "../../src/base/bytes.ts";
import { Refused } from "../../src/base/errors.ts";
import { encodeMessagePack } from "../../src/base/msgpack.ts";
import { decode } from "../../src/base/shape.ts";
import { readErase } from "../../src/seal/erase.ts";
import { readPayload } from "../../src/seal/message.ts";
import { readCallFrame } from "../../src/wire/callframes.ts";
import { readEventBytes, readFrame } from "../../src/wire/frames.ts";
import { readCustomerDevices, readEpoch, readHeader, readPublicRecord } from "../../src/wire/layouts.ts";
import { hex, namedEvent, plain, snake, unhex } from "../vectors/plain.ts";

interface Line {
  readonly kind: string;
  readonly bytes: string;
  /** What the bytes say; null if refused. */
  readonly value: unknown;
}

/** The same value without bytes in it; the order of a map's keys says nothing. */
function said(value: unknown): unknown {
  if (value instanceof Uint8Array) return { bytes: hex(value) };
  if (Array.isArray(value)) return value.map(said);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, said(each)]));
}

/** Each reader returns what the bytes say, as Python writes it. A bare value says just its bytes, because there is one encoding. */
const READERS: Readonly<Record<string, (data: Bytes) => unknown>> = {
  value: (data) => {
    decode(data, (value) => value);
    return true;
  },
  payload: (data) => said(decode(data, readPayload)),
  event: (data) => namedEvent(readEventBytes(data)),
  frame: (data) => {
    const read = readFrame(data);
    const frame = plain(read.type === "call" ? readCallFrame(read.fields) : read) as Readonly<
      Record<string, unknown>
    >;
    return { ...frame, type: snake(String(frame.type)) };
  },
  header: (data) => plain(readHeader(data)),
  record: (data) => {
    const { payload, ...fields } = readPublicRecord(data);
    return plain({ ...fields, payload: encodeMessagePack(payload) });
  },
  customer_devices: (data) => plain(readCustomerDevices(data)),
  epoch: (data) => plain(readEpoch(data)),
  command: (data) => plain(readErase(data)),
};

function read({ kind, bytes }: Line): unknown {
  try {
    return READERS[kind]?.(unhex(bytes));
  } catch (error) {
    if (error instanceof Refused) return null;
    throw new Error(`${kind} ${bytes}`, { cause: error });
  }
}

const lines = readFileSync(process.argv[2] ?? "", "utf8")
  .trimEnd()
  .split("\n");
const differ = lines
  .map((line) => JSON.parse(line) as Line)
  .map((line) => ({ ...line, typescript: JSON.parse(JSON.stringify(read(line) ?? null)) }))
  .filter(({ value, typescript }) => !isDeepStrictEqual(value, typescript));
for (const line of differ) process.stdout.write(`${JSON.stringify(line)}\n`);
process.exitCode = differ.length === 0 ? 0 : 1;
