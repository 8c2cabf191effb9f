import type { OpeningHours } from "@tresen/core/api";
import { speak, timesFor } from "@tresen/ui";
import { expect, test } from "vitest";
import { dateAfter, specialsAfter } from "../src/opening/specials.ts";
import { reasonAt, sayHours, sayOpening } from "../src/opening/words.ts";
import { de } from "../src/words/de.ts";
import { en } from "../src/words/en.ts";

// Another test of the same process may have told whose English is spoken.
timesFor(["en-GB"]);
const BERLIN = "Europe/Berlin";
const at = (text: string) => Date.parse(`2026-${text}+01:00`);
const SPANS = [
  [at("11-24T06:00"), at("11-24T13:00")],
  [at("11-24T14:00"), at("11-24T18:00")],
  [at("11-25T06:00"), at("11-25T13:30")],
  [at("11-30T06:00"), at("11-30T13:00")],
  [at("12-24T06:00"), at("12-24T12:00")],
] as const;

const hoursOf = (changes: Partial<OpeningHours> = {}): OpeningHours => ({
  open: SPANS,
  meets: [],
  reasons: [],
  ...changes,
});

const said = (when: string, changes: Partial<OpeningHours> = {}) => {
  const hours = hoursOf(changes);
  speak("de", de);
  const german = sayOpening(hours, BERLIN, "de", at(when));
  speak("en", en);
  return [german, sayOpening(hours, BERLIN, "en", at(when))];
};

