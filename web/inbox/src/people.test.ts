import type { Person } from "@tresen/core/api";
import { describe, expect, it } from "vitest";
import { de } from "./i18n/de.ts";
import { assignable, nameOf, others } from "./people.ts";

const team: readonly Person[] = [
  { person: 1, name: "Anna", role: "owner" },
  { person: 2, name: "Ben", role: "member" },
  { person: 3, name: "Dora", role: "auditor" },
  { person: 4, name: "", role: "member" },
];

describe("people of the team", () => {
  it("has a word for everyone, known or not", () => {
    const names = [1, null, 4, 9].map((person) => nameOf(person, team, de));
    expect(names).toEqual(["Anna", "niemand", de.someone, de.someone]);
  });

  it("assigns conversations to those who may write, or to nobody", () => {
    expect(assignable(team)).toEqual([1, 2, 4, null]);
  });

  it("does not tell people that they write themselves", () => {
    expect(others([1, 2], team[0] ?? null)).toEqual([2]);
    expect(others([1, 2], null)).toEqual([1, 2]);
  });
});
