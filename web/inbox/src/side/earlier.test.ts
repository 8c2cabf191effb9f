import type { CardRow } from "@tresen/core/api";
import { expect, test } from "vitest";
import { choices } from "./earlier.ts";

const card = (id: string, name: string | null, lastMs: number, ...earlier: string[]): CardRow => ({
  id,
  name,
  earlier,
  labels: [],
  createdMs: 0,
  dayNumber: 0,
  lastMs,
  state: "open",
});
const cards = [
  card("a", "Frau Krause", 1),
  card("b", "Jürgen Müller", 3),
  card("c", null, 2),
  card("d", "Frau Krause neu", 4, "a"),
  card("e", "Frau Krause ganz neu", 5, "d"),
];
const nameOf = ({ name }: CardRow) => name ?? "Gast von heute";
const found = (id: string, sought = "", ...earlier: string[]) =>
  choices(cards, { id, earlier }, sought, nameOf).shown.map((each) => each.id);

test("the newest first, never itself or one that it continues already", () => {
  expect(found("b")).toEqual(["e", "d", "c", "a"]);
  expect(found("b", "", "e", "a")).toEqual(["d", "c"]);
});

test("none that continues it, however indirectly: a ring would have no beginning", () => {
  expect(found("a")).toEqual(["b", "c"]);
  expect(found("d", "", "a")).toEqual(["b", "c"]);
});

test("a name is found as people type it: without soft hyphens, with ue for ü", () => {
  const row = { id: "x", earlier: [] };
  const typed = (sought: string) => choices([card("a", "Mül\u00adler", 1)], row, sought, nameOf).total;
  for (const sought of ["muller", "mueller", "mül\u00adler"]) expect(typed(sought), sought).toBe(1);
});

test("found by every word of the name, whatever case and accents; guests by their shown name", () => {
  expect(found("x", "muller jurg")).toEqual(["b"]);
  expect(found("x", "KRAUSE neu")).toEqual(["e", "d"]);
  expect(found("x", "gast")).toEqual(["c"]);
  expect(found("x", "niemand")).toEqual([]);
});

test("of very many only the newest fifty, and their total", () => {
  const many = Array.from({ length: 120 }, (_, n) => card(`n${n}`, `Kunde ${n}`, n));
  const all = choices(many, { id: "x", earlier: [] }, "kunde", nameOf);
  expect([all.shown.length, all.total, all.shown[0]?.id]).toEqual([50, 120, "n119"]);
});
