import { dayKey, minuteOfDay } from "@tresen/ui";
import { describe, expect, it } from "vitest";
import { de } from "../i18n/de.ts";
import { en } from "../i18n/en.ts";
import { dayBegan, isLate, waited, waitsSince } from "./waited.ts";

const NOW = Date.parse("2026-11-24T10:24:00Z");
const ago = (minutes: number) => NOW - minutes * 60_000;

describe("how long somebody has waited", () => {
  it("is said in whole minutes, hours and days, in both languages", () => {
    const said = [0, 1, 24, 59, 60, 119, 16 * 60, 24 * 60, 72 * 60].map((each) =>
      waited(ago(each), NOW, de.frame.since),
    );
    expect(said).toEqual([
      "gerade eben",
      "seit 1 Min",
      "seit 24 Min",
      "seit 59 Min",
      "seit 1 Std",
      "seit 1 Std",
      "seit 16 Std",
      "seit 1 Tag",
      "seit 3 Tagen",
    ]);
    expect(waited(ago(1), NOW, de.frame.waits)).toBe("wartet seit 1 Minute");
    expect(waited(ago(120), NOW, en.frame.waits)).toBe("waiting for 2 hours");
  });

  it("counts from the question; after a closing that was taken back, from the customer's last word", () => {
    const flags = {
      pinned: false,
      unread: true,
      snoozed: null,
      waits: true,
      sleep: "awake",
      sinceMs: 5,
    } as const;
    const preview = { ours: false, text: "", state: null, trouble: null };
    const of = (changed: object) => waitsSince({ flags, askedMs: null, lastMs: 5, preview, ...changed });
    expect(of({ askedMs: 3 })).toBe(3);
    expect(of({})).toBe(5);
    expect(of({ flags: { ...flags, unread: false, waits: false, sinceMs: null } })).toBeNull();
    expect(of({ preview: { ...preview, ours: true } })).toBeNull();
    expect(of({ preview: null })).toBeNull();
    expect(of({ flags: { ...flags, snoozed: { untilMs: 4, pos: 1 }, sleep: "woken" } })).toBeNull();
  });

  it("is late from an hour on, and never negative on a clock that is behind", () => {
    expect([isLate(ago(59.9), NOW), isLate(ago(60), NOW)]).toEqual([false, true]);
    expect(waited(NOW + 5_000, NOW, de.frame.since)).toBe("gerade eben");
  });
});

describe("when the day began", () => {
  it("is its first instant there, also on days of 23 and 25 hours, at any minute of a year", () => {
    for (const zone of ["Europe/Berlin", "America/New_York", "Asia/Kolkata", "UTC"])
      for (
        let ms = Date.parse("2026-01-01T00:00:00Z");
        ms < Date.parse("2027-01-01T00:00:00Z");
        ms += 97 * 60_000
      ) {
        const began = dayBegan(ms, minuteOfDay(ms, zone), (each) => dayKey(each, zone));
        expect(dayKey(began, zone)).toBe(dayKey(ms, zone));
        expect(dayKey(began - 1, zone)).not.toBe(dayKey(ms, zone));
        expect(began).toBeLessThanOrEqual(ms);
      }
  });
});
