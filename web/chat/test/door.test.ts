import { readFileSync } from "node:fs";
import { initials, speak } from "@tresen/ui";
import { expect, test } from "vitest";
import { sayOpening } from "../src/opening/words.ts";
import { frontOf } from "../src/visit/front.ts";
import { de } from "../src/words/de.ts";
import { en } from "../src/words/en.ts";

interface Door {
  readonly zone: string;
  readonly open: [string, string][];
  readonly meets: [string, string][];
  readonly reasons: [string, string, { de: string; en: string }][];
  readonly cases: [string, string, string][];
  readonly initials: [string, string][];
  readonly shelves: [string, string, string][];
}

// The server writes the same into the first HTML (tests/contract/test_door.py).
const door: Door = JSON.parse(
  readFileSync(new URL("../../../tests/contract/door.json", import.meta.url), "utf8"),
);
const spans = (all: [string, string][]) =>
  all.map(([from, to]) => [Date.parse(from), Date.parse(to)] as const);
const hours = {
  open: spans(door.open),
  meets: spans(door.meets),
  reasons: door.reasons.map(([from, to, words]) => [Date.parse(from), Date.parse(to), words] as const),
};

test.each(door.cases)("the line at the door: %s", (when, german, english) => {
  const said = [de, en].map((words, i) => {
    const lang = i === 0 ? "de" : "en";
    speak(lang, words);
    return sayOpening(hours, door.zone, lang, Date.parse(when));
  });
  expect(said).toEqual([german, english]);
});

test.each(door.initials)("initials of %j are %j", (name, letters) => {
  expect(initials(name)).toBe(letters);
});

test.each(door.shelves)("shelf of %j %j", (trade, name, front) => {
  expect(frontOf(trade, name)).toBe(front);
});
