import { readFileSync } from "node:fs";
import decodeQR from "qr/decode.js";
import { describe, expect, test } from "vitest";
import { codePath } from "../src/sign/code.ts";
import { type Layout, layout, type SignTexts } from "../src/sign/layout.ts";
import { signWords } from "../src/sign/words.ts";

interface Twin {
  readonly texts: SignTexts;
  readonly layout: {
    readonly lines: unknown;
    readonly code: unknown;
    readonly square: unknown;
    readonly panel: unknown;
  };
}

// Written by Python (tests/unit/test_sign_paper.py).
const file = new URL("../../../tests/unit/data/sign_layouts.json", import.meta.url);
const twins = JSON.parse(readFileSync(file, "utf8")) as Twin[];

const exact = (number: number): number => Math.round(number * 1000) / 1000;

const plain = ({ lines, code, square, panel }: Layout) => ({
  lines: lines.map(({ text, x, y, size }) => [text, exact(x), exact(y), exact(size)]),
  code: [code.x, code.y, code.size, code.size].map(exact),
  square: [square.x, square.y, square.size, square.size].map(exact),
  panel: [panel.top, panel.end].map(exact),
});

describe("the sign is the same drawing in the browser and on the command line", () => {
  test.each(twins.map((twin) => [`${twin.texts.name} ${twin.texts.address}`, twin] as const))(
    "%s",
    (_, twin) => {
      expect(plain(layout(twin.texts))).toEqual(twin.layout);
    },
  );

  test("in the same words", () => {
    const { say, how, foot } = signWords.de;
    expect(twins[0]?.texts).toMatchObject({ say, how, foot });
  });
});

describe("the code", () => {
  const url = "https://tresen.example/sonnenschein#key=T974X67S9X3MK6HGHQFQ3WTQRZ57J1AB";

  test("is drawn in whole modules, without a margin", () => {
    const { size, d } = codePath(url);
    expect((size - 17) % 4).toBe(0);
    expect(d.startsWith("M0 0h7v1h-7z")).toBe(true);
    expect(d).toMatch(/^(M\d+ \d+h\d+v1h-\d+z)+$/);
  });

  test("reads back as its address", () => {
    const { size, d } = codePath(url);
    expect(decodeQR(picture(size, d))).toBe(url);
  });
});

/** The path as a picture on white paper, four pixels to a module. */
function picture(size: number, d: string) {
  const side = 4 * (size + 8);
  const data = new Uint8Array(4 * side * side).fill(255);
  for (const [, x, y, width] of d.matchAll(/M(\d+) (\d+)h(\d+)/g))
    for (let row = 4 * (Number(y) + 4); row < 4 * (Number(y) + 5); row++) {
      const from = 4 * (side * row + 4 * (Number(x) + 4));
      for (let at = from; at < from + 16 * Number(width); at += 4) data.fill(0, at, at + 3);
    }
  return { width: side, height: side, data };
}
