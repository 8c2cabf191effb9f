import { expect, test } from "vitest";
import { boardEnd } from "./end.ts";

const ZONE = "Europe/Berlin";
const at = (time: string) => Date.parse(`2026-11-24T${time}:00+01:00`);
const hours = {
  open: [
    [at("06:00"), at("13:00")],
    [at("14:00"), at("18:00")],
    [at("06:00") + 86_400_000, at("13:00") + 86_400_000],
  ] as const,
  meets: [],
  reasons: [],
};

test("[S14] it ends with the last opening hours of the day, over the lunch break too", () => {
  for (const now of ["05:00", "10:24", "13:30", "17:59"])
    expect(boardEnd(hours, ZONE, at(now))).toBe(at("18:00"));
});

test("[S14] written after closing time it is for the next day that is open", () => {
  expect(boardEnd(hours, ZONE, at("18:00"))).toBe(at("13:00") + 86_400_000);
});

test("[S14] a night that reaches into the next day ends when it ends", () => {
  const late = { ...hours, open: [[at("20:00"), at("20:00") + 6 * 3_600_000]] as const };
  expect(boardEnd(late, ZONE, at("23:00"))).toBe(at("20:00") + 6 * 3_600_000);
});

test("[S14] without hours it ends with the day", () => {
  expect(boardEnd(null, ZONE, at("10:24"))).toBe(at("23:00") + 3_600_000);
  expect(boardEnd({ ...hours, open: [] }, ZONE, at("23:59"))).toBe(at("23:00") + 3_600_000);
});
