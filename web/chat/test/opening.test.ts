import { speak } from "@tresen/ui";
import { expect, test } from "vitest";
import { sayHours, sayOpening } from "../src/opening/words.ts";
import { de } from "../src/words/de.ts";
import { en } from "../src/words/en.ts";

const BERLIN = "Europe/Berlin";
const at = (text: string) => Date.parse(`2026-${text}+01:00`);
const SPANS = [
  [at("11-24T06:00"), at("11-24T13:00")],
  [at("11-24T14:00"), at("11-24T18:00")],
  [at("11-25T06:00"), at("11-25T13:30")],
  [at("11-30T06:00"), at("11-30T13:00")],
  [at("12-24T06:00"), at("12-24T12:00")],
] as const;

const said = (when: string, spans: readonly (readonly [number, number])[] = SPANS) => {
  speak("de", de);
  const german = sayOpening(spans, BERLIN, "de", at(when));
  speak("en", en);
  return [german, sayOpening(spans, BERLIN, "en", at(when))];
};

test.each([
  ["11-24T08:32", ["Geöffnet bis 13:00", "Open until 13:00"]],
  ["11-24T13:10", ["Geschlossen – öffnet heute 14:00", "Closed – opens today 14:00"]],
  ["11-24T19:00", ["Geschlossen – öffnet morgen 6:00", "Closed – opens tomorrow 6:00"]],
  ["11-25T19:00", ["Geschlossen – öffnet Montag 6:00", "Closed – opens Monday 6:00"]],
  [
    "12-01T19:00",
    ["Geschlossen – öffnet Donnerstag, 24. Dezember 6:00", "Closed – opens Thursday 24 December 6:00"],
  ],
  ["12-25T19:00", ["Geschlossen", "Closed"]],
])("%s", (when, words) => {
  expect(said(when)).toEqual(words);
});

test("open for days on end says so instead of a time far away", () => {
  expect(said("11-24T08:00", [[at("11-01T00:00"), at("12-09T00:00")]])[0]).toBe("Durchgehend geöffnet");
  expect(said("11-24T23:00", [[at("11-24T20:00"), at("11-25T02:00")]])[0]).toBe("Geöffnet bis 2:00");
});

test("the hours of a day in a sentence", () => {
  speak("de", de);
  expect(sayHours(SPANS, BERLIN, at("11-24T08:00"))).toBe("6–13 und 14–18 Uhr");
  expect(sayHours(SPANS, BERLIN, at("11-25T08:00"))).toBe("6–13:30 Uhr");
  expect(sayHours(SPANS, BERLIN, at("11-26T08:00"))).toBe("geschlossen");
});
