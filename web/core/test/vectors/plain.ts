/** Values as the shared vectors write them: bytes as hex, names as the protocol has them. */

import type { Bytes } from "../../src/base/bytes.ts";
import { readBody } from "../../src/wire/events.ts";
import { readExpired } from "../../src/wire/expired.ts";
import { type Event, Kind } from "../../src/wire/frames.ts";

export const hex = (bytes: Uint8Array): string =>
  [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");

export const unhex = (text: string): Bytes =>
  Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

/** `autoOff` as the protocol has it: `auto_off`. */
export const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

export function plain(value: unknown): unknown {
  if (value instanceof Uint8Array) return hex(value);
  if (Array.isArray(value)) return value.map(plain);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [snake(name), plain(each)]));
}

/** An event, its body read by its kind. Throws `Refused` `malformed`. */
export const namedEvent = (event: Event): Readonly<Record<string, unknown>> => ({
  ...(plain(event) as Record<string, unknown>),
  body: plain(event.kind === Kind.expired ? readExpired(event.body) : readBody(event.kind, event.body)),
});
