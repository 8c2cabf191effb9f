import type { LogRow, Person, TeamNote } from "@tresen/core/api";
import { describe, expect, it } from "vitest";
import { meant, namedIn, namingAt, withName } from "./naming.ts";
import { withNotes } from "./place.ts";

const anna: Person = { person: 1, name: "Anna", role: "owner" };
const ben: Person = { person: 2, name: "Ben", role: "member" };
const benedikt: Person = { person: 3, name: "Benedikt Öz", role: "member" };
const people = [anna, ben, benedikt];

const row = (atMs: number): LogRow => ({
  type: "note",
  key: `r${atMs}`,
  pos: atMs,
  atMs,
  name: "closed",
  text: null,
  person: null,
});
const note = (key: string, atMs: number): TeamNote => ({
  key,
  conversation: "c",
  person: 1,
  parts: ["x"],
  handover: null,
  mentions: [],
  atMs,
  editedMs: null,
  state: "stored",
  counter: null,
});

describe("notes among messages", () => {
  it("[L8] stand where they were written", () => {
    const keys = withNotes(
      [row(10), row(20)],
      [note("a", 5), note("b", 10), note("c", 15), note("d", 30)],
    ).map(({ key }) => key);
    expect(keys).toEqual(["note.a", "note.b", "r10", "note.c", "r20", "note.d"]);
  });

  it("stand alone where nothing was said", () => {
    expect(withNotes([], [note("a", 5)])).toHaveLength(1);
    expect(withNotes([row(1)], [])).toEqual([row(1)]);
  });
});

describe("naming a colleague", () => {
  it("begins at an @ that follows no letter", () => {
    expect(namingAt("Frag @Be", 8)).toEqual({ at: 5, typed: "Be" });
    expect(namingAt("@", 1)).toEqual({ at: 0, typed: "" });
    for (const text of ["anna@Be", "kein Name", "@Ben\nund", ""])
      expect(namingAt(text, text.length)).toBeNull();
  });

  it("offers whose name begins like that, whoever is responsible first", () => {
    expect(meant({ at: 0, typed: "be" }, people, 3)).toEqual([benedikt, ben]);
    expect(meant({ at: 0, typed: "" }, people, null)).toEqual(people);
    expect(meant({ at: 0, typed: "Ben" }, people, null)).toEqual([]);
    expect(meant({ at: 0, typed: "x" }, people, null)).toEqual([]);
  });

  it("puts the name in, and one space after it", () => {
    expect(withName("Frag @Be morgen", { at: 5, typed: "Be" }, "Ben")).toEqual({
      text: "Frag @Ben morgen",
      caret: 10,
    });
    expect(withName("@", { at: 0, typed: "" }, "Ben")).toEqual({ text: "@Ben ", caret: 5 });
  });

  it("finds whom a text names", () => {
    expect(namedIn("@Anna und @Ben, bitte", people)).toEqual([anna, ben]);
    expect(namedIn("Anna", people)).toEqual([]);
  });
});
