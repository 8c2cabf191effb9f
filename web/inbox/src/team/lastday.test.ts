import { expect, it } from "vitest";
import { team as de } from "../i18n/team.de.ts";
import { team as en } from "../i18n/team.en.ts";
import { lastDay } from "./lastday.ts";

const now = Date.parse("2026-11-25T07:30:00Z");
const seen = (day: string | null) => lastDay(day, de.seen, now, "Europe/Berlin", "de");

it("says when a device was last seen, in days", () => {
  expect(seen("2026-11-25")).toBe("zuletzt gesehen heute");
  expect(seen("2026-11-24")).toBe("zuletzt gesehen gestern");
  expect(seen("2026-11-12")).toBe("zuletzt gesehen am 12. November");
  expect(seen("2025-11-12")).toBe("zuletzt gesehen am 12. November 2025");
  expect(seen(null)).toBe("noch nie gesehen");
  expect(lastDay("2026-11-12", en.seen, now, "Europe/Berlin", "en")).toBe("last seen on 12 November");
  expect(lastDay("2026-11-12", en.tested, now, "Europe/Berlin", "en")).toBe("last tested on 12 November");
  expect(lastDay(null, de.tested, now, "Europe/Berlin", "de")).toBe("noch nie geprüft");
});

it("counts days as the server does, by the shop's calendar, and takes a day ahead of this device's clock for today", () => {
  const after = (utc: string, zone: string) => lastDay("2026-11-25", de.seen, Date.parse(utc), zone, "de");
  // Ten past midnight in Berlin: in UTC it is still the 24th.
  expect(after("2026-11-24T23:10:00Z", "Europe/Berlin")).toBe("zuletzt gesehen heute");
  expect(after("2026-11-25T22:59:00Z", "Europe/Berlin")).toBe("zuletzt gesehen heute");
  expect(after("2026-11-25T23:00:00Z", "Europe/Berlin")).toBe("zuletzt gesehen gestern");
  expect(after("2026-11-26T00:30:00Z", "America/New_York")).toBe("zuletzt gesehen heute");
  expect(seen("2026-11-26")).toBe("zuletzt gesehen heute");
});
