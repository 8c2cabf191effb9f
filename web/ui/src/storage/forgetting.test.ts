import { describe, expect, it } from "vitest";
import { isOfSafari, mayForget, mayHaveForgotten } from "./forgetting.ts";

const IPHONE = { browser: "Safari", system: "iPhone" };
const NOON = Date.parse("2026-11-30T12:00:00Z");

describe("browsers that take storage away", () => {
  it.each([
    ["Safari", "iPhone", true],
    ["Chrome", "iPhone", true],
    ["Firefox", "iPad", true],
    ["", "iPad", true],
    ["Safari", "Mac", true],
    ["Chrome", "Mac", false],
    ["Firefox", "Linux", false],
    ["Samsung Internet", "Android", false],
    ["", "", false],
  ])("%s on %s: %s", (browser, system, yes) => {
    expect(isOfSafari({ browser, system })).toBe(yes);
  });

  it("says so only where the browser was asked and said no, and nothing else protects it", () => {
    expect(mayForget({ sort: IPHONE, kept: false, installed: false })).toBe(true);
    expect(mayForget({ sort: IPHONE, kept: true, installed: false })).toBe(false);
    expect(mayForget({ sort: IPHONE, kept: null, installed: false })).toBe(false);
    expect(mayForget({ sort: IPHONE, kept: false, installed: true })).toBe(false);
    expect(mayForget({ sort: { browser: "Chrome", system: "Android" }, kept: false, installed: false })).toBe(
      false,
    );
  });

  it("of a colleague's device, after seven days without a visit, and never where the day is not known", () => {
    expect(mayHaveForgotten(IPHONE, "2026-11-23", NOON)).toBe(true);
    expect(mayHaveForgotten(IPHONE, "2026-11-24", NOON)).toBe(false);
    for (const day of [null, undefined, "gestern"]) expect(mayHaveForgotten(IPHONE, day, NOON)).toBe(false);
    expect(mayHaveForgotten({ browser: "Chrome", system: "Windows" }, "2025-01-01", NOON)).toBe(false);
  });
});
