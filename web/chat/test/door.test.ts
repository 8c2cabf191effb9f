import { readFileSync } from "node:fs";
import { clock, initials, speak, timesFor } from "@tresen/ui";
import { frontOf } from "@tresen/ui/front/front";
import { afterEach, expect, test } from "vitest";
import { sayHours, sayOpening } from "../src/opening/words.ts";
import { de } from "../src/words/de.ts";
import { en } from "../src/words/en.ts";

interface Door {
  readonly zone: string;
  readonly open: [string, string][];
  readonly meets: [string, string][];
  readonly reasons: [string, string, { de: string; en: string }][];
  readonly cases: [string, string, string][];
  readonly twelve: [string, string, string][];
  readonly today: [string, string, string, string[]][];
  readonly full_day: string[];
  readonly words: Record<"de" | "en", Record<string, string>>;
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

// Files share the modules that hold it.
afterEach(() => timesFor(["en-GB"]));

test.each(door.cases)("the line at the door: %s", (when, german, english) => {
  timesFor(["en-GB"]);
  const said = [de, en].map((words, i) => {
    const lang = i === 0 ? "de" : "en";
    speak(lang, words);
    return sayOpening(hours, door.zone, lang, Date.parse(when));
  });
  expect(said).toEqual([german, english]);
});

test.each(door.twelve)("with twelve hours: %s", (when, line, today) => {
  timesFor(["en-US"]);
  speak("en", en);
  expect(sayOpening(hours, door.zone, "en", Date.parse(when))).toBe(line);
  expect(en.todayIs(sayHours(hours, door.zone, Date.parse(when)))).toBe(today);
});

test.each(door.today)("today in words: %s", (when, german, english) => {
  timesFor(["en-GB"]);
  const said = [de, en].map((words, i) => {
    speak(i === 0 ? "de" : "en", words);
    return words.todayIs(sayHours(hours, door.zone, Date.parse(when)));
  });
  expect(said).toEqual([german, english]);
});

test("whose English counts 24 hours is what the server takes it for", () => {
  speak("en", en);
  const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
  const named = new Intl.DisplayNames("en", { type: "region", fallback: "none" });
  const regions = letters.flatMap((a) => letters.map((b) => a + b)).filter((region) => named.of(region));
  const full = ["001", "150", ...regions].filter((region) => {
    timesFor(["de-DE", `en-${region}`]);
    return clock(0, "UTC") === "0:00";
  });
  expect(full.toSorted()).toEqual(door.full_day);
});

test("the server's words for the counter are the page's", () => {
  for (const [lang, words] of [["de", de] as const, ["en", en] as const]) {
    const { times, write, promise, nothing, back, privacy, imprint } = door.words[lang];
    const said = [words.allTimes, words.write, words.onlyTheyRead, words.nothingYet, words.wayBack];
    expect([...said, words.privacy, words.imprint]).toEqual([
      ...[times, write, promise, nothing, back],
      ...[privacy, imprint],
    ]);
  }
});

test.each(door.initials)("initials of %j are %j", (name, letters) => {
  expect(initials(name)).toBe(letters);
});

test.each(door.shelves)("shelf of %j %j", (trade, name, front) => {
  expect(frontOf(trade, name)).toBe(front);
});
