import { expect, test } from "vitest";
import { languageOf, textIn } from "../../src/quickreplies/language.ts";
import { counted } from "../../src/quickreplies/uses.ts";
import {
  EVERY_VARIABLE,
  filled,
  filledPieces,
  firstUnfilled,
  nearest,
  shownVariables,
  storedVariables,
  unknownIn,
  VARIABLE_NAMES,
} from "../../src/quickreplies/variables.ts";
import { cpuMs } from "../world/cpu.ts";

const FILLING = {
  customer: "Frau Krause",
  business: "Sonnenschein",
  nextOpening: "morgen um 6:00",
  address: "Lindenallee 7, 12045 Berlin",
  staff: "Anna",
};

test.each(["de", "en"] as const)("every variable has a name in %s", (language) => {
  const names = EVERY_VARIABLE.map((variable) => VARIABLE_NAMES[language][variable]);
  const said = Object.values(FILLING).join("|");
  for (const [open, close] of [
    ["{", "}"],
    ["{{", "}}"],
    ["{", "}}"],
    ["{{ ", " }"],
  ])
    expect(filled(names.map((name) => `${open}${name}${close}`).join("|"), FILLING)).toBe(said);
});

test.each([
  ["{{ Kunde }}", "Frau Krause"],
  ["{{nächste_öffnung}}", "morgen um 6:00"],
  ["{{naechste öffnung}}", "{{naechste öffnung}}"],
  ["{öffnung} {{Opening}} {o\u0308ffnung}", "morgen um 6:00 morgen um 6:00 morgen um 6:00"],
  ["{kunde}", "Frau Krause"],
  ["{{kunde} {kunde}}", "Frau Krause Frau Krause"],
  ["{{kunde", "{{kunde"],
  ["{{{kunde}}}", "{Frau Krause}"],
  ["{{}}", "{{}}"],
  ["{{toString}}", "{{toString}}"],
  ["{{kunde}}{{kunde}}", "Frau KrauseFrau Krause"],
])("%s becomes %s", (text, said) => {
  expect(filled(text, FILLING)).toBe(said);
});

test("a value that looks like a variable is not filled again", () => {
  const customer = (name: string) => ({ ...FILLING, customer: name });
  for (const [name, said] of [
    ["{{mitarbeiter}}", "((mitarbeiter))"],
    ["{kunde} x", "(kunde) x"],
    ["{kunde}{kunde} b", "(kunde)(kunde) b"],
  ] as const) {
    expect(filled("{{kunde}}", customer(name))).toBe(said);
    expect(filled(filled("{{kunde}}", customer(name)), customer(name))).toBe(said);
    expect(firstUnfilled(said)).toBe(null);
  }
});

test.each([
  ["Guten Tag, {{kunde}}! Ihre Bestellung ist notiert.", "Guten Tag! Ihre Bestellung ist notiert."],
  ["Hello, {{customer}}, we are open.", "Hello, we are open."],
  ["Guten Tag {{kunde}}, wir haben auf.", "Guten Tag, wir haben auf."],
  ["Hallo {{kunde}}!", "Hallo!"],
  ["{{kunde}}, guten Tag!", "Guten Tag!"],
  ["Wir haben bis 18 Uhr auf, {{ Kunde }}.", "Wir haben bis 18 Uhr auf."],
  ["Danke, {{kunde}}\nBis morgen", "Danke\nBis morgen"],
  ["Bis morgen!\n\nViele Grüße\n{{mitarbeiter}}", "Bis morgen!\n\nViele Grüße"],
  ["{{kunde}}", ""],
  ["{{kunde}}, {{kunde}}, guten Tag", "Guten Tag"],
  ["Grüße, {{mitarbeiter}}", "Grüße"],
])("a name that nobody knows vanishes with its comma: %j", (text, said) => {
  expect(filled(text, { ...FILLING, customer: "", staff: "" })).toBe(said);
});

