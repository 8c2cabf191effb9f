import { expect, test } from "vitest";
import { place, type Row, type SendState } from "../src/rows.ts";

const dayOf = (ms: number) => `day ${Math.floor(ms / 100)}`;

function said(
  key: string,
  atMs: number,
  ours: boolean,
  state: SendState | null = null,
  by: string | null = null,
): Row {
  return {
    type: "message",
    key,
    pos: 1,
    atMs,
    ours,
    by,
    content: { kind: "text", text: key },
    state,
    trouble: null,
  };
}

function note(key: string, atMs: number): Row {
  return { type: "note", key, atMs, name: "away", text: "x", person: null };
}

test("a day is shown before its first row and nowhere else", () => {
  const placed = place([said("a", 10, true), said("b", 20, true), said("c", 110, true)], dayOf);
  expect(placed.map(({ day }) => day)).toEqual(["day 0", null, "day 1"]);
});

test("a run ends with another speaker, a note or a day", () => {
  const rows = [
    said("a", 10, false, null, "Anna"),
    said("b", 11, false, null, "Anna"),
    said("c", 12, false, null, "Ben"),
    note("d", 13),
    said("e", 14, false, null, "Ben"),
    said("f", 15, true),
    said("g", 16, true),
    said("h", 116, true),
  ];
  expect(place(rows, dayOf).map(({ first }) => first)).toEqual([
    true,
    false,
    true,
    true,
    true,
    true,
    false,
    true,
  ]);
});

test("the word is at the last message of each state, and at every failed one", () => {
  const states: SendState[] = ["read", "read", "delivered", "failed", "sent", "failed", "sent", "sending"];
  const rows = states.map((state, i) => said(`${i}`, 10 + i, true, state));
  expect(place(rows, dayOf).map(({ word }) => word)).toEqual([
    false,
    true,
    true,
    true,
    false,
    true,
    true,
    true,
  ]);
});

test("their messages carry no state and no word", () => {
  expect(place([said("a", 10, false)], dayOf)[0]?.word).toBe(false);
});
