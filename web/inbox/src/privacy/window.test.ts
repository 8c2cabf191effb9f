import { expect, test } from "vitest";
import { readInstant, shownInstant, windowOf } from "./window.ts";

test("what a field shows is read back, to the minute", () => {
  const ms = new Date(2026, 10, 27, 9, 5).getTime();
  expect(shownInstant(ms)).toBe("2026-11-27T09:05");
  expect(readInstant(shownInstant(ms))).toBe(ms);
  for (const typed of ["", "gestern", "2026-13-40T00:00", "2026-11-27"])
    expect(readInstant(typed)).toBeNull();
});

test("[Art. 33] a window has both ends, and was known after it began", () => {
  expect(windowOf(10, 20, 30)).toEqual({ fromMs: 10, toMs: 60_019, knownMs: 30 });
  expect(windowOf(null, 20, 30)).toBeNull();
  expect(windowOf(100_000, 20, 200_000)).toBeNull();
  expect(windowOf(100_000, 200_000, 50_000)).toBeNull();
});
