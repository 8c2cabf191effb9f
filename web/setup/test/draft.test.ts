import { describe, expect, test } from "vitest";
import {
  type Draft,
  emptyDraft,
  firstName,
  imprintOf,
  isOneName,
  problems,
  profileFrom,
} from "../src/draft.ts";
import { handleFrom, typedHandle } from "../src/handle.ts";
import { de } from "../src/i18n/de.ts";
import { en } from "../src/i18n/en.ts";

const bakery: Draft = {
  ...emptyDraft("Europe/Berlin"),
  name: "Bäckerei Sonnenschein",
  handle: "baeckerei-sonnenschein",
  trade: "Bäckerei",
  street: "Sonnenallee 1",
  postcode: "12047",
  city: "Berlin",
  you: "Anna Sonnenschein",
  email: "laden@sonnenschein.example",
  hours: { time_zone: "Europe/Berlin", holidays: "closed", weekly: { mon: [["06:00", "13:00"]] } },
};

describe("an address made of a name", () => {
  test.each([
    ["Bäckerei Sonnenschein", "baeckerei-sonnenschein"],
    ["Müller & Söhne", "mueller-und-soehne"],
    ["Café Größenwahn", "cafe-groessenwahn"],
    ["Łukasz' Radladen", "lukasz-radladen"],
    ["  DB  (Döner–Bude) Nr. 3!  ", "db-doener-bude-nr-3"],
    ["Ba\u0308ckerei", "baeckerei"],
    ["東京", ""],
    ["Zur wunderbar langen Aussicht über den großen See", "zur-wunderbar-langen-aussicht-ueber-den"],
  ])("%s → %s", (name, handle) => {
    expect(handleFrom(name)).toBe(handle);
  });

  test("is accepted by the server, or the step says what is wrong", () => {
    for (const name of ["Bäckerei", "A & B", "-x-y-", "x".repeat(90), "Ab", "Ünal 24/7"]) {
      const handle = handleFrom(name);
      const wrong = problems({ ...bakery, handle }, 1).handle;
      if (wrong === undefined) expect(handle).toMatch(/^[a-z0-9](?:-?[a-z0-9]){2,39}$/);
      else expect(handle.replace(/-/g, "").length).toBeLessThan(3);
    }
  });

  test("typed in capitals and with umlauts, it takes its final form", () => {
    expect(typedHandle("Bäckerei Süd")).toBe("baeckerei-sued");
    expect(problems({ ...bakery, handle: typedHandle("ab--cd") }, 1)).toEqual({ handle: "shape" });
  });
});

describe("what keeps a step from being done", () => {
  test("nothing in a filled draft", () => {
    for (const step of [1, 2, 3]) expect(problems(bakery, step)).toEqual({});
  });

  test("in the order of the fields", () => {
    const empty = emptyDraft("Europe/Berlin");
    expect(Object.keys(problems(empty, 1))).toEqual(["name", "handle"]);
    expect(Object.keys(problems(empty, 3))).toEqual(["you", "street", "postcode", "city", "email"]);
    expect(problems(empty, 2)).toEqual({});
  });

  test("[DDG § 5] one name does, and it is said that an imprint names its owner in full; left for later, a name alone is asked for", () => {
    expect(problems({ ...bakery, you: "Meier" }, 3)).toEqual({});
    expect([isOneName(" Meier "), isOneName("Anna Meier"), isOneName(" ")]).toEqual([true, false, false]);
    const later = { ...emptyDraft("Europe/Berlin"), legalLater: true };
    expect(problems(later, 3)).toEqual({ you: "empty" });
    expect(problems({ ...later, you: "Anna" }, 3)).toEqual({});
  });

  test("an invalid e-mail or phone is refused, an empty phone is fine", () => {
    expect(problems({ ...bakery, email: "laden", phone: "12" }, 3)).toEqual({
      email: "shape",
      phone: "shape",
    });
    expect(problems({ ...bakery, phone: "+49 (30) 1234567" }, 3)).toEqual({});
  });

  test("invalid hours are refused", () => {
    const hours = { ...bakery.hours, weekly: { mon: [["06:00", ""]] as const } };
    expect(problems({ ...bakery, hours }, 2)).toEqual({ hours: "shape" });
  });
});

