import { expect, test } from "vitest";
import { dismiss, dismissed, forgetDismissed } from "./unasked.ts";

test("what was dismissed stays so, without storage too, until somebody signs out", () => {
  dismiss("one");
  dismiss("one");
  dismiss("other");
  expect(["one", "other", "third"].map(dismissed)).toEqual([true, true, false]);
  forgetDismissed();
  expect(dismissed("one")).toBe(false);
});

test("two hundred are remembered, the newest ones", () => {
  for (let i = 0; i <= 200; i++) dismiss(String(i));
  expect([dismissed("0"), dismissed("1"), dismissed("200")]).toEqual([false, true, true]);
  forgetDismissed();
});
