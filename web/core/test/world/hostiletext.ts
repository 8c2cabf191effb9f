/** Texts that somebody hostile would write, and what a function may cost over them: linear time, 5 ms for 16 KiB (I-10, I-12). */

import { expect } from "vitest";
import { computedMs } from "./computing.ts";
import { seeded } from "./seeded.ts";

const SHORT = 4096;
const LONG = 16_384;
/** Five milliseconds, times three for a machine whose cores are busy. */
const CAP_MS = 15;
/** A text four times as long may take four times as long; beyond eight times it is not linear. Below a millisecond nothing counts. */
const RATIO = 8;
const FLOOR_MS = 1;

/** Makes a text of this many UTF-16 units. */
export type Make = (size: number) => string;

// biome-ignore format: one table
export const TOKENS = [
  "(", ")", "[", "]", "{", "}", "<", ">", "*", "_", "**", "__", "*_", "_*", " *", "* ", " _", "_ ", "\n", " ", "\t",
  "https://", "https://a.de/", "https://a.de/(", "https://a.de/x).", "https://[::1]/", "HTTPS://Ä.de", "https://u:p@a.de/",
  ".", ",", "…", "!", "?", "'", '"', "„", "“", "a", "Z", "ß", "é", "e\u0301", "😀", "👨‍👩‍👧", "\ud800", "\udc00", "\u200d",
  "\u202e", "\u2028", "\u0000", "&amp;", "%", "#", "xn--", "0", "Dr.", "von", "{opening}", "{business",
];

export const repeated = (token: string, size: number): string =>
  token.repeat(Math.ceil(size / token.length)).slice(0, size);

export const TEXTS: Readonly<Record<string, Make>> = {
  "an address and closing brackets": (size) => `https://a.de/${repeated(")", size - 13)}`,
  "an address and brackets in pairs": (size) => `https://a.de/${repeated("()", size - 13)}.`,
  "an address and opening, then closing brackets": (size) =>
    `https://a.de/${repeated("(", size / 2)}${repeated(")", size / 2 - 13)}`,
  "marks that open and never close": (size) => repeated("*a ", size),
  "both marks that open and never close": (size) => repeated("*a _b ", size),
  "one closing mark at the end": (size) => `${repeated("*a ", size - 1)}*`,
  "one long line in one mark": (size) => `*${repeated("a ", size - 3)}b*`,
  "one brace and no end": (size) => `{${repeated("a", size - 1)}`,
};

/** A text of few tokens, again and again, the same for the same seed. */
export function random(seed: number): Make {
  const next = seeded(seed);
  const pick = () => TOKENS[Math.floor(next() * TOKENS.length)] ?? "";
  const few = Array.from({ length: 1 + Math.floor(next() * 4) }, pick);
  return (size) => {
    let text = next() < 0.5 ? "https://a.de/" : "";
    while (text.length < size) text += next() < 0.9 ? few[Math.floor(next() * few.length)] : pick();
    return text.slice(0, size);
  };
}

/** Every named text, every token alone, and sixty random mixtures. */
export function everyText(): readonly (readonly [name: string, make: Make])[] {
  return [
    ...Object.entries(TEXTS),
    ...TOKENS.map(
      (token) =>
        [`${JSON.stringify(token)} again and again`, (size: number) => repeated(token, size)] as const,
    ),
    ...Array.from({ length: 60 }, (_, i) => [`mixture ${i + 1}`, random(i + 1)] as const),
  ];
}

export function expectLinear(run: (text: string) => unknown, make: Make): void {
  const [short, long] = [make(SHORT), make(LONG)];
  const fast = best(() => run(short));
  const slow = best(() => run(long));
  expect(slow, JSON.stringify(long.slice(0, 60))).toBeLessThan(CAP_MS);
  expect(slow / Math.max(fast, FLOOR_MS), JSON.stringify(long.slice(0, 60))).toBeLessThan(RATIO);
}

/** The best of five, in processor time of this thread: what else the machine does is not the text's fault. */
function best(run: () => unknown): number {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < 5; i++) {
    const begun = computedMs();
    run();
    least = Math.min(least, computedMs() - begun);
  }
  return least;
}
