import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type Bytes, toCrockford } from "../../src/base/bytes.ts";
import { Refused } from "../../src/base/errors.ts";
import { compareGroup, newSheetSecret, sheetGroups, sheetSecret, slipOf } from "../../src/seal/sheet.ts";
import { signWords } from "../../src/seal/words.ts";

interface Case {
  readonly name: string;
  readonly op: string;
  readonly in: Readonly<Record<string, string>>;
  readonly out?: unknown;
  readonly refused?: string;
}

const file = new URL("../../../../protocol/vectors/sheet.json", import.meta.url);
const { cases } = JSON.parse(readFileSync(file, "utf8")) as { cases: Case[] };

const fromHex = (text: string): Bytes =>
  Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
const toHex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

const operations: Readonly<Record<string, (given: Case["in"]) => unknown>> = {
  read_sheet: ({ text = "" }) => ({ secret: toHex(sheetSecret(text)) }),
  slip: ({ text = "" }) => {
    const slip = slipOf(text);
    return { kind: slip?.kind ?? null, groups: slip?.groups ?? [] };
  },
  sign_words: async ({ fingerprint = "" }) => ({ words: await signWords(fromHex(fingerprint)) }),
};

describe("[S2] [S3] [S16] the sheet on paper, as Python has it", () => {
  test.each(cases)("$name", async ({ op, in: given, out, refused }) => {
    const run = async () => operations[op]?.(given);
    if (refused === undefined) expect(await run()).toEqual(out);
    else
      expect(
        await run().catch((error) => (error instanceof Refused ? error.reason : `not a refusal: ${error}`)),
      ).toBe(refused);
  });
});

describe("[S2] a new sheet", () => {
  test("has 130 bits and reads back as it was printed", () => {
    for (let round = 0; round < 50; round++) {
      const secret = newSheetSecret();
      const groups = sheetGroups(secret);
      expect(groups.map((group) => group.length)).toEqual([4, 4, 4, 4, 4, 4, 4]);
      expect(groups.join("")).toContain(toCrockford(secret).slice(0, 26));
      expect(slipOf(groups.join("-"))).toBeNull();
      expect(sheetSecret(groups.join(" ").toLowerCase())).toEqual(secret);
    }
  });

  test("one wrong character is placed in its group, wherever it stands", () => {
    const text = sheetGroups(newSheetSecret()).join("");
    for (let at = 0; at < text.length; at++) {
      const typed = `${text.slice(0, at)}${text[at] === "7" ? "8" : "7"}${text.slice(at + 1)}`;
      expect(slipOf(typed)).toEqual({ kind: "one", groups: [Math.floor(at / 4) + 1] });
      expect(() => sheetSecret(typed)).toThrow(Refused);
    }
  });
});

describe("typing a group back", () => {
  test.each([
    ["2NPR", { kind: "right" }],
    ["2npr", { kind: "right" }],
    ["2N-PR ", { kind: "right" }],
    ["2NRP", { kind: "swapped", place: 3 }],
    ["N2PR", { kind: "swapped", place: 1 }],
    ["2PNR", { kind: "swapped", place: 2 }],
    ["2NPA", { kind: "one", place: 4 }],
    ["2NP", { kind: "short", missing: 1 }],
    ["", { kind: "short", missing: 4 }],
    ["2NPRR", { kind: "long" }],
    ["2NPU", { kind: "foreign", letter: "U" }],
    ["RNP2", { kind: "several" }],
    ["AAAA", { kind: "several" }],
  ])("%s for 2NPR", (typed, slip) => {
    expect(compareGroup(typed, "2NPR")).toEqual(slip);
  });

  test("O is 0, I and L are 1", () => {
    expect(compareGroup("oilO", "0110")).toEqual({ kind: "right" });
  });
});
