import { Refused, ServerRefusal, Unreachable, WrongSheet } from "@tresen/core/errors";
import { expect, test } from "vitest";
import { recovery } from "../i18n/recovery.de.ts";
import { placeIn, problemOf } from "./recovery.ts";

test("a business is found by its handle, its address, or the link on its sign", () => {
  const host = "chat.example:8443";
  for (const typed of [
    "Sonnenschein",
    " sonnenschein ",
    "chat.example:8443/sonnenschein",
    "https://Chat.Example:8443/sonnenschein/",
  ])
    expect(placeIn(typed, host)).toEqual({ handle: "sonnenschein", key: null });
  const sign = "https://chat.example:8443/sonnenschein#key=0123";
  expect(placeIn(sign, host)).toEqual({ handle: "sonnenschein", key: "0123" });
  expect(placeIn("other.example/sonnenschein", host)).toEqual({ elsewhere: "other.example" });
  expect(placeIn("  ", host)).toBeNull();
});

test("every failure has its own text", () => {
  const { problems } = recovery;
  const told = (error: unknown) => problemOf(error, "x.example/y", problems, () => ["1. Mai 2026", "9:00"]);
  expect(told(new WrongSheet(1))[1]).toContain("Am 1. Mai 2026 um 9:00");
  expect(told(new WrongSheet(null))).toBe(problems.foreign);
  expect(told(new Unreachable())).toBe(problems.offline);
  expect(told(new ServerRefusal("unknown_business", false, ""))[1]).toContain("x.example/y");
  expect(told(new ServerRefusal("overloaded", true, ""))).toBe(problems.later);
  expect(told(new Refused("wrong_place", ""))).toBe(problems.mismatch);
  expect(told(new Refused("cannot_open", ""))).toBe(problems.broken);
  expect(told(new DOMException("full", "QuotaExceededError"))).toBe(problems.storage);
});
