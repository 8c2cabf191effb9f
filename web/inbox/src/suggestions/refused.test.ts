import { afterEach, expect, test } from "vitest";
import { accept, fit, forgetRefusals, refusals, refuse } from "./refused.ts";

afterEach(forgetRefusals);

test("each × counts, up to four; taking it counts one back", () => {
  for (let times = 1; times <= 6; times++) {
    refuse("torte");
    expect(refusals("torte")).toBe(Math.min(times, 4));
  }
  accept("torte");
  accept("vegan");
  expect([refusals("torte"), refusals("vegan")]).toEqual([3, 0]);
  for (let times = 0; times < 5; times++) accept("torte");
  expect(refusals("torte")).toBe(0);
});

test.each([
  ["none", null],
  ["no list", { torte: 2 }],
  ["other entries", [["torte"], [1, 2], ["a", 0], ["b", 5], ["c", 1.5], "d", null]],
])("what was stored by somebody else counts nothing: %s", (_, found) => {
  expect([...fit(found)]).toEqual([]);
});

test("500 replies are counted", () => {
  expect(fit(Array.from({ length: 600 }, (_, at) => [`r${at}`, 1])).size).toBe(500);
});
