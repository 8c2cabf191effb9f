import { expect, test } from "vitest";
import { addressOf, FACTS, factNames } from "../src/profile/facts.ts";

test("[profile] a fact has a name in each language", () => {
  for (const lang of ["de", "en"] as const)
    expect(Object.values(factNames(lang)).every((name) => /^\p{Lu}/u.test(name))).toBe(true);
  expect(new Set(FACTS.map(({ field }) => field)).size).toBe(FACTS.length);
});

test.each([
  ["tel", "030 / 123-45", "tel:03012345"],
  ["tel", "+49 30 12345", "tel:+493012345"],
  ["email", "a@b.de", "mailto:a@b.de"],
  ["url", "https://beispiel.de", "https://beispiel.de"],
  ["url", "javascript:alert(1)", null],
  ["url", "beispiel.de", null],
  ["text", "https://beispiel.de", null],
] as const)("[profile] %s %s opens %s", (type, text, address) => {
  expect(addressOf(type, text)).toBe(address);
});
