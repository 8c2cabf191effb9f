import { expect, test } from "vitest";
import { fold, foldings } from "../../src/base/fold.ts";

test.each([
  ["Straße", "strasse"],
  ["STRASSE", "strasse"],
  ["STRAẞE", "strasse"],
  ["Öffnungszeiten", "offnungszeiten"],
  ["O\u0308ffnung", "offnung"],
  ["Café", "cafe"],
  ["Łódź", "lodz"],
  ["Smørrebrød", "smorrebrod"],
  ["İstanbul", "istanbul"],
  ["ﬁn ½", "fin 1⁄2"],
  ["Ap\u00adfel\u00admus", "apfelmus"],
  ["\u200fTorte\u200b\u2060", "torte"],
  ["Auf\u200clage", "auflage"],
  ["", ""],
])("%s folds to %s", (text, folded) => {
  expect(fold(text)).toBe(folded);
  expect(fold(fold(text))).toBe(folded);
});

test.each(["öff", "off", "oeff", "ÖFF"])("%s finds Öffnungszeiten", (typed) => {
  expect(foldings("Öffnungszeiten").some((form) => form.startsWith(fold(typed)))).toBe(true);
});

test("an e of its own is kept", () => {
  expect(foldings("Steuer")).toEqual(["steuer"]);
  expect(foldings("Größe Müller")).toEqual(["grosse muller", "groesse mueller"]);
});