describe("what is published", () => {
  test("only what was filled in; hours as the hours file has them; the imprint as it built itself", () => {
    const quiet = { ...bakery, greetingOn: false, awayOn: false };
    expect(profileFrom(quiet, "de")).toEqual({
      time_zone: "Europe/Berlin",
      name: "Bäckerei Sonnenschein",
      trade: "Bäckerei",
      street: "Sonnenallee 1",
      postcode: "12047",
      city: "Berlin",
      email: "laden@sonnenschein.example",
      imprint:
        "Bäckerei Sonnenschein\nAnna Sonnenschein\nSonnenallee 1\n12047 Berlin\nE-Mail: laden@sonnenschein.example",
      privacy: "Anna Sonnenschein\nladen@sonnenschein.example",
      hours: { time_zone: "Europe/Berlin", weekly: { mon: [["06:00", "13:00"]] } },
    });
  });

  test("[S14] a new shop is never silent: greeting and away are on, in both languages", () => {
    const { greeting, away } = profileFrom(bakery, "de") as Record<string, Record<string, unknown>>;
    expect(greeting).toMatchObject({ on: true });
    expect(greeting?.text).toEqual({
      de: expect.stringContaining("{business}"),
      en: expect.stringContaining("{business}"),
    });
    expect(away).toMatchObject({ when: "outside" });
    for (const text of Object.values(away?.text as object))
      expect(text).toEqual({
        de: expect.stringContaining("{opening}"),
        en: expect.stringContaining("{opening}"),
      });
  });

  test("[S14] what was typed stands in its language; without times there is no absence to tell of", () => {
    const typed = profileFrom({ ...bakery, greeting: "Moin!" }, "de") as { greeting: { text: unknown } };
    expect(typed.greeting.text).toEqual({ de: "Moin!", en: expect.stringContaining("Welcome") });
    const hours = { ...bakery.hours, weekly: {} };
    expect(profileFrom({ ...bakery, hours }, "de")).not.toHaveProperty("away");
  });

  test("a region brings its holidays; without any hours nothing is said about them", () => {
    const hours = { ...bakery.hours, region: "DE-BE" };
    expect(profileFrom({ ...bakery, hours }, "de").hours).toMatchObject({
      region: "DE-BE",
      holidays: "closed",
    });
    expect(profileFrom({ ...bakery, hours: { ...hours, weekly: {} } }, "de")).not.toHaveProperty("hours");
  });

  test("[DDG § 5] left for later, neither imprint nor privacy contact is published", () => {
    const profile = profileFrom({ ...bakery, legalLater: true }, "de");
    expect(profile).not.toHaveProperty("imprint");
    expect(profile).not.toHaveProperty("privacy");
  });

  test("an imprint that was written stays as it was written", () => {
    expect(imprintOf({ ...bakery, imprint: "  Anna, HRB 7 " })).toBe("Anna, HRB 7");
  });

  test("the owner's own name is not a field: over messages stands the first alone", () => {
    expect(profileFrom(bakery, "de")).not.toHaveProperty("you");
    expect(firstName("Anna Sonnenschein")).toBe("Anna");
    expect(firstName(" Dr. Anna Maria Sonnenschein")).toBe("Anna");
    expect(firstName("Dr.")).toBe("Dr.");
  });
});

test("both catalogs have every word", () => {
  const shape = (value: unknown): unknown =>
    value !== null && typeof value === "object"
      ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, shape(each)]))
      : typeof value;
  expect(shape(en)).toEqual(shape(de));
});
