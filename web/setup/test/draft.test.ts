import { describe, expect, test } from "vitest";
import {
  type Draft,
  emptyDraft,
  handleFrom,
  imprintFrom,
  privacyFrom,
  problems,
  profileFrom,
  typedHandle,
} from "../src/draft.ts";
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
  you: "Anna",
  email: "laden@sonnenschein.example",
  imprint: "Anna Sonnenschein",
  privacy: "Anna",
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
    expect(Object.keys(problems(empty, 1))).toEqual(["name", "handle", "you"]);
    expect(Object.keys(problems(empty, 3))).toEqual(["imprint", "privacy"]);
    expect(problems(empty, 2)).toEqual({});
  });

  test("imprint and privacy contact are needed before customers can write", () => {
    expect(problems({ ...bakery, imprint: "  \n " }, 3)).toEqual({ imprint: "empty" });
  });

  test("an invalid e-mail or phone is refused, an empty one is fine", () => {
    expect(problems({ ...bakery, email: "laden", phone: "12" }, 3)).toEqual({
      email: "shape",
      phone: "shape",
    });
    expect(problems({ ...bakery, email: "", phone: "+49 (30) 1234567" }, 3)).toEqual({});
  });

  test("invalid hours are refused", () => {
    const hours = { ...bakery.hours, weekly: { mon: [["06:00", ""]] as const } };
    expect(problems({ ...bakery, hours }, 2)).toEqual({ hours: "shape" });
  });
});

describe("what is published", () => {
  test("only what was filled in; hours as the hours file has them", () => {
    expect(profileFrom(bakery)).toEqual({
      time_zone: "Europe/Berlin",
      name: "Bäckerei Sonnenschein",
      trade: "Bäckerei",
      street: "Sonnenallee 1",
      postcode: "12047",
      city: "Berlin",
      email: "laden@sonnenschein.example",
      imprint: "Anna Sonnenschein",
      privacy: "Anna",
      hours: { time_zone: "Europe/Berlin", weekly: { mon: [["06:00", "13:00"]] } },
    });
  });

  test("a region brings its holidays; without any hours nothing is said about them", () => {
    const hours = { ...bakery.hours, region: "DE-BE" };
    expect(profileFrom({ ...bakery, hours }).hours).toMatchObject({ region: "DE-BE", holidays: "closed" });
    expect(profileFrom({ ...bakery, hours: { ...hours, weekly: {} } })).not.toHaveProperty("hours");
  });

  test("the owner's own name is not in it: only the team sees that", () => {
    expect(profileFrom({ ...bakery, you: "Annegret" })).not.toHaveProperty("you");
  });

  test("suggestions come from what is known", () => {
    expect(imprintFrom(bakery)).toBe(
      "Bäckerei Sonnenschein\nAnna [Nachname]\nSonnenallee 1\n12047 Berlin\nE-Mail: laden@sonnenschein.example",
    );
    expect(imprintFrom({ ...bakery, you: "Anna Krause" })).toContain("\nAnna Krause\n");
    expect(imprintFrom({ ...bakery, you: " " })).not.toContain("[");
    expect(problems({ ...bakery, imprint: imprintFrom(bakery) }, 3)).toEqual({ imprint: "shape" });
    expect(privacyFrom({ ...bakery, email: "" })).toBe("Anna\nSonnenallee 1\n12047 Berlin");
  });
});

test("both catalogs have every word", () => {
  const shape = (value: unknown): unknown =>
    value !== null && typeof value === "object"
      ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, shape(each)]))
      : typeof value;
  expect(shape(en)).toEqual(shape(de));
});
