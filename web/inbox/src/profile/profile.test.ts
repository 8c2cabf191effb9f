import type { Holiday } from "@tresen/core/api";
import type { HoursFile } from "@tresen/ui/hours/week";
import { describe, expect, it } from "vitest";
import {
  awayOf,
  greetingOf,
  hoursOf,
  sameFields,
  textAt,
  tidied,
  withAway,
  withGreeting,
  withHours,
  withText,
  withWhen,
} from "./fields.ts";
import { isOnce, placeOf, planOf, withoutNames, withPlan, withPlanOnce } from "./holidays.ts";
import { fromField, toField } from "./instants.ts";
import { changedSpecial, freeDate, specialsOf, withoutSpecial, withSpecial } from "./special.ts";

const christmas: Holiday = {
  day: "2026-12-25",
  de: "Erster Weihnachtstag",
  en: "Christmas Day",
  public: true,
};
const assumption: Holiday = {
  day: "2026-08-15",
  de: "Mariä Himmelfahrt",
  en: "Assumption Day",
  public: false,
};
const hours: HoursFile = { time_zone: "Europe/Berlin", region: "DE-BE", holidays: "closed", weekly: {} };

describe("fields", () => {
  it("keeps what it does not know, at every depth", () => {
    const fields = { name: "B", later: [1], greeting: { later: true }, hours: { weekly: {}, later: 1 } };
    const changed = withGreeting(withText(fields, ["greeting", "text", "de"], "Hallo"), { on: true });
    expect(changed).toMatchObject({ later: [1], greeting: { later: true, on: true, text: { de: "Hallo" } } });
    expect(withHours(fields, { ...hoursOf(fields), region: "DE-BE" }).hours).toMatchObject({ later: 1 });
  });

  it("takes an empty text out and publishes without surrounding space", () => {
    expect(withText({ name: "B", trade: "x" }, ["trade"], "")).toEqual({ name: "B" });
    expect(tidied({ name: " B ", away: { text: { always: { de: " Hm\r\nja " } } } }, null)).toEqual({
      name: "B",
      away: { text: { always: { de: "Hm\nja" } } },
    });
  });

  it("reads a profile without answers as off, 14 days", () => {
    expect(greetingOf({})).toEqual({ on: false, afterDays: 14 });
    expect(awayOf({ away: { when: "later" } })).toEqual({ when: "off", fromMs: null, toMs: null });
  });

  it("says a deleted number instead of the usual one", () => {
    const changed = withGreeting({}, { afterDays: null });
    expect(greetingOf(changed).afterDays).toBeNull();
    expect(withAway({ away: { from_ms: 5 } }, { when: "always", fromMs: null })).toEqual({
      away: { when: "always" },
    });
  });

  it("an absence without end begins when it is chosen; a published one goes on as it began", () => {
    const [began, now] = [Date.parse("2026-07-01T08:00:00Z"), Date.parse("2026-11-23T17:30:42Z")];
    const minute = Date.parse("2026-11-23T17:30:00Z");
    const left = { away: { when: "range", from_ms: now + 1, to_ms: now + 2 } };
    expect(withWhen(left, "always", now, null)).toEqual({ away: { when: "always", from_ms: minute } });
    const published = { away: { when: "always", from_ms: began } };
    const off = withWhen(published, "off", now, published);
    expect(withWhen(off, "always", now, published)).toEqual(published);
    expect(withWhen(off, "always", now, off)).toEqual({ away: { when: "always", from_ms: minute } });
  });

  it("a range that is over makes way for the next 24 hours; one that is not comes back", () => {
    const now = Date.parse("2026-11-23T17:30:42Z");
    const [from, to] = [Date.parse("2026-11-23T18:00:00Z"), Date.parse("2026-11-24T18:00:00Z")];
    const over = { away: { when: "off", from_ms: now - 9, to_ms: now - 1 } };
    const fresh = { away: { when: "range", from_ms: from, to_ms: to } };
    expect(withWhen(over, "range", now, over)).toEqual(fresh);
    expect(withWhen({ away: { when: "always", from_ms: 5 } }, "range", now, null)).toEqual(fresh);
    const coming = { away: { when: "range", from_ms: 7, to_ms: now + 1 } };
    expect(withWhen(withWhen(coming, "outside", now, null), "range", now, null)).toEqual(coming);
    expect(withWhen(withWhen(coming, "always", now, coming), "range", now, coming)).toEqual(coming);
  });

  it("publishes no hours for a shop that never said any", () => {
    const chosen = withHours({ name: "B" }, hours);
    expect(textAt(chosen, ["time_zone"])).toBe("Europe/Berlin");
    expect("hours" in tidied(chosen, null)).toBe(false);
    expect("hours" in tidied(chosen, { hours: {} })).toBe(true);
    expect(
      "hours" in tidied(withHours(chosen, { ...hours, weekly: { mon: [["08:00", "12:00"]] } }), null),
    ).toBe(true);
  });

  it("compares by value, whatever the order of keys, pictures by their bytes", () => {
    expect(sameFields({ a: 1, b: [2] }, { b: [2], a: 1 })).toBe(true);
    expect(sameFields({ a: 1 }, { a: 1, b: 2 })).toBe(false);
    expect(sameFields({ p: new Uint8Array([1]) }, { p: new Uint8Array([2]) })).toBe(false);
    expect(sameFields([], {})).toBe(false);
  });
});

