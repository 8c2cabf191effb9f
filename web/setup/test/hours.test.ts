import { DAYS, type Week } from "@tresen/ui/hours/week";
import { expect, test } from "vitest";
import {
  groupsOf,
  hasLunch,
  hasTimes,
  patternOf,
  usualOf,
  withGroupTime,
  withLunch,
  withoutLunch,
  withPattern,
} from "../src/hours.ts";

const bakery = usualOf("bakery");

test("[hours] one tap opens the days of the pattern, with the trade's usual times", () => {
  const week = withPattern({}, "saturday", bakery);
  expect(week.mon).toEqual([["06:00", "18:00"]]);
  expect(week.sat).toEqual([["06:00", "13:00"]]);
  expect(week.sun).toBeUndefined();
  expect(patternOf(week)).toBe("saturday");
  expect(patternOf(withPattern(week, "weekdays", bakery))).toBe("weekdays");
  expect(patternOf(withPattern(week, "daily", bakery))).toBe("daily");
  expect(patternOf(withPattern(week, "appointment", bakery))).toBe("appointment");
});

test("[hours] a day that has times keeps them, whatever pattern is tapped", () => {
  const week: Week = { ...withPattern({}, "weekdays", bakery), wed: [["07:00", "12:00"]] };
  expect(withPattern(week, "saturday", bakery).wed).toEqual([["07:00", "12:00"]]);
  expect(patternOf({ mon: [["06:00", "18:00"]] })).toBeNull();
});

test("[hours] the break closes every day that is open around it, and goes without a trace", () => {
  const open = withPattern({}, "saturday", bakery);
  const lunch = withLunch(open, bakery);
  expect(lunch.fri).toEqual([
    ["06:00", "13:00"],
    ["14:00", "18:00"],
  ]);
  expect(lunch.sat).toEqual([["06:00", "13:00"]]);
  expect([hasLunch(open), hasLunch(lunch)]).toEqual([false, true]);
  expect(withoutLunch(lunch, bakery)).toEqual(open);
});

test("[hours] the weekdays are typed once while they are alike", () => {
  const week = withPattern({}, "saturday", bakery);
  const [weekdays] = groupsOf(week) ?? [];
  if (weekdays === undefined) throw new Error("no rows");
  const later = withGroupTime(week, weekdays, 0, 0, "07:30");
  for (const day of DAYS.slice(0, 5)) expect(later[day]).toEqual([["07:30", "18:00"]]);
  expect(later.sat).toEqual(week.sat);
  expect(groupsOf({ ...week, tue: [["09:00", "10:00"]] })).toBeNull();
});

test("[S14] only a shop with times of its own can be closed", () => {
  expect(hasTimes({})).toBe(false);
  expect(hasTimes(withPattern({}, "appointment", bakery))).toBe(false);
  expect(hasTimes(withPattern({}, "weekdays", bakery))).toBe(true);
});
