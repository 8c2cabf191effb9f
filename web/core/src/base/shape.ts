/** Readers for what was decoded: each gives a value of the wanted shape or throws `Refused` `malformed`. */

import type { Bytes } from "./bytes.ts";
import { Refused } from "./errors.ts";
import { decodeMessagePack, encodeMessagePack } from "./msgpack.ts";

export type Read<T> = (value: unknown) => T;

const wrong = (what: string) => new Refused("malformed", `${what} expected`);

export const bytes = (value: unknown): Bytes => {
  if (value instanceof Uint8Array) return value as Bytes;
  throw wrong("bytes");
};

export const sized =
  (size: number): Read<Bytes> =>
  (value) => {
    const read = bytes(value);
    if (read.length !== size) throw wrong(`${size} bytes`);
    return read;
  };

/** An id as the protocol has it: 16 bytes. */
export const id = sized(16);
/** A hash or a public key: 32 bytes. */
export const key = sized(32);

export const count = (value: unknown): number => {
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) return value;
  throw wrong("a whole number");
};

export const text = (value: unknown): string => {
  if (typeof value === "string") return value;
  throw wrong("text");
};

export const flag = (value: unknown): boolean => {
  if (typeof value === "boolean") return value;
  throw wrong("true or false");
};

/** A day of the calendar, such as 2026-11-27. */
export const day = (value: unknown): string => {
  const read = text(value);
  if (/^\d{4}-\d\d-\d\d$/.test(read) && !Number.isNaN(Date.parse(read))) return read;
  throw wrong("a day");
};

export const nil =
  <T>(read: Read<T>): Read<T | null> =>
  (value) =>
    value === null || value === undefined ? null : read(value);

/** Exactly two values. */
export const pair =
  <A, B>(first: Read<A>, second: Read<B>): Read<readonly [A, B]> =>
  (value) => {
    if (Array.isArray(value) && value.length === 2) return [first(value[0]), second(value[1])];
    throw wrong("two values");
  };

/** Positions beyond the known ones are ignored (W1). */
export const array =
  (least: number): Read<readonly unknown[]> =>
  (value) => {
    if (Array.isArray(value) && value.length >= least) return value;
    throw wrong(`an array of at least ${least}`);
  };

export const list =
  <T>(read: Read<T>): Read<T[]> =>
  (value) =>
    array(0)(value).map((each) => read(each));

const isMap = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === "object" && !Array.isArray(value) && !(value instanceof Uint8Array);

export const map = (value: unknown): Readonly<Record<string, unknown>> => {
  if (isMap(value)) return value;
  throw wrong("a map");
};

/** The answer, if it is about what was asked. What is known here is not the server's to say. */
export function asked<T>(answer: T, isIt: boolean): T {
  if (isIt) return answer;
  throw new Refused("malformed", "the answer is about something else");
}

export const encode = (value: unknown): Bytes => encodeMessagePack(value);

/** Decodes exactly one value and reads it. Its byte strings are copies of their own: they may be stored. */
export function decode<T>(data: Uint8Array, read: Read<T>): T {
  let value: unknown;
  try {
    value = decodeMessagePack(data);
  } catch {
    throw new Refused("malformed", "not one MessagePack value");
  }
  return read(value);
}
