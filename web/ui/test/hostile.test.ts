// [I-10, I-12] Whoever writes a message chooses its text, so the page must handle it in linear time.
import { describe, expect, test } from "vitest";
import { everyText, expectLinear, random } from "../../core/test/world/hostiletext.ts";
import { type Piece, parse } from "../src/content/markup.ts";
import { initials } from "../src/initials.ts";
import { type MessageRow, place } from "../src/rows.ts";
import { dayKey } from "../src/time.ts";

const zone = "Europe/Berlin";
// biome-ignore format: one row
const row = (text: string, i: number): MessageRow => ({
  type: "message", key: `${i}`, pos: i, atMs: i * 60_000, ours: i % 2 === 0, by: text, content: { kind: "text", text }, state: null, trouble: null,
});

const FUNCTIONS: Record<string, (text: string) => unknown> = {
  parse,
  initials,
  "place, twenty rows": (text) =>
    place(
      Array.from({ length: 20 }, (_, i) => row(text, i)),
      (ms) => dayKey(ms, zone),
    ),
};

function words(pieces: readonly Piece[]): string {
  return pieces.map((piece) => ("pieces" in piece ? words(piece.pieces) : piece.text)).join("");
}

describe.each(Object.entries(FUNCTIONS))("%s", (_, run) => {
  test.each(everyText())("%s", (_name, make) => expectLinear(run, make));
});

test("markup loses only its marks, whatever the text", () => {
  for (let seed = 1; seed <= 500; seed++) {
    const text = random(seed)(200 + seed);
    expect(words(parse(text)).replace(/[*_~`]/g, "")).toBe(text.replace(/[*_~`]/g, ""));
  }
});

test("brackets at the end of an address stay when their partners are in it", () => {
  expect(parse("https://a.de/(x(y)))).")).toEqual([
    { type: "link", text: "https://a.de/(x(y))", href: "https://a.de/(x(y))", host: null },
    { type: "text", text: "))." },
  ]);
});
