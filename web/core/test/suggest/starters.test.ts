/** The starter sets: what every reply of every trade must be. */

import { describe, expect, test } from "vitest";
import { starters, TRADES } from "../../src/suggest/starters/index.ts";
import questions from "./questions.json" with { type: "json" };

const VARIABLES = ["kunde", "betrieb", "naechste_oeffnung", "adresse", "mitarbeiter"];
const variablesOf = (text: string): string[] =>
  [...text.matchAll(/\{\{(.*?)\}\}/g)].map(([, name]) => name ?? "");

describe.each(TRADES)("the starter set of %s", (trade) => {
  test("has 12 to 15 replies with a shortcut each that can be typed and is there once", async () => {
    const shortcuts = (await starters(trade)).map((reply) => reply.shortcut);
    expect(shortcuts.length).toBeGreaterThanOrEqual(12);
    expect(shortcuts.length).toBeLessThanOrEqual(15);
    expect(new Set(shortcuts).size).toBe(shortcuts.length);
    expect(shortcuts.filter((shortcut) => !/^[a-z]{3,20}$/.test(shortcut))).toEqual([]);
  });

  test("has titles, keywords and texts in both languages", async () => {
    for (const reply of await starters(trade)) {
      const texts = [reply.title_de, reply.title_en, reply.text_de, reply.text_en, ...reply.keywords];
      expect(
        texts.filter((text) => text.trim() === "" || text !== text.trim()),
        reply.shortcut,
      ).toEqual([]);
      expect(reply.keywords.length, reply.shortcut).toBeGreaterThanOrEqual(5);
    }
  });

  test("names only known variables, the same in both languages", async () => {
    for (const reply of await starters(trade)) {
      const german = variablesOf(reply.text_de);
      expect(
        german.filter((name) => !VARIABLES.includes(name)),
        reply.shortcut,
      ).toEqual([]);
      expect(variablesOf(reply.text_en), reply.shortcut).toEqual(german);
    }
  });

  test("is asked for in the table of questions, each reply once at least, and holds what the table expects", async () => {
    const shortcuts = (await starters(trade)).map((reply) => reply.shortcut);
    const asked = questions.flatMap((row) => (row.trade === trade && row.reply !== null ? [row.reply] : []));
    expect([...new Set(asked)].sort()).toEqual([...shortcuts].sort());
  });
});
