import { describe, expect, it } from "vitest";
import { find, findable } from "./find.ts";

const all = [
  "Frau Weber",
  "Herr Müller",
  "Café Größe",
  "Als ungelesen markieren",
  "Einstellungen",
  "Weberei Süd",
];
const found = (query: string) =>
  find(
    all.map((title) => findable(title, title)),
    query,
    10,
  );

describe("the command palette finds", () => {
  it("by folded letters: without case, accents and umlauts, or with ue for ü", () => {
    for (const query of ["müller", "muller", "MUELLER", "mull"])
      expect(found(query)).toEqual(["Herr Müller"]);
    expect(found("cafe grosse")).toEqual(["Café Größe"]);
  });

  it("words with soft hyphens, typed or written", () => {
    const written = ["Be\u00adnach\u00adrich\u00adti\u00adgun\u00adgen", "Benachrichtigungen"];
    const both = written.map((title, at) => findable(at, title));
    for (const query of ["benachrichtigung", "be\u00adnach"]) expect(find(both, query, 10)).toEqual([0, 1]);
  });

  it("what begins so before what holds it", () => {
    expect(found("weber")).toEqual(["Weberei Süd", "Frau Weber"]);
  });

  it("by several words in any order", () => {
    expect(found("mark ungel")).toEqual(["Als ungelesen markieren"]);
    expect(found("weber frau")).toEqual(["Frau Weber"]);
  });

  it("by letters in order, from three on", () => {
    expect(found("estg")).toEqual(["Einstellungen"]);
    expect(found("zz")).toEqual([]);
  });

  it("everything where nothing is typed, and no more than is asked for", () => {
    expect(found(" ")).toEqual(all);
    expect(
      find(
        all.map((title) => findable(title, title)),
        "",
        2,
      ),
    ).toEqual(all.slice(0, 2));
  });

  it("also by further words", () => {
    expect(find([findable(1, "Oben anheften", "pin")], "pin", 5)).toEqual([1]);
  });
});
