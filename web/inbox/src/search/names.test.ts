import { describe, expect, it } from "vitest";
import { byLabel, byName } from "./names.ts";

const names = [
  "Sabine Krause",
  "Dr. Maximiliane von Hohenstein-Bergmann",
  "Tom Orterer",
  "Jürgen Groß",
  "Krause Söhne",
];
const found = (typed: string) => byName(names, (name) => name, typed);

describe("names in the search", () => {
  it("are found by the beginnings of their words, folded, in the order given", () => {
    expect(found("krause")).toEqual(["Sabine Krause", "Krause Söhne"]);
    expect(found("sab kr")).toEqual(["Sabine Krause"]);
    expect(found("hohenst")).toEqual(["Dr. Maximiliane von Hohenstein-Bergmann"]);
    expect(found("bergmann")).toHaveLength(1);
    expect(found("juergen gross")).toEqual(["Jürgen Groß"]);
  });

  it("are not found by letters inside, nor by mistakes, nor by nothing", () => {
    expect(found("torte")).toEqual([]);
    expect(found("rause")).toEqual([]);
    expect(found(" ")).toEqual([]);
    expect(found("…")).toEqual([]);
  });

  it("are at most five", () => {
    expect(
      byName(
        Array.from({ length: 9 }, (_, at) => `Krause ${at}`),
        (name) => name,
        "kra",
      ),
    ).toHaveLength(5);
  });
});

it("a label is named when a word of it begins with what was typed", () => {
  const labels = ["Torte", "Tortenkarte geschickt", "Rechnung"];
  expect(byLabel(labels, (label) => label, "tort")).toEqual(["Torte", "Tortenkarte geschickt"]);
  expect(byLabel(labels, (label) => label, "geschickt rech")).toEqual(["Tortenkarte geschickt", "Rechnung"]);
  expect(byLabel(labels, (label) => label, "")).toEqual([]);
});
