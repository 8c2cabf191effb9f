import { decode as theirDecode, encode as theirEncode } from "@msgpack/msgpack";
import { describe, expect, test } from "vitest";
import { decodeMessagePack as decode, encodeMessagePack as encode } from "../../src/base/msgpack.ts";

const EDGES = [
  0,
  1,
  127,
  128,
  255,
  256,
  65_535,
  65_536,
  2 ** 32 - 1,
  2 ** 32,
  2 ** 53 - 1,
  -1,
  -32,
  -33,
  -128,
  -129,
  -32_768,
  -32_769,
  -(2 ** 31),
  -(2 ** 31) - 1,
  -(2 ** 32),
  -(2 ** 53) + 1,
  0.5,
  -0.25,
];
const SIZES = [0, 1, 15, 16, 31, 32, 255, 256, 65_535, 65_536];

/** Repeatable, so that a failure can be examined. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

function anything(random: () => number, depth: number): unknown {
  const kind = Math.floor(random() * (depth > 0 ? 9 : 7));
  const size = Math.floor(random() * 20);
  const some = <T>(make: (i: number) => T) => Array.from({ length: size }, (_, i) => make(i));
  if (kind === 0) return null;
  if (kind === 1) return random() < 0.5;
  if (kind === 2) return Math.floor((random() - 0.5) * 2 ** Math.floor(random() * 54));
  if (kind === 3) return random() * 1e6;
  if (kind === 4) return some(() => String.fromCodePoint(32 + Math.floor(random() * 0xd000))).join("");
  if (kind === 5) return Uint8Array.from(some(() => random() * 256));
  if (kind === 6) return EDGES[Math.floor(random() * EDGES.length)];
  if (kind === 7) return some(() => anything(random, depth - 1));
  return Object.fromEntries(some((i) => [`k${i}`, anything(random, depth - 1)]));
}

describe("beside the library", () => {
  test.each(EDGES)("%d", (value) => {
    expect(encode(value)).toEqual(new Uint8Array(theirEncode(value)));
    expect(decode(encode(value))).toEqual(value);
  });

  test.each(SIZES)("text, bytes, arrays and maps of %d", (size) => {
    const map = Object.fromEntries(Array.from({ length: Math.min(size, 70_000) }, (_, i) => [`${i}`, i]));
    for (const value of ["x".repeat(size), new Uint8Array(size), Array(size).fill(null), map]) {
      expect(encode(value)).toEqual(new Uint8Array(theirEncode(value)));
      expect(decode(encode(value))).toEqual(value);
    }
  });

  test("any value: both write the same bytes and read each other's value back", () => {
    const random = numbers(7);
    for (let i = 0; i < 2000; i++) {
      const value = anything(random, 3);
      const bytes = encode(value);
      expect(bytes).toEqual(new Uint8Array(theirEncode(value)));
      expect(decode(bytes)).toEqual(theirDecode(bytes));
    }
  });

  test("any bytes: if both read a value it is the same, and ours never reads what the library refuses", () => {
    const random = numbers(11);
    for (let i = 0; i < 20_000; i++) {
      const bytes = Uint8Array.from({ length: 1 + Math.floor(random() * 12) }, () => random() * 256);
      const ours = attempt(() => decode(bytes));
      if (ours !== FAILED) expect(ours).toEqual(attempt(() => theirDecode(bytes)));
    }
  });
});

const FAILED = Symbol("failed");
function attempt(run: () => unknown): unknown {
  try {
    return run();
  } catch {
    return FAILED;
  }
}

describe("refused", () => {
  test.each([
    ["nothing", []],
    ["left-over bytes", [0x01, 0x01]],
    ["a cut text", [0xa5, 0x61]],
    ["a cut number", [0xcd, 0x01]],
    ["a claimed length", [0xdd, 0xff, 0xff, 0xff, 0xff]],
    ["claimed bytes", [0xc6, 0xff, 0xff, 0xff, 0xff]],
    ["the form that is never used", [0xc1]],
    ["an extension", [0xd4, 0x01, 0x00]],
    ["broken UTF-8", [0xa1, 0xff]],
    ["a float that is whole", encode(1e300)],
    ["no number", encode(Number.NaN)],
    ["infinity", encode(Number.POSITIVE_INFINITY)],
    ["an integer beyond 2^53", [0xcf, 0, 0x20, 0, 0, 0, 0, 0, 0]],
    ["a key that is a number", [0x81, 0x01, 0x01]],
    ["__proto__", [0x81, 0xa9, ...new TextEncoder().encode("__proto__"), 0x80]],
    ["deep nesting", [...Array(40).fill(0x91), 0x01]],
  ])("%s", (_, bytes) => {
    expect(() => decode(Uint8Array.from(bytes))).toThrow();
  });

  test("values without a form", () => {
    expect(() => encode(1n)).toThrow(TypeError);
    expect(() => encode([() => 1])).toThrow(TypeError);
  });
});

test("bytes that were read are a copy of their own", () => {
  const data = encode([Uint8Array.of(1, 2, 3)]);
  const [read] = decode(data) as [Uint8Array];
  data.fill(0);
  expect(read).toEqual(Uint8Array.of(1, 2, 3));
  expect(read.byteLength).toBe(read.buffer.byteLength);
});

test("a byte order mark is text like any other", () => {
  expect(decode(encode("\ufeffx"))).toBe("\ufeffx");
});
