import { describe, expect, test } from "vitest";
import { fold } from "../../src/base/fold.ts";

describe("fold", () => {
  test.each([
    ["öffnungszeiten", "Öffnungszeiten", "OEFFNUNGSZEITEN", "offnungszeiten", "o\u0308ffnungszeiten"],
    ["straße", "strasse", "STRASSE", "Straẞe"],
    ["brötchen", "broetchen", "Brotchen"],
    ["café", "CAFE", "cafe"],
    ["Müller", "mueller", "muller"],
  ])("gives %s and its other spellings one form", (...spellings) => {
    expect(new Set(spellings.map(fold)).size).toBe(1);
  });

  test("keeps words apart that differ in more than their spelling", () => {
    expect(fold("Torte")).not.toBe(fold("Tarte"));
    expect(fold("bar")).not.toBe(fold("Bär e"));
  });

  test("a prefix of a word stays a prefix, so that typing finds it", () => {
    for (const word of ["Überweisung", "neue", "Straße", "Quelle"]) {
      for (let length = 1; length <= word.length; length++) {
        expect(fold(word).startsWith(fold(word.slice(0, length)))).toBe(true);
      }
    }
  });
});
