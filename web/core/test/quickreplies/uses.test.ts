import { expect, test } from "vitest";
import { dayOf } from "../../src/documents/replyusage.ts";

const day = (date: string) => Date.parse(date) / 86_400_000;

test.each([
  ["2026-11-27T22:59:59Z", "Europe/Berlin", "2026-11-27"],
  ["2026-11-27T23:00:00Z", "Europe/Berlin", "2026-11-28"],
  ["2026-06-30T22:30:00Z", "Europe/Berlin", "2026-07-01"],
  ["2026-11-28T04:59:00Z", "America/New_York", "2026-11-27"],
])("[L8, S9] what is used at %s counts for the day that it is in %s: %s", (at, zone, expected) => {
  expect(dayOf(Date.parse(at), zone)).toBe(day(expected));
});

test("[S9] a zone that this device does not know is its own", () => {
  const at = Date.parse("2026-11-27T12:00:00Z");
  expect(dayOf(at, "Mars/Olympus")).toBe(dayOf(at));
});
