// [I-10, I-12] Whoever writes a message chooses its text: what it runs through costs linear time, at most 5 ms for 16 KiB.
import { describe, expect, test } from "vitest";
import { seeded } from "../../core/test/world/seeded.ts";
import { initials } from "../src/initials.ts";
import { type Piece, parse } from "../src/markup.ts";
import { type MessageRow, place } from "../src/rows.ts";
import { dayKey } from "../src/time.ts";

const SHORT = 4096;
const LONG = 16_384;
/** Five milliseconds, and as much again twice for a machine whose cores are busy. */
const CAP_MS = 15;
/** Four times the text may take four times as long; beyond eight it is not linear. Below a millisecond nothing is measured. */
const RATIO = 8;
const FLOOR_MS = 1;

// biome-ignore format: one table
const TOKENS = [
  "(", ")", "[", "]", "{", "}", "<", ">", "*", "_", "**", "__", "*_", "_*", " *", "* ", " _", "_ ", "\n", " ", "\t",
  "https://", "https://a.de/", "https://a.de/(", "https://a.de/x).", "https://[::1]/", "HTTPS://Ä.de", "https://u:p@a.de/",
  ".", ",", "…", "!", "?", "'", '"', "„", "“", "a", "Z", "ß", "é", "e\u0301", "😀", "👨‍👩‍👧", "\ud800", "\udc00", "\u200d",
  "\u202e", "\u2028", "\u0000", "&amp;", "%", "#", "xn--", "0", "Dr.", "von",
];

const repeated = (token: string, size: number): string =>
  token.repeat(Math.ceil(size / token.length)).slice(0, size);

const TEXTS: Record<string, (size: number) => string> = {
  "an address and closing brackets": (size) => `https://a.de/${repeated(")", size - 13)}`,
  "an address and brackets in pairs": (size) => `https://a.de/${repeated("()", size - 13)}.`,
  "an address and opening, then closing brackets": (size) =>
    `https://a.de/${repeated("(", size / 2)}${repeated(")", size / 2 - 13)}`,
  "marks that open and never close": (size) => repeated("*a ", size),
  "both marks that open and never close": (size) => repeated("*a _b ", size),
  "one closing mark at the end": (size) => `${repeated("*a ", size - 1)}*`,
  "one long line in one mark": (size) => `*${repeated("a ", size - 3)}b*`,
};

function random(seed: number): (size: number) => string {
  const next = seeded(seed);
  const pick = () => TOKENS[Math.floor(next() * TOKENS.length)] ?? "";
  const few = Array.from({ length: 1 + Math.floor(next() * 4) }, pick);
  return (size) => {
    let text = next() < 0.5 ? "https://a.de/" : "";
    while (text.length < size) text += next() < 0.9 ? few[Math.floor(next() * few.length)] : pick();
    return text.slice(0, size);
  };
}

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

/** The best of five: what the machine does beside it counts least. */
function best(run: () => unknown): number {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < 5; i++) {
    const begun = performance.now();
    run();
    least = Math.min(least, performance.now() - begun);
  }
  return least;
}

function expectLinear(run: (text: string) => unknown, make: (size: number) => string): void {
  const [short, long] = [make(SHORT), make(LONG)];
  const fast = best(() => run(short));
  const slow = best(() => run(long));
  expect(slow, JSON.stringify(long.slice(0, 60))).toBeLessThan(CAP_MS);
  expect(slow / Math.max(fast, FLOOR_MS), JSON.stringify(long.slice(0, 60))).toBeLessThan(RATIO);
}

function words(pieces: readonly Piece[]): string {
  return pieces.map((piece) => ("pieces" in piece ? words(piece.pieces) : piece.text)).join("");
}

describe.each(Object.entries(FUNCTIONS))("%s", (_, run) => {
  test.each(Object.entries(TEXTS))("%s", (_name, make) => expectLinear(run, make));

  test.each(TOKENS.map((token) => [JSON.stringify(token), token]))("%s again and again", (_name, token) =>
    expectLinear(run, (size) => repeated(token, size)),
  );

  test("random texts of few tokens", () => {
    for (let seed = 1; seed <= 60; seed++) expectLinear(run, random(seed));
  });
});

test("markup loses nothing but marks, whatever the text", () => {
  for (let seed = 1; seed <= 500; seed++) {
    const text = random(seed)(200 + seed);
    expect(words(parse(text)).replace(/[*_]/g, "")).toBe(text.replace(/[*_]/g, ""));
  }
});

test("brackets at the end of an address stay when their partners are in it", () => {
  expect(parse("https://a.de/(x(y)))).")).toEqual([
    { type: "link", text: "https://a.de/(x(y))", href: "https://a.de/(x(y))", host: null },
    { type: "text", text: "))." },
  ]);
});
