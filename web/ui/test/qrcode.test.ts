import encodeQR from "qr";
import decodeQR from "qr/decode.js";
import { describe, expect, test } from "vitest";
import { qrRows } from "../src/paper/qrcode.ts";

const LETTERS = "abcdefghijklmnopqrstuvwxyz";
const ofLength = (length: number): string =>
  Array.from({ length }, (_, i) => LETTERS[(i * 7 + length) % 26]).join("");

type Rows = readonly (readonly boolean[])[];

/** The mask's number as the symbol itself says it, beside its upper left corner. */
const maskOf = (rows: Rows): number =>
  [2, 3, 4].reduce((sum, x) => sum * 2 + Number(rows[8]?.[x] ?? false), 0) ^ 0b101;

function theirs(text: string, mask: number): Rows {
  const framed = encodeQR(text, "raw", { border: 1, ecc: "medium", encoding: "byte", mask });
  return framed.slice(1, -1).map((row) => row.slice(1, -1));
}

/** Four pixels a module and a quiet zone, as a camera would give it. */
function photographed(rows: Rows): { width: number; height: number; data: Uint8ClampedArray } {
  const scale = 4;
  const side = (rows.length + 8) * scale;
  const data = new Uint8ClampedArray(4 * side * side).fill(255);
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++)
      if (rows[Math.floor(y / scale) - 4]?.[Math.floor(x / scale) - 4])
        data.fill(0, 4 * (y * side + x), 4 * (y * side + x) + 3);
  return { width: side, height: side, data };
}

describe("beside the library", () => {
  // The longest and the shortest text of every version, and what our links look like.
  const MOST = [14, 26, 42, 62, 84, 106, 122, 152, 180, 213, 251, 287, 331, 362, 412];
  const lengths = MOST.flatMap((most) => [most - 1, most, most + 1]).filter((length) => length <= 412);

  test.each([0, 1, ...lengths])("a text of %d bytes is the same symbol", (length) => {
    const rows = qrRows(ofLength(length));
    expect(rows).toEqual(theirs(ofLength(length), maskOf(rows)));
  });

  test("all eight masks", () => {
    const seen = new Set<number>();
    for (let length = 0; length < 200 && seen.size < 8; length++) {
      const rows = qrRows(ofLength(length));
      expect(rows).toEqual(theirs(ofLength(length), maskOf(rows)));
      seen.add(maskOf(rows));
    }
    expect(seen.size).toBe(8);
  });
});

test.each([
  "https://tresen.example/sonnenschein#return=7B3K9QMPX2V4T6R8W1Y5Z0ACDE.0123456789ABCDEFGHJKMNPQRSTVWXYZ",
  "https://chat.baeckerei-sonnenschein.example/sonnenschein#key=0123456789ABCDEFGHJKMNPQRSTVWXYZ",
  "Größe, Ö und 🥨",
])("%s can be read back from its picture", (text) => {
  expect(decodeQR(photographed(qrRows(text)))).toBe(text);
});

test("more than 412 bytes are refused", () => {
  expect(() => qrRows("x".repeat(413))).toThrow(RangeError);
  expect(() => qrRows("ä".repeat(207))).toThrow(RangeError);
});