test.each([
  "Die Torte ist für {{kunde}}.",
  "Die Torte von {{kunde}} ist fertig.",
  "Es bedient Sie: {{mitarbeiter}}",
  "Wir öffnen {{naechste_oeffnung}}, wie immer.",
  "Sie finden uns hier, {{adresse}}.",
])("what the sentence needs stays, so that it is not sent without it: %s", (text) => {
  const nothing = { customer: "", business: "", nextOpening: "", address: "", staff: "" };
  expect(filled(text, nothing)).toBe(text);
  expect(firstUnfilled(text)?.known).toBe(true);
});

test("[S9] a second look finds what the first one found", () => {
  for (let look = 0; look < 3; look++) expect(firstUnfilled("Hallo {{kunde}}")?.from).toBe(6);
});

test("what is empty or unknown stays, and is named with its place", () => {
  const text = filled("Hallo {{kunde}} und {{unsinn}}", { ...FILLING, customer: "" });
  expect(firstUnfilled(text)).toEqual({ name: "kunde", from: 6, to: 15, known: true });
  expect(firstUnfilled("Hallo {{unsinn}}")).toEqual({ name: "unsinn", from: 6, to: 16, known: false });
  expect(firstUnfilled("Hallo { {x} }")).toBeNull();
  expect(unknownIn(text)).toEqual(["unsinn"]);
  expect(unknownIn("{unsinn} {{unsinn}} {kunde}")).toEqual(["unsinn"]);
});

test("values are told from the words around them", () => {
  expect(filledPieces("Hallo {{kunde}}!", FILLING)).toEqual([
    { text: "Hallo ", value: false },
    { text: "Frau Krause", value: true },
    { text: "!", value: false },
  ]);
});

test("braces without end cost no time", () => {
  const begin = cpuMs();
  filled("{{".repeat(50_000), FILLING);
  expect(cpuMs() - begin).toBeLessThan(500);
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

test.each([
  ["kundde", "kunde", "customer"],
  ["Kunden", "kunde", "customer"],
  ["öfnung", "öffnung", "opening"],
  ["costumer", "kunde", "customer"],
  ["nächste öffnungen", "öffnung", "opening"],
  ["adrese", "adresse", "address"],
  ["unsinn", null, null],
  ["x", null, null],
  ["", null, null],
])("nearest to {%s} is {%s}", (typed, german, english) => {
  expect(nearest(typed, "de")).toBe(german);
  expect(nearest(typed, "en")).toBe(english);
});

test("[S9] a slip in single braces is not sent, other words in braces are somebody's own", () => {
  expect(firstUnfilled("Hallo {kundde}")).toEqual({ name: "kundde", from: 6, to: 14, known: false });
  expect(firstUnfilled("f(x) = {1, 2}, siehe {Anhang}; {kunde}")?.name).toBe("kunde");
  expect(firstUnfilled("f(x) = {1, 2}, siehe {Anhang}")).toBeNull();
});

test("[A12] stored is what earlier versions fill in, shown is what is taught; there and back changes nothing", () => {
  const typed = "Guten Tag, {kunde}! Wir öffnen {öffnung}. {Unbekannt} {{auch}}";
  const stored = "Guten Tag, {{kunde}}! Wir öffnen {{naechste_oeffnung}}. {Unbekannt} {{auch}}";
  expect(storedVariables(typed, "de")).toBe(stored);
  expect(storedVariables(stored, "de")).toBe(stored);
  expect(shownVariables(stored, "de")).toBe(typed);
  expect(storedVariables("{customer} {opening}", "en")).toBe("{{customer}} {{next_opening}}");
  expect(shownVariables("{{customer}} {{next_opening}}", "en")).toBe("{customer} {opening}");
});

test("braces and blanks without end take time in proportion to their length", () => {
  const texts = (length: number) => [
    `{${" ".repeat(length)}`,
    "{ ".repeat(length),
    `{${"a ".repeat(length)}`,
    `{a${" ".repeat(length)}`,
    "{{ a ".repeat(length),
  ];
  const look = (text: string) => {
    expect(filled(text, FILLING)).toBe(text);
    expect(shownVariables(storedVariables(text, "de"), "de")).toBe(text);
    firstUnfilled(text);
  };
  const begin = cpuMs();
  texts(20_000).forEach(look);
  expect(cpuMs() - begin).toBeLessThan(2000);
});
