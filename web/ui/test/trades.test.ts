/** The trades of a new business: a word in either language finds its trade again, and each has quick replies. */

import { starters } from "@tresen/core/starters";
import { expect, test } from "vitest";
import { TRADES, tradeOf, wordOf } from "../src/profile/trades.ts";

test.each(TRADES)("$id is found by its word in both languages, however it is typed", (trade) => {
  for (const lang of ["de", "en"] as const) {
    expect(tradeOf(wordOf(trade, lang))).toBe(trade);
    expect(tradeOf(` ${wordOf(trade, lang).toUpperCase()} `)).toBe(trade);
  }
});

test("any other word is something else", () => {
  expect(tradeOf("Buchbinderei").id).toBe("other");
});

test.each(TRADES)("$id has quick replies to begin with", async ({ starters: set }) => {
  expect((await starters(set)).length).toBeGreaterThan(0);
});
