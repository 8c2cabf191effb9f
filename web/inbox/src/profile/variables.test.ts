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

test("names that every object has are no variables", () => {
  const text = "{constructor} {toString} {__proto__}";
  expect(spelled.de.shown(text)).toBe(text);
  expect(spelled.de.kept(text)).toBe(text);
});
