import { expect, test } from "vitest";
import { languageOf, textIn } from "../../src/quickreplies/language.ts";
import { counted } from "../../src/quickreplies/uses.ts";
import {
  filled,
  filledPieces,
  firstUnfilled,
  unknownIn,
  VARIABLE_NAMES,
} from "../../src/quickreplies/variables.ts";

const FILLING = {
  customer: "Frau Krause",
  business: "Sonnenschein",
  nextOpening: "morgen um 6:00",
  address: "Lindenallee 7, 12045 Berlin",
  staff: "Anna",
};

test.each(["de", "en"] as const)("every variable has a name in %s", (language) => {
  const text = VARIABLE_NAMES[language].map((name) => `{{${name}}}`).join("|");
  expect(filled(text, FILLING)).toBe(Object.values(FILLING).join("|"));
});

test.each([
  ["{{ Kunde }}", "Frau Krause"],
  ["{{nächste_öffnung}}", "morgen um 6:00"],
  ["{{naechste öffnung}}", "{{naechste öffnung}}"],
  ["{kunde}", "{kunde}"],
  ["{{kunde", "{{kunde"],
  ["{{{kunde}}}", "{Frau Krause}"],
  ["{{}}", "{{}}"],
  ["{{toString}}", "{{toString}}"],
  ["{{kunde}}{{kunde}}", "Frau KrauseFrau Krause"],
])("%s becomes %s", (text, said) => {
  expect(filled(text, FILLING)).toBe(said);
});

test("a value that looks like a variable is not filled again", () => {
  expect(filled("{{kunde}}", { ...FILLING, customer: "{{mitarbeiter}}" })).toBe("{{mitarbeiter}}");
});

test("what is empty or unknown stays, and is named with its place", () => {
  const text = filled("Hallo {{kunde}}, {{unsinn}}", { ...FILLING, customer: "" });
  expect(firstUnfilled(text)).toEqual({ name: "kunde", from: 6, to: 15, known: true });
  expect(firstUnfilled("Hallo {{unsinn}}")).toEqual({ name: "unsinn", from: 6, to: 16, known: false });
  expect(firstUnfilled("Hallo { {x} }")).toBeNull();
  expect(unknownIn(text)).toEqual(["unsinn"]);
});

test("values are told from the words around them", () => {
  expect(filledPieces("Hallo {{kunde}}!", FILLING)).toEqual([
    { text: "Hallo ", value: false },
    { text: "Frau Krause", value: true },
    { text: "!", value: false },
  ]);
});

test("braces without end cost no time", () => {
  const begin = performance.now();
  filled("{{".repeat(50_000), FILLING);
  expect(performance.now() - begin).toBeLessThan(500);
});

test.each([
  [["Guten Morgen, haben Sie heute noch Brötchen?"], "de"],
  [["Hello, do you have any bread left today?"], "en"],
  [["Guten Tag", "Sorry, I do not speak German. When are you open?"], "en"],
  [["👍", "12345"], null],
  [[], null],
])("%j is written in %s", (texts, language) => {
  expect(languageOf(texts)).toBe(language);
});

test("a reply comes in the other language when that is all there is", () => {
  expect(textIn({ textDe: "de", textEn: "en" }, "en")).toBe("en");
  expect(textIn({ textDe: "de", textEn: "" }, "en")).toBe("de");
  expect(textIn({ textDe: "", textEn: "en" }, "de")).toBe("en");
});

test("[S9] uses are counted by day and reply, and a new week begins with a new slot", () => {
  const first = counted(null, 20783, "abcdefgh");
  const second = counted(first, 20783, "abcdefgh");
  expect(second).toEqual({ ...first, counts: { "20783.abcdefgh": 2 } });
  const later = counted(second, 20790, "abcdefgh");
  expect(later.counts).toEqual({ "20790.abcdefgh": 1 });
  expect(later.slot).not.toBe(first.slot);
});