test.each([
  ["11-24T08:32", ["Geöffnet bis 13:00", "Open until 13:00"]],
  [
    "11-24T13:10",
    ["Geschlossen – öffnet nach der Mittagspause um 14:00", "Closed – opens after the lunch break at 14:00"],
  ],
  ["11-24T05:00", ["Geschlossen – öffnet heute 6:00", "Closed – opens today 6:00"]],
  ["11-24T05:00:30", ["Geschlossen – öffnet heute 6:00", "Closed – opens today 6:00"]],
  ["11-24T05:01", ["Geschlossen – öffnet in 59 Minuten", "Closed – opens in 59 minutes"]],
  ["11-24T05:19:40", ["Geschlossen – öffnet in 41 Minuten", "Closed – opens in 41 minutes"]],
  ["11-24T05:59:59", ["Geschlossen – öffnet in 1 Minute", "Closed – opens in 1 minute"]],
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

test.each([
  ["from eleven", "11-24T11:00", "11-24T12:00", "nach der Mittagspause um 12:00"],
  ["from two, until four", "11-24T14:00", "11-24T16:00", "nach der Mittagspause um 16:00"],
  ["no lunch begins before eleven", "11-24T10:59", "11-24T12:00", "in 30 Minuten"],
  ["nor after two", "11-24T14:01", "11-24T15:30", "in 30 Minuten"],
  ["nor lasts longer than until four", "11-24T13:00", "11-24T16:01", "in 30 Minuten"],
  ["nor over night", "11-23T13:00", "11-24T14:00", "in 30 Minuten"],
] as const)("a lunch break: %s", (_, since, next, words) => {
  const open = [
    [at(since) - 60_000, at(since)],
    [at(next), at("11-24T18:00")],
  ] as const;
  speak("de", de);
  const nowMs = at(next) - 30 * 60_000;
  expect(sayOpening(hoursOf({ open }), BERLIN, "de", nowMs)).toBe(`Geschlossen – öffnet ${words}`);
});

test("open for days on end says so instead of naming a distant time", () => {
  expect(said("11-24T08:00", { open: [[at("11-01T00:00"), at("12-09T00:00")]] })[0]).toBe(
    "Durchgehend geöffnet",
  );
  expect(said("11-24T23:00", { open: [[at("11-24T20:00"), at("11-25T02:00")]] })[0]).toBe(
    "Geöffnet bis 2:00",
  );
});

test("the hours of a day in a sentence", () => {
  speak("de", de);
  expect(sayHours(hoursOf(), BERLIN, at("11-24T08:00"))).toBe("6–13 und 14–18 Uhr");
  expect(sayHours(hoursOf(), BERLIN, at("11-25T08:00"))).toBe("6–13:30 Uhr");
  expect(sayHours(hoursOf(), BERLIN, at("11-26T08:00"))).toBe("geschlossen");
});

const EVE = { de: "Heiligabend", en: "Christmas Eve" };
const reasons: OpeningHours["reasons"] = [[at("12-24T00:00"), at("12-25T00:00"), EVE]];

test.each([
  [
    "the day's holiday stands with the next opening",
    "12-24T05:00",
    { reasons },
    ["Geschlossen – Heiligabend, öffnet heute 6:00", "Closed – Christmas Eve, opens today 6:00"],
  ],
  [
    "with the minutes too",
    "12-24T05:30",
    { reasons },
    ["Geschlossen – Heiligabend, öffnet in 30 Minuten", "Closed – Christmas Eve, opens in 30 minutes"],
  ],
  [
    "while it is open the hours say enough",
    "12-24T08:00",
    { reasons },
    ["Geöffnet bis 12:00", "Open until 12:00"],
  ],
  [
    "without an opening in sight",
    "12-24T14:00",
    { reasons },
    ["Geschlossen – Heiligabend", "Closed – Christmas Eve"],
  ],
  ["it ends with its day", "12-25T00:00", { reasons }, ["Geschlossen", "Closed"]],
  [
    "by appointment now",
    "11-25T15:00",
    { meets: [[at("11-25T14:00"), at("11-25T17:00")]] },
    ["Bis 17:00 nach Vereinbarung – öffnet Montag 6:00", "By appointment until 17:00 – opens Monday 6:00"],
  ],
  [
    "by appointment all day",
    "11-26T15:00",
    { meets: [[at("11-26T00:00"), at("11-27T00:00")]] },
    ["Heute nach Vereinbarung – öffnet Montag 6:00", "By appointment today – opens Monday 6:00"],
  ],
  [
    "by appointment alone, now and later",
    "11-26T15:00",
    { open: [], meets: [[at("11-27T14:00"), at("11-27T17:00")]] },
    ["Nur nach Vereinbarung", "By appointment only"],
  ],
  [
    "by appointment alone, on a holiday",
    "12-24T15:00",
    { open: [], meets: [[at("12-28T14:00"), at("12-28T17:00")]], reasons },
    ["Geschlossen – Heiligabend", "Closed – Christmas Eve"],
  ],
] as const)("%s", (_, when, changes, words) => {
  expect(said(when, changes)).toEqual(words);
});

test("the week shows hours by appointment, and why a day is special", () => {
  const day = at("11-26T12:00");
  const hours = hoursOf({
    meets: [
      [at("11-25T15:00"), at("11-25T17:00")],
      [at("11-26T00:00"), at("11-27T00:00")],
    ],
  });
  speak("de", de);
  expect(sayHours(hours, BERLIN, at("11-25T12:00"))).toBe("6–13:30 Uhr, 15–17 Uhr nach Vereinbarung");
  expect(sayHours(hours, BERLIN, day)).toBe("nach Vereinbarung");
  expect(reasonAt({ reasons }, at("12-24T12:00"))).toBe("Heiligabend");
  speak("en", en);
  expect(sayHours(hours, BERLIN, at("11-25T12:00"))).toBe("6:00–13:30, 15:00–17:00 by appointment");
  expect(sayHours(hours, BERLIN, day)).toBe("by appointment");
  timesFor(["de-DE", "en-US"]);
  expect(sayHours(hours, BERLIN, at("11-25T12:00")).replace(/\s/g, " ")).toBe(
    "6 AM–1:30 PM, 3 PM–5 PM by appointment",
  );
  timesFor(["en-GB"]);
  expect(reasonAt({ reasons }, at("12-24T12:00"))).toBe("Christmas Eve");
  expect(reasonAt({ reasons }, day)).toBe("");
});

test("company holidays after the shown week, the nearest first; past or invalid ones are left out", () => {
  const week = dateAfter(at("11-24T23:30"), BERLIN, 6);
  expect(week).toBe("2026-11-30");
  const specials = [
    { from: "2026-12-27", to: "2027-01-02", note: { de: "Betriebsferien", en: "Company holidays" } },
    { from: "2026-12-24", to: "2026-12-24", note: { de: "Heiligabend", en: "Christmas Eve" } },
    { from: "2026-11-26", to: "2026-11-30", note: { de: "Umbau", en: "Rebuilding" } },
    { from: "bald", to: "später", note: { de: "?", en: "?" } },
  ];
  expect(specialsAfter(specials, week, "de")).toEqual([
    { when: "Donnerstag, 24. Dezember", note: "Heiligabend" },
    { when: "Sonntag, 27. Dezember – Samstag, 2. Januar 2027", note: "Betriebsferien" },
  ]);
  expect(specialsAfter(specials, week, "en")[1]?.note).toBe("Company holidays");
});
