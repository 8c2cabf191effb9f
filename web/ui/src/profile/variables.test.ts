import { expect, test } from "vitest";
import { spelled } from "./variables.ts";

const PUBLISHED = "Wir öffnen {opening}. Ihre {business} {other} {}";
const GERMAN = "Wir öffnen {öffnung}. Ihre {betrieb} {other} {}";

test("a German text has German variables, and is published as ever", () => {
  expect(spelled.de.shown(PUBLISHED)).toBe(GERMAN);
  expect(spelled.de.kept(GERMAN)).toBe(PUBLISHED);
});

test("an English text stays as it is", () => {
  expect(spelled.en.shown(PUBLISHED)).toBe(PUBLISHED);
  expect(spelled.en.kept(PUBLISHED)).toBe(PUBLISHED);
});

test("published names are understood in a German text, and so are capitals and other forms of ö", () => {
  expect(spelled.de.kept("{opening} {Öffnung} {o\u0308ffnung} {BETRIEB}")).toBe(
    "{opening} {opening} {opening} {business}",
  );
});

test("[S14] what quick replies know is read here too, with two pairs of braces and by its older name", () => {
  expect(spelled.de.kept("{{naechste_oeffnung}} {{ öffnung }} {{betrieb}} {naechste_oeffnung}")).toBe(
    "{opening} {opening} {business} {opening}",
  );
  expect(spelled.en.kept("{{next_opening}} {next_opening} {{opening}}")).toBe(
    "{opening} {opening} {opening}",
  );
  expect(spelled.de.shown("{{opening}}")).toBe("{öffnung}");
});

test("a variable of quick replies that automatic answers lack stays, and is named as a mistake", () => {
  expect(spelled.de.kept("{kunde} {{mitarbeiter}}")).toBe("{kunde} {{mitarbeiter}}");
});

test("[S14] whatever stands in braces and is unknown is named, each once", () => {
  const text = "Hallo {kunde}, {öffnung} {{datum}} {kunde} {{betrieb}} {}";
  expect(spelled.de.unknown(spelled.de.kept(text))).toEqual(["{kunde}", "{datum}", "{}"]);
  expect(spelled.en.unknown("{business} {opening} {constructor}")).toEqual(["{constructor}"]);
});

test("names that every object has are no variables", () => {
  const text = "{constructor} {toString} {__proto__}";
  expect(spelled.de.shown(text)).toBe(text);
  expect(spelled.de.kept(text)).toBe(text);
});
