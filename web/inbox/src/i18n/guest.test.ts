import { describe, expect, it } from "vitest";
import { de } from "./de.ts";
import { en } from "./en.ts";
import { guest } from "./guest.ts";

const now = Date.parse("2026-11-24T08:40:00+01:00");
const german = (iso: string, dayNumber = 0) =>
  guest({ createdMs: Date.parse(iso), dayNumber }, now, "Europe/Berlin", "de", de);
const english = (iso: string, dayNumber = 0) =>
  guest({ createdMs: Date.parse(iso), dayNumber }, now, "Europe/Berlin", "en", en);

describe("a guest's name", () => {
  it("tells the guests of a day apart by their number", () => {
    expect(german("2026-11-24T07:41:00+01:00", 3)).toBe("Gast 3 von heute");
    expect(german("2026-11-23T23:59:00+01:00", 12)).toBe("Gast 12 von gestern");
    expect(german("2026-11-20T12:00:00+01:00", 1)).toBe("Gast 1 von Freitag");
    expect(german("2026-11-03T07:41:00+01:00", 2)).toBe("Gast 2 vom 3.11.");
    expect(english("2026-11-24T07:41:00+01:00", 3)).toBe("Guest 3, today");
  });

  it("says when the first message came, in the shop's time", () => {
    expect(german("2026-11-24T07:41:00+01:00")).toBe("Gast von heute, 7:41");
    expect(german("2026-11-23T23:59:00+01:00")).toBe("Gast von gestern, 23:59");
    expect(german("2026-11-20T12:00:00+01:00")).toBe("Gast von Freitag, 12:00");
    expect(german("2026-11-03T07:41:00+01:00")).toBe("Gast vom 3.11., 7:41");
    expect(german("2025-11-03T07:41:00+01:00")).toBe("Gast vom 3.11.2025, 7:41");
    expect(english("2026-11-24T07:41:00+01:00")).toBe("Guest, today 7:41");
    expect(english("2026-11-20T12:00:00+01:00")).toBe("Guest, Friday 12:00");
  });

  it("takes a moment ahead of this device's clock for today", () => {
    expect(german("2026-11-24T08:41:30+01:00")).toBe("Gast von heute, 8:41");
    expect(guest({ createdMs: now + 86_400_000 }, now, "Europe/Berlin", "de", de)).toBe(
      "Gast von heute, 8:40",
    );
  });
});