describe("holidays", () => {
  it("are closed unless said otherwise; those only some keep are ordinary days", () => {
    expect(planOf(hours, christmas)).toBe("closed");
    expect(planOf({ ...hours, holidays: "open" }, christmas)).toBe("open");
    expect(planOf(hours, assumption)).toBe("open");
  });

  it("each has a rule by its name, and none when it is as all", () => {
    const open = withPlan(hours, christmas, "open");
    expect(open.holidays).toEqual({ "*": "closed", "Erster Weihnachtstag": "open" });
    expect(planOf(open, christmas)).toBe("open");
    expect(withPlan(open, christmas, "closed").holidays).toBe("closed");
    const own = withPlan(hours, assumption, [["08:00", "11:00"]]);
    expect(planOf(own, assumption)).toEqual([["08:00", "11:00"]]);
  });

  it("takes the place of every rule that named the day before", () => {
    const rules = { "2026-12-25": "open", "12-25": "open", "CHRISTMAS DAY": [["08:00", "09:00"]] };
    const changed = withPlan({ ...hours, holidays: rules }, christmas, "closed");
    expect(planOf(changed, christmas)).toBe("closed");
    expect(changed.holidays).toBe("closed");
  });

  it("has a plan for one year alone, and what holds in others stays", () => {
    const always = withPlan(hours, christmas, "open");
    const once = withPlanOnce(always, christmas, [["08:00", "11:00"]]);
    expect(once.holidays).toEqual({
      "*": "closed",
      "Erster Weihnachtstag": "open",
      "2026-12-25": [["08:00", "11:00"]],
    });
    expect(planOf(once, christmas)).toEqual([["08:00", "11:00"]]);
    expect(planOf(once, { ...christmas, day: "2027-12-25" })).toBe("open");
    expect([isOnce(once, christmas), isOnce(always, christmas)]).toEqual([true, false]);
    expect(placeOf(once, christmas)).toBe('hours.holidays["2026-12-25"]');
    expect(placeOf(always, christmas)).toBe('hours.holidays["Erster Weihnachtstag"]');
    expect(withPlanOnce(once, christmas, "open").holidays).toEqual(always.holidays);
    expect(withPlanOnce(withPlanOnce(hours, christmas, "open"), christmas, "closed").holidays).toBe("closed");
    expect(withPlan(once, christmas, "closed").holidays).toBe("closed");
  });

  it("leaves names behind in another region, dates come along", () => {
    const rules = { "12-24": "closed", "Mariä Himmelfahrt": "closed", "*": "open" };
    expect(withoutNames({ ...hours, holidays: rules }).holidays).toEqual({ "12-24": "closed", "*": "open" });
  });
});

describe("special days", () => {
  const vacation = { from: "2026-12-27", to: "2027-01-02", intervals: [], note: "Betriebsferien" };

  it("begin on a free date", () => {
    expect(freeDate(hours, "2026-12-28")).toBe("2026-12-28");
    expect(freeDate(withSpecial(hours, vacation), "2026-12-28")).toBe("2027-01-03");
  });

  it("a beginning past the end takes the end along; an empty note is none", () => {
    const changed = changedSpecial(withSpecial(hours, vacation), 0, { from: "2027-02-01" });
    expect(specialsOf(changed)[0]).toMatchObject({ from: "2027-02-01", to: "2027-02-01" });
    expect(specialsOf(changedSpecial(changed, 0, { note: "" }))[0]).not.toHaveProperty("note");
    const english = changedSpecial(changed, 0, { note_en: "Company holidays" });
    expect(specialsOf(english)[0]).toMatchObject({ note: "Betriebsferien", note_en: "Company holidays" });
    expect(specialsOf(changedSpecial(english, 0, { note_en: "" }))[0]).not.toHaveProperty("note_en");
    expect(specialsOf(withoutSpecial(changed, 0))).toEqual([]);
  });
});

describe("instants", () => {
  it("are what the shop's clock shows, also across both changes of the clock", () => {
    for (const text of [
      "2026-03-29T01:59",
      "2026-03-29T03:00",
      "2026-10-25T01:59",
      "2026-10-25T02:30",
      "2026-10-25T03:00",
    ]) {
      const ms = fromField(text, "Europe/Berlin");
      expect(ms === null ? null : toField(ms, "Europe/Berlin")).toBe(text);
    }
    expect(fromField("2026-10-25T02:30", "Europe/Berlin")).toBe(Date.parse("2026-10-25T02:30:00+02:00"));
    expect(fromField("2026-03-29T02:30", "Europe/Berlin")).toBe(Date.parse("2026-03-29T03:30:00+02:00"));
    expect(fromField("2026-07-01T06:00", "Pacific/Chatham")).toBe(Date.parse("2026-07-01T06:00:00+12:45"));
  });

  it("an incomplete field is none", () => {
    for (const text of ["", "2026-13-01T10:00", "2026-01-01", "later"])
      expect(fromField(text, "Europe/Berlin")).toBeNull();
  });
});
