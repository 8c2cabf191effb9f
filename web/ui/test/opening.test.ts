import { expect, test } from "vitest";
import { de } from "../src/i18n/de.ts";
import { speak } from "../src/i18n/speak.svelte.ts";
import { dayDistance, openingAt, type Span, sayStretch, stretchesOf } from "../src/opening.ts";
import { hour } from "../src/time.ts";

speak("de", de);

const BERLIN = "Europe/Berlin";
const at = (text: string) => Date.parse(text);
const span = (from: string, to: string): Span => [at(from), at(to)];

const WEEK = [
  span("2026-11-24T06:00+01:00", "2026-11-24T13:00+01:00"),
  span("2026-11-24T14:00+01:00", "2026-11-24T18:00+01:00"),
  span("2026-11-27T20:00+01:00", "2026-11-28T02:00+01:00"),
];

test("open until the end, closed until the next beginning, the end excluded", () => {
  expect(openingAt(WEEK, at("2026-11-24T12:59:59+01:00"))).toEqual({ open: true, untilMs: WEEK[0]?.[1] });
  expect(openingAt(WEEK, at("2026-11-24T13:00+01:00"))).toEqual({ open: false, nextMs: WEEK[1]?.[0] });
  expect(openingAt(WEEK, at("2026-11-24T06:00+01:00"))).toEqual({ open: true, untilMs: WEEK[0]?.[1] });
  expect(openingAt(WEEK, at("2026-11-28T02:00+01:00"))).toEqual({ open: false, nextMs: null });
  expect(openingAt([], 0)).toEqual({ open: false, nextMs: null });
});

test("a day has its own stretches, cut at its midnights", () => {
  const day = (text: string) => stretchesOf(WEEK, at(text), BERLIN).map(sayStretch);
  expect(day("2026-11-24T00:00+01:00")).toEqual(["6–13", "14–18"]);
  expect(day("2026-11-24T23:59+01:00")).toEqual(["6–13", "14–18"]);
  expect(day("2026-11-25T12:00+01:00")).toEqual([]);
  expect(day("2026-11-27T12:00+01:00")).toEqual(["20–24"]);
  expect(day("2026-11-28T12:00+01:00")).toEqual(["0–2"]);
});

test("a stretch that ends at midnight ends that day and does not begin the next", () => {
  const spans = [span("2026-11-24T18:00+01:00", "2026-11-25T00:00+01:00")];
  expect(stretchesOf(spans, at("2026-11-24T12:00+01:00"), BERLIN).map(sayStretch)).toEqual(["18–24"]);
  expect(stretchesOf(spans, at("2026-11-25T12:00+01:00"), BERLIN)).toEqual([]);
});

test("open for days on end fills every day between", () => {
  const spans = [span("2026-11-24T18:00+01:00", "2026-11-27T06:30+01:00")];
  const day = (text: string) => stretchesOf(spans, at(text), BERLIN).map(sayStretch);
  expect(day("2026-11-25T12:00+01:00")).toEqual(["0–24"]);
  expect(day("2026-11-27T12:00+01:00")).toEqual(["0–6:30"]);
});

test("minutes are said only where there are some", () => {
  expect([0, 60, 390, 605, 1440].map(hour)).toEqual(["0", "1", "6:30", "10:05", "24"]);
});

test("days are counted by the business's calendar, also over a change of the clock", () => {
  expect(dayDistance(at("2026-11-25T00:30+01:00"), BERLIN, at("2026-11-24T23:30+01:00"))).toBe(1);
  expect(dayDistance(at("2026-10-26T00:30+01:00"), BERLIN, at("2026-10-24T23:30+02:00"))).toBe(2);
});
