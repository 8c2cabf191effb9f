import { expect, it } from "vitest";
import { team as de } from "../i18n/team.de.ts";
import { team as en } from "../i18n/team.en.ts";
import { lastDay } from "./lastday.ts";

const now = Date.parse("2026-11-25T07:30:00Z");
const seen = (day: string | null) => lastDay(day, de.seen, now, "de");

it("says when a device was last seen, in days", () => {
  expect(seen("2026-11-25")).toBe("zuletzt gesehen heute");
  expect(seen("2026-11-24")).toBe("zuletzt gesehen gestern");
  expect(seen("2026-11-12")).toBe("zuletzt gesehen am 12. November");
  expect(seen("2025-11-12")).toBe("zuletzt gesehen am 12. November 2025");
  expect(seen(null)).toBe("noch nie gesehen");
  expect(lastDay("2026-11-12", en.seen, now, "en")).toBe("last seen on 12 November");
  expect(lastDay("2026-11-12", en.tested, now, "en")).toBe("last tested on 12 November");
  expect(lastDay(null, de.tested, now, "de")).toBe("noch nie geprüft");
});

it("counts days as the server does, by UTC, and takes a day ahead of this device's clock for today", () => {
  expect(lastDay("2026-11-25", de.seen, Date.parse("2026-11-26T00:00:00Z"), "de")).toContain("gestern");
  expect(seen("2026-11-26")).toBe("zuletzt gesehen heute");
});
