import type { Period, Statistics } from "@tresen/core/api";
import { describe, expect, it } from "vitest";
import {
  addDays,
  axis,
  busiest,
  csvOf,
  hiddenHours,
  isGap,
  isRange,
  jsonOf,
  lastDays,
  monthBefore,
  openHours,
  runs,
  shownHours,
  weekdayOf,
  withReplies,
} from "./figures.ts";

const WEEK = { mon: [["06:00", "13:00"]], sat: [["20:00", "02:00"]], sun: [] };
const EMPTY = Array.from({ length: 7 }, () => Array<number>(24).fill(0));

describe("days", () => {
  it("counts from the first to the last, both included, over months and clock changes", () => {
    expect(lastDays("2026-11-24", 30)).toEqual({ from: "2026-10-26", to: "2026-11-24", by: "day" });
    expect(lastDays("2026-11-24", 90).by).toBe("week");
    expect(addDays("2026-03-28", 2)).toBe("2026-03-30");
    expect(weekdayOf("2026-11-23")).toBe(0);
    expect(monthBefore("2027-03-01")).toEqual({ from: "2027-02-01", to: "2027-02-28", by: "day" });
  });

  it("asks for two years at most, and never backwards", () => {
    expect(isRange({ from: "2026-01-01", to: "2027-12-31" })).toBe(true);
    expect(isRange({ from: "2024-01-01", to: "2026-01-02" })).toBe(false);
    expect(isRange({ from: "2026-01-02", to: "2026-01-01" })).toBe(false);
    expect(isRange({ from: "", to: "2026-01-01" })).toBe(false);
  });
});

describe("opening hours", () => {
  it("reads a lunch break, a closed day, and what runs past midnight", () => {
    const open = openHours({ hours: { weekly: WEEK } });
    expect(open?.[0]?.[6] && !open[0][5] && !open[0][13]).toBe(true);
    expect(open?.[5]?.[23] && open[6]?.[1] && !open[6][2]).toBe(true);
    expect(openHours(null)).toBeNull();
    expect(shownHours(EMPTY, open)).toEqual([...Array(24).keys()]);
    expect(shownHours(EMPTY, null)).toEqual([8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18]);
  });

  it("leaves a gap for closed days on which nothing came, never for others", () => {
    const sunday = { from: "2026-11-22", sent: 0, received: 0 } as Period;
    const open = openHours({ hours: { weekly: { mon: WEEK.mon } } });
    expect(isGap(sunday, "day", open)).toBe(true);
    expect(isGap({ ...sunday, received: 1 }, "day", open)).toBe(false);
    expect(isGap({ ...sunday, from: "2026-11-23" }, "day", open)).toBe(false);
    expect(isGap(sunday, "week", open)).toBe(false);
    expect(runs([false, true, false, false])).toEqual([[0], [2, 3]]);
  });
});

describe("shapes", () => {
  it("ends an axis on a round number that nothing exceeds", () => {
    for (const most of [0, 1, 5, 12, 90, 99, 1401, 33_000]) {
      const { top, step } = axis(most);
      expect(top).toBeGreaterThanOrEqual(most);
      expect(top % step).toBe(0);
      expect(top / step).toBeLessThanOrEqual(5);
    }
  });

  it("finds the busiest hour, and none where nobody wrote", () => {
    const hours = EMPTY.map((row, day) => row.map((_, hour) => (day === 5 && hour === 8 ? 3 : 0)));
    expect(busiest(hours)).toEqual([5, 8]);
    expect(busiest(EMPTY)).toBeNull();
  });
});

it("writes a CSV whose columns never change", () => {
  const [head] = csvOf({ periods: [] as readonly Period[] } as Statistics).split("\n");
  expect(head).toBe(
    "from,to,received,sent,delivered,read,delivery_median_s,delivery_p90_s,reading_median_s,reading_p90_s,new,closed,reopened," +
      "automatic,requests,answered,within_15min,within_1h,within_1d,answer_median_s,answer_p90_s,closed_unanswered,quick_replies," +
      "calls,calls_received,calls_answered,call_median_s",
  );
});

it("writes no small number of one weekday and hour into a file: others than the team read it", () => {
  const hours = EMPTY.map((row, day) => row.map((_, hour) => (day === 0 && hour < 7 ? hour : 0)));
  const none = {} as Period;
  const found = { by: "day", total: none, before: none, periods: [], hours } as unknown as Statistics;
  const said = JSON.parse(jsonOf(found, { hours: "by weekday" }));
  expect(said.hours[0].slice(0, 8)).toEqual([null, null, null, null, null, 5, 6, null]);
  expect(said.hours.map((row: readonly unknown[]) => row.length)).toEqual(Array(7).fill(24));
  expect(said.columns.hours).toBe("by weekday");
});

it("hides more than one cell of a weekday, so that the day's sum tells none of them", () => {
  const from8to10 = [8, 9, 10];
  const open = EMPTY.map((row) => row.map((_, hour) => from8to10.includes(hour)));
  const shownOf = (...counts: readonly number[]) => {
    const row = Array.from({ length: 24 }, (_, hour) => counts[from8to10.indexOf(hour)] ?? 0);
    const hidden = hiddenHours([row, ...EMPTY.slice(1)], open)[0];
    return from8to10.map((hour) => (hidden?.[hour] ? null : row[hour]));
  };
  expect(shownOf(7, 9, 3)).toEqual([null, 9, null]);
  expect(shownOf(7, 0, 3)).toEqual([7, null, null]);
  expect(shownOf(7, 6, 9)).toEqual([7, 6, 9]);
  expect(shownOf(0, 0, 0)).toEqual([null, null, null]);
  const oneHour = EMPTY.map((row) => row.map((_, hour) => hour === 8));
  const alone = hiddenHours(
    EMPTY.map((row) => row.map((_, hour) => (hour === 8 ? 3 : 0))),
    oneHour,
  )[0];
  expect(alone?.filter(Boolean).length).toBe(2);
});

it("adds quick replies by day, and none to days of which nobody kept the counts", () => {
  const period = (from: string, to: string) => ({ from, to, quick_replies: null }) as Period;
  const day = Date.parse("2026-11-24T00:00:00Z") / 86_400_000;
  const found = {
    total: period("2026-11-23", "2026-11-24"),
    before: period("2026-11-21", "2026-11-22"),
    periods: [period("2026-11-23", "2026-11-23"), period("2026-11-24", "2026-11-24")],
  } as unknown as Statistics;
  const counts = new Map([
    [day, 3],
    [day - 1, 2],
    [day + 1, 9],
  ]);
  const said = withReplies(found, { from: day - 2, counts });
  const uses = [said.total, said.before, ...said.periods].map((each) => each.quick_replies);
  expect(uses).toEqual([5, null, 2, 3]);
  expect(withReplies(found, null)).toBe(found);
});
