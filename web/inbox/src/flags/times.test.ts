import { describe, expect, it } from "vitest";
import { de } from "../i18n/de.ts";
import { en } from "../i18n/en.ts";
import { offers, whenOf } from "./times.ts";

const ZONE = "Europe/Berlin";
const at = (text: string) => Date.parse(text);
const said = (now: string) =>
  offers(at(now), ZONE).map(({ id, untilMs }) => `${id} ${new Date(untilMs).toISOString().slice(0, 16)}`);

describe("until when a conversation can be put off", () => {
  it("is counted in the business's time zone", () => {
    // A Tuesday, 9:30 in Berlin.
    expect(said("2026-11-24T08:30:00Z")).toEqual([
      "hours 2026-11-24T11:30",
      "tonight 2026-11-24T17:00",
      "tomorrow 2026-11-25T07:00",
      "monday 2026-11-30T07:00",
    ]);
  });

  it("offers no evening when it has come, and no Monday that is tomorrow", () => {
    // A Sunday, 21:00.
    expect(said("2026-11-29T20:00:00Z")).toEqual(["hours 2026-11-29T23:00", "tomorrow 2026-11-30T07:00"]);
    // On a Monday it is the next one.
    expect(said("2026-11-30T08:00:00Z").at(-1)).toBe("monday 2026-12-07T07:00");
  });

  it("knows days of 23 and 25 hours", () => {
    // The night to 29 March 2026 is an hour shorter, the one to 25 October an hour longer.
    expect(said("2026-03-28T12:00:00Z")).toContain("tomorrow 2026-03-29T06:00");
    expect(said("2026-10-24T12:00:00Z")).toContain("tomorrow 2026-10-25T07:00");
  });

  it("is always ahead, at any minute of a year", () => {
    for (let ms = at("2026-01-01T00:00:00Z"); ms < at("2027-01-01T00:00:00Z"); ms += 37 * 60_000) {
      const found = offers(ms, ZONE).map(({ untilMs }) => untilMs);
      expect(found.every((each, index) => each > (found[index - 1] ?? ms))).toBe(true);
    }
  });

  it("is said as people say it", () => {
    const now = at("2026-11-24T08:30:00Z");
    const german = (text: string) => whenOf(at(text), now, ZONE, "de", de);
    expect(german("2026-11-24T17:00:00Z")).toBe("heute um 18:00 Uhr");
    expect(german("2026-11-25T07:00:00Z")).toBe("morgen um 8:00 Uhr");
    expect(german("2026-11-30T07:00:00Z")).toBe("am Montag um 8:00 Uhr");
    expect(german("2026-12-24T17:00:00Z")).toBe("am 24. Dezember um 18:00 Uhr");
    expect(whenOf(at("2026-11-30T07:00:00Z"), now, ZONE, "en", en)).toBe("on Monday at 8:00");
  });
});
