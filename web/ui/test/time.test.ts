import { beforeEach, describe, expect, test } from "vitest";
import { de } from "../src/i18n/de.ts";
import { en } from "../src/i18n/en.ts";
import { speak } from "../src/i18n/speak.svelte.ts";
import {
  clock,
  clock24,
  date,
  day,
  dayKey,
  hour,
  iso,
  listTime,
  minuteOfDay,
  shortDay,
  timesFor,
  weekday,
} from "../src/time.ts";

const at = (text: string) => Date.parse(text);
// Tests of other files share the page's language.
beforeEach(() => {
  speak("de", de);
  timesFor(["en-GB"]);
});
const BERLIN = "Europe/Berlin";

test("times are those of the business, without a leading zero", () => {
  expect(clock(at("2026-11-24T07:05:00Z"), BERLIN)).toBe("8:05");
  expect(clock(at("2026-07-24T22:05:00Z"), BERLIN)).toBe("0:05");
  expect(clock(at("2026-11-24T12:00:00Z"), "America/New_York")).toBe("7:00");
});

test("in English a day has twelve hours where that is usual, in German never", () => {
  const at13 = at("2026-11-24T12:05:00Z");
  const said = () =>
    [clock(at13, BERLIN), hour(13 * 60), hour(13 * 60 + 30)].map((each) => each.replace(/\s/g, " "));
  timesFor(["de-DE", "en-US", "en-GB"]);
  expect(said()).toEqual(["13:05", "13", "13:30"]);
  speak("en", en);
  expect(said()).toEqual(["1:05 PM", "1 PM", "1:30 PM"]);
  expect(clock24(at13, BERLIN)).toBe("13:05");
  expect(minuteOfDay(at13, BERLIN)).toBe(785);
  timesFor(["de-DE"]);
  expect(said()).toEqual(["13:05", "13:00", "13:30"]);
  speak("de", de);
});

test("a day ends at the business's midnight", () => {
  expect(dayKey(at("2026-11-24T22:59:59Z"), BERLIN)).toBe("2026-11-24");
  expect(dayKey(at("2026-11-24T23:00:00Z"), BERLIN)).toBe("2026-11-25");
});

test("days are written in full, with the year only if it is another", () => {
  const now = at("2026-11-24T12:00:00Z");
  expect(day(now, BERLIN, "de", now)).toBe("Dienstag, 24. November");
  expect(day(now, BERLIN, "en", now)).toBe("Tuesday 24 November");
  expect(day(at("2025-12-31T12:00:00Z"), BERLIN, "de", now)).toBe("Mittwoch, 31. Dezember 2025");
});

test("[S15] an instant that no calendar has is shown as the last one that has a date, and breaks nothing", () => {
  const now = at("2026-11-24T12:00:00Z");
  const shown = [clock, dayKey].map((each) => [each(2 ** 53 - 1, BERLIN), each(Number.NaN, BERLIN)]);
  expect(shown).toEqual([
    ["2:00", "2:00"],
    ["275760-09-13", "275760-09-13"],
  ]);
  for (const ms of [2 ** 53 - 1, Number.NaN, Number.POSITIVE_INFINITY]) {
    expect(iso(ms)).toBe("+275760-09-13T00:00:00.000Z");
    expect(day(ms, BERLIN, "de", now)).toContain("275760");
    expect(shortDay(ms, BERLIN, "de", now)).toContain("275760");
    expect(date(ms, BERLIN, "en")).toContain("275760");
    expect(weekday(ms, BERLIN, "de")).toBe("Samstag");
    expect(listTime(ms, BERLIN, "de", now, "gestern")).toContain("275760");
  }
});

test("an unknown zone still gives times", () => {
  expect(clock(at("2026-11-24T07:05:00Z"), "Mars/Olympus")).toBe("8:05");
});

describe("times in a list", () => {
  const now = at("2026-11-24T08:00:00Z");
  test.each([
    ["2026-11-24T07:41:00Z", "8:41"],
    ["2026-11-23T23:30:00Z", "0:30"],
    ["2026-11-23T22:30:00Z", "Gestern"],
    ["2026-11-18T12:00:00Z", "Mittwoch"],
    ["2026-11-17T12:00:00Z", "17.11."],
    ["2025-11-17T12:00:00Z", "17.11.2025"],
    ["2026-11-25T12:00:00Z", "25.11."],
  ])("%s → %s", (when, shown) => {
    expect(listTime(at(when), BERLIN, "de", now, "Gestern")).toBe(shown);
  });
});
