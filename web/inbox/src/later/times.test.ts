/** Which times are offered for a message, and how they are said: in the business's time zone, also when the clocks change. */

import { describe, expect, test } from "vitest";
import { later as de } from "../i18n/later.de.ts";
import { later as en } from "../i18n/later.en.ts";
import { toField } from "../profile/instants.ts";
import { offers, whenText } from "./times.ts";

const ZONE = "Europe/Berlin";
const shown = (iso: string) =>
  offers(Date.parse(iso), ZONE).map(({ offer, atMs }) => [offer, toField(atMs, ZONE)]);

describe("what is offered", () => {
  test.each([
    [
      "a Thursday noon",
      "2026-11-26T12:00:00+01:00",
      ["today 2026-11-26", "tomorrow 2026-11-27", "monday 2026-11-30"],
    ],
    ["a Thursday evening", "2026-11-26T17:55:00+01:00", ["tomorrow 2026-11-27", "monday 2026-11-30"]],
    [
      "a Sunday: tomorrow is Monday",
      "2026-11-29T12:00:00+01:00",
      ["today 2026-11-29", "tomorrow 2026-11-30"],
    ],
    [
      "a Monday: the next one",
      "2026-11-30T09:00:00+01:00",
      ["today 2026-11-30", "tomorrow 2026-12-01", "monday 2026-12-07"],
    ],
    [
      "a minute past midnight",
      "2026-11-26T00:01:00+01:00",
      ["today 2026-11-26", "tomorrow 2026-11-27", "monday 2026-11-30"],
    ],
    [
      "the last day of a year",
      "2026-12-31T12:00:00+01:00",
      ["today 2026-12-31", "tomorrow 2027-01-01", "monday 2027-01-04"],
    ],
  ])("%s", (_, now, days) => {
    expect(shown(now).map(([offer, at]) => `${offer} ${at?.slice(0, 10)}`)).toEqual(days);
    for (const [offer, at] of shown(now)) expect(at?.slice(11)).toBe(offer === "today" ? "18:00" : "08:00");
  });

  test.each([
    ["clocks go forward", "2027-03-27T22:30:00+01:00", "2027-03-28T08:00", "2027-03-28T06:00:00Z"],
    ["clocks go back", "2026-10-24T23:30:00+02:00", "2026-10-25T08:00", "2026-10-25T07:00:00Z"],
  ])("eight in the morning is eight when %s that night", (_, now, at, instant) => {
    const [tomorrow] = offers(Date.parse(now), ZONE).filter(({ offer }) => offer === "tomorrow");
    expect(toField(tomorrow?.atMs ?? 0, ZONE)).toBe(at);
    expect(tomorrow?.atMs).toBe(Date.parse(instant));
  });
});

test.each([
  ["2026-11-26T18:00:00+01:00", "heute um 18:00", "today at 18:00"],
  ["2026-11-27T08:00:00+01:00", "morgen um 8:00", "tomorrow at 8:00"],
  ["2026-11-30T08:00:00+01:00", "Montag um 8:00", "Monday at 8:00"],
  ["2026-12-03T08:00:00+01:00", "3. Dezember um 8:00", "3 December at 8:00"],
  ["2027-01-04T08:00:00+01:00", "4. Januar 2027 um 8:00", "4 January 2027 at 8:00"],
])("%s is said as people say it", (at, german, english) => {
  const now = Date.parse("2026-11-26T12:00:00+01:00");
  expect(whenText(Date.parse(at), ZONE, "de", now, de)).toBe(german);
  expect(whenText(Date.parse(at), ZONE, "en", now, en)).toBe(english);
});
