import { MISTAKES, WARNINGS } from "@tresen/core/wire/generated";
import { describe, expect, it, test } from "vitest";
import { mistakes as de } from "../src/profile/mistakes.de.ts";
import { mistakes as en } from "../src/profile/mistakes.en.ts";
import { inside, isWithin, namedReason, reasonOf, remarksIn } from "../src/profile/mistakes.ts";

describe.each([
  ["German", de],
  ["English", en],
])("[profile] in %s", (_, words) => {
  it("the sentences are exactly those of the server's codes", () => {
    expect(Object.keys(words.wrong).sort()).toEqual(MISTAKES);
    expect(Object.keys(words.warnings).sort()).toEqual(WARNINGS);
    for (const said of [...Object.values(words.wrong), ...Object.values(words.warnings)])
      expect(said).toMatch(/^\p{Lu}.*[.?]$/u);
    const nothing = words.wrong.missing;
    const sentences = Object.values(words.wrong).filter((said) => said !== nothing);
    expect(new Set(sentences).size).toBe(sentences.length);
  });

  it("a newer server's code gets a sentence in the same language", () => {
    expect(reasonOf({ at: "name", code: "later" }, words)).toBe(words.somehowWrong);
  });
});

test("no sentence is the same in both languages", () => {
  for (const code of MISTAKES)
    expect(reasonOf({ at: "x", code }, de)).not.toBe(reasonOf({ at: "x", code }, en));
});

test("[S14] what a text has in braces and nobody knows is named before the reason", () => {
  const remark = { at: "greeting.text.de", code: "variable" };
  expect(reasonOf(remark, de, ["{kunde}", "{datum}"])).toBe(
    `{kunde} und {datum} gibt es hier nicht. ${de.wrong.variable}`,
  );
  expect(reasonOf(remark, en, ["{customer}"])).toBe(`{customer} does not exist here. ${en.wrong.variable}`);
  expect(reasonOf({ ...remark, code: "too_long" }, de, ["{kunde}"])).toBe(de.wrong.too_long);
});

test.each([
  ["email", "email", "E-Mail: So sieht keine"],
  ["name", "empty", "Name: Ohne Namen geht es nicht."],
  ["hours.weekly.mon[1]", "opens", "Montag: Hier fehlt noch, ab wann."],
  ["hours.exceptions[0].to", "backwards", "Betriebsferien und besondere Tage, 1: Der letzte Tag"],
  ['hours.holidays["Erster Weihnachtstag"][0]', "closes", "Feiertage, Erster Weihnachtstag: Hier fehlt"],
  ["hours.holidays.Karfreitag[1]", "overlap", "Feiertage, Karfreitag: Zwei Zeiten"],
  ['hours.holidays["2026-12-25"][0]', "opens", "Feiertage, 25.12.2026: Hier fehlt"],
  ['hours.holidays["12-24"][0]', "opens", "Feiertage, 24.12.: Hier fehlt"],
  ["hours.holidays", "plan", "Feiertage: Wähl"],
  ["hours.weekly", "missing", "Öffnungszeiten: Hier fehlt"],
  ["away.text.lunch.de", "variable", "Text für die Mittagspause: In geschweiften"],
  ["later.field", "kind", "later.field: Was hier steht"],
])("%s (%s) stands with the name of its field", (at, code, said) => {
  expect(namedReason({ at, code }, de).startsWith(said)).toBe(true);
});

test("a holiday is named in the reader's language", () => {
  const named = (key: string) => (key === "Karfreitag" ? "Good Friday" : key);
  const said = (at: string) => namedReason({ at, code: "opens" }, en, named);
  expect(said("hours.holidays.Karfreitag[0]")).toMatch(/^Public holidays, Good Friday: /);
  expect(said('hours.holidays["12-24"][0]')).toMatch(/^Public holidays, 24\/12: /);
  expect(said('hours.holidays["2026-12-24"][0]')).toMatch(/^Public holidays, 24\/12\/2026: /);
});

test("places are written as the server writes them", () => {
  expect(inside("hours.holidays", "Karfreitag")).toBe("hours.holidays.Karfreitag");
  expect(inside("hours.holidays", "Mariä Himmelfahrt")).toBe('hours.holidays["Mariä Himmelfahrt"]');
  expect(inside("hours.holidays", "2026-12-25")).toBe('hours.holidays["2026-12-25"]');
  expect(inside("hours.holidays", "x".repeat(41))).toBe(`hours.holidays["${"x".repeat(40)}…"]`);
});

test("a place is within another only at a dot or a bracket", () => {
  expect(isWithin("hours.holidays.Karfreitag[0]", "hours.holidays.Karfreitag")).toBe(true);
  expect(isWithin("hours.exceptions[10]", "hours.exceptions[1]")).toBe(false);
});

test("the places in a refusal at publishing are read", () => {
  expect(remarksIn("bad_record: profile: name (empty), hours.holidays[…][0] (opens)")).toEqual([
    { at: "name", code: "empty" },
    { at: "hours.holidays[…][0]", code: "opens" },
  ]);
  expect(remarksIn("bad_record: not signed by an owner (S4)")).toEqual([]);
});
