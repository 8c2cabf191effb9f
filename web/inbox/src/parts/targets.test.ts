import type { CardRow } from "@tresen/core/api";
import { expect, test } from "vitest";
import { targets } from "./targets.ts";

const card = (id: string, name: string, lastMs: number) => ({ id, name, lastMs }) as CardRow;
const cards = [card("a", "Emre Yılmaz", 1), card("b", "Sabine Krause", 3), card("c", "Kita Regenbogen", 2)];
const found = (sought: string, from = "") =>
  targets(cards, from, sought, ({ name }) => name ?? "").map(({ id }) => id);

test("a message goes anywhere but where it is, the newest conversation first", () => {
  expect(found("")).toEqual(["b", "c", "a"]);
  expect(found("", "b")).toEqual(["c", "a"]);
});

test("a name is found as people type it: without soft hyphens, with ae for ä and ss for ß", () => {
  const typed = (sought: string) =>
    targets([card("a", "Jürgen Groß\u00adbäcker", 1)], "", sought, ({ name }) => name ?? "").length;
  for (const sought of ["grossbacker", "Großbäcker", "juergen", "gross\u00adbaecker"])
    expect(typed(sought), sought).toBe(1);
});

test("every word must be in the name, whatever its accents", () => {
  expect(found("krause sab")).toEqual(["b"]);
  expect(found("RÉGEN")).toEqual(["c"]);
  expect(found("yilmaz")).toEqual(["a"]);
  expect(found("krause emre")).toEqual([]);
});
