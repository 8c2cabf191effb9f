import { describe, expect, test } from "vitest";
import { type Beside, fromText, type KINDS, toText } from "../../src/applock/plain.ts";
import { newDeviceKeys } from "../../src/seal/keys.ts";
import { seeded } from "../world/seeded.ts";
import { type Leaf, written } from "./stored.ts";

// All that the inbox's databases can hold goes into the vault and comes back. A new kind of value, or a new type that the program writes, fails here.

const keys = await newDeviceKeys();

/** Some of every kind that a vault knows. */
const SOME: Readonly<Record<keyof typeof KINDS, readonly unknown[]>> = {
  b: [Uint8Array.of(0, 255), new Uint8Array(0)],
  n: [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0],
  i: [2n ** 70n, -1n],
  d: [new Date(0), new Date(Number.NaN)],
  m: [new Map<unknown, unknown>([[1, new Map([["x", undefined]])]]), new Map()],
  s: [new Set([1, "x", null]), new Set()],
  a: [Uint8Array.of(1, 2, 3).buffer, new ArrayBuffer(0)],
  v: [Float64Array.of(0.5, Number.NaN), new DataView(Uint8Array.of(9).buffer), BigInt64Array.of(-1n)],
  f: [
    new Blob(["Foto"], { type: "image/png" }),
    new File(["x"], "Rechnung.pdf", { lastModified: 7 }),
    new Blob(),
  ],
  k: [keys.signing],
};

/** What each type in the program becomes in a vault; null: JSON has a form for it. */
const SEALED: Readonly<Record<string, keyof typeof KINDS | null>> = {
  text: null,
  number: null,
  boolean: null,
  null: null,
  undefined: null,
  never: null,
  Uint8Array: "b",
  Map: "m",
  Blob: "f",
  CryptoKey: "k",
};

/** Fields without a type of their own hold what MessagePack or JSON has a form for; a set-up's form lies in a database that is never locked. */
const OPEN =
  /\.(payload\[\]|version\[\]|entry|call|fields\[\]|profile\[\]|invitation|way|program)$|^setup\/setup\.ts$/;

const plain = [undefined, null, true, 0, -1.5, 2 ** 53, "", "ä\ud800", "__proto__"];

const there = (value: unknown): unknown => {
  const beside: Beside = { blobs: [], keys: [] };
  return fromText(toText(value, beside), beside);
};

/** A Blob by its content. */
async function shown([value, { deep }]: [unknown, { deep: unknown }]): Promise<unknown> {
  if (!(value instanceof Blob) || !(deep instanceof Blob)) return [value, { deep }];
  const file = value instanceof File ? [value.name, value.lastModified] : [];
  return [await value.text(), value.type, ...file, await deep.text()];
}

describe("[ADR 23] every kind of value", () => {
  test("that the program writes is one that a vault knows", { timeout: 120_000 }, () => {
    const { calls, leaves } = written();
    expect(calls).toBeGreaterThan(90);
    const known = ({ kind, path }: Leaf) => (kind === "unknown" ? OPEN.test(path) : kind in SEALED);
    expect(leaves.filter((leaf) => !known(leaf))).toEqual([]);
    // Without these the list would have looked past files and keys.
    for (const kind of ["Blob", "CryptoKey", "Map", "Uint8Array"])
      expect(
        leaves.some((leaf) => leaf.kind === kind),
        kind,
      ).toBe(true);
  });

  test.each(Object.entries(SOME))("comes back as it was: %s", async (_, values) => {
    for (const value of values) {
      const back = there([value, { deep: value }]) as [unknown, { deep: unknown }];
      expect(await shown(back)).toEqual(await shown([value, { deep: value }]));
      if (typeof value === "number") expect(Object.is(back[0], value)).toBe(true);
    }
  });

  test("comes back from any nesting of all of them", () => {
    const random = seeded(23);
    const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
    const leaves = [
      ...plain,
      ...Object.entries(SOME).flatMap(([name, values]) => (name === "f" ? [] : values)),
    ];
    const any = (depth: number): unknown => {
      const size = Math.floor(random() * 4);
      const inner = () => any(depth - 1);
      if (depth === 0 || size === 0) return pick(leaves);
      if (random() < 0.3) return Array.from({ length: size }, inner);
      if (random() < 0.3) return new Map(Array.from({ length: size }, (_, n) => [`${n}`, inner()]));
      return Object.fromEntries(
        Array.from({ length: size }, () => [pick(["b", "o", "", "length", "é"]), inner()]),
      );
    };
    for (let n = 0; n < 300; n++) {
      const value = any(4);
      expect(there(value)).toEqual(value);
    }
  });

  test("of an earlier version's vault is read: bytes, objects and undefined", () => {
    const text = '["state",[{"o":[["key","x"],["value",{"o":[["b",{"b":"AP8"}],["u",{}]]}]]}]]';
    const value = { b: Uint8Array.of(0, 255), u: undefined };
    expect(fromText(text, { blobs: [], keys: [] })).toEqual(["state", [{ key: "x", value }]]);
  });
});
