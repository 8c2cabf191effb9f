import type { ConversationRow, Person, Span } from "@tresen/core/api";
import { dayKey } from "@tresen/ui";
import { describe, expect, it } from "vitest";
import { closingAt, colleaguesFor, first, same, waitingIn } from "./till.ts";

const ZONE = "Europe/Berlin";
const at = (text: string) => Date.parse(`2026-11-${text}:00+01:00`);
const span = (from: string, to: string): Span => [at(from), at(to)];
/** A Tuesday with a lunch break, and the Wednesday after it. */
const WEEK = [span("24T06:00", "24T13:00"), span("24T14:00", "24T18:00"), span("25T06:00", "25T13:00")];
const closing = (now: string, spans: readonly Span[] = WEEK) =>
  closingAt(spans, at(now), (ms) => dayKey(ms, ZONE));

describe("the till is counted", () => {
  it("from ten minutes before the last opening of a day ends until the day does, and knows when it opens next", () => {
    expect(closing("24T17:49")).toBeNull();
    const evening = { closesMs: at("24T18:00"), opensMs: at("25T06:00") };
    for (const now of ["24T17:50", "24T18:00", "24T23:59"]) expect(closing(now)).toEqual(evening);
    expect(closing("25T00:00")).toBeNull();
    expect(closing("25T12:55")).toEqual({ closesMs: at("25T13:00"), opensMs: null });
  });

  it("at no lunch break, on no day without hours, and not before a night's opening is over", () => {
    expect(closing("24T12:55")).toBeNull();
    expect(closing("24T13:30")).toBeNull();
    expect(closing("26T17:55")).toBeNull();
    expect(closing("24T17:55", [])).toBeNull();
    const bar = [span("24T18:00", "25T02:00"), span("25T18:00", "26T02:00")];
    expect(closing("24T23:55", bar)).toBeNull();
    expect(closing("25T01:55", bar)).toEqual({ closesMs: at("25T02:00"), opensMs: at("25T18:00") });
    expect(closing("25T18:01", bar)).toBeNull();
  });
});

describe("of each who waits", () => {
  const people: Person[] = [
    { person: 1, name: "Anna", role: "owner" },
    { person: 2, name: "Ben", role: "member" },
    { person: 3, name: "Cem", role: "member" },
    { person: 4, name: "Dora", role: "auditor" },
  ];
  const [anna] = people;
  const me = anna ?? null;

  it("somebody else who may write can take care, whoever has it first", () => {
    expect(colleaguesFor({ assigned: 3 }, people, me).map(({ name }) => name)).toEqual(["Cem", "Ben"]);
    expect(colleaguesFor({ assigned: null }, people, me).map(({ name }) => name)).toEqual(["Ben", "Cem"]);
  });

  it("is proposed what holds already, and now for all others", () => {
    expect([null, 1, 2].map((assigned) => first({ assigned }, me))).toEqual(["now", "now", { person: 2 }]);
    expect([same("now", "now"), same({ person: 2 }, { person: 2 }), same({ person: 2 }, "now")]).toEqual([
      true,
      true,
      false,
    ]);
  });

  it("only customers are asked about: no reminder of the team's own, and nothing that is not loaded", () => {
    const row = (askedMs: number | null, sinceMs: number | null) =>
      ({ askedMs, flags: { sinceMs } }) as ConversationRow;
    const rows = [row(1, 1), null, row(null, 2), row(3, 3), row(4, null)];
    expect(waitingIn((index) => rows[index] ?? null, 5)).toEqual([rows[0], rows[3]]);
  });
});
