import { describe, expect, test } from "vitest";
import { pulls } from "../src/log/finger.ts";
import { chips, tapped } from "../src/message/reactions.ts";
import { byLetter, walk } from "../src/message/walk.ts";
import { message as de } from "../src/message/words.de.ts";
import { message as en } from "../src/message/words.en.ts";
import type { Reaction } from "../src/rows.ts";

describe("the keys of a message's menu", () => {
  const shape = { reactions: 7, verbs: 4 };

  test("walk down and up in a ring through the verbs, and up into the reactions", () => {
    expect(walk("ArrowDown", 7, shape)).toBe(8);
    expect(walk("ArrowDown", 10, shape)).toBe(0);
    expect(walk("ArrowUp", 8, shape)).toBe(7);
    expect(walk("ArrowUp", 7, shape)).toBe(0);
    expect(walk("Home", 9, shape)).toBe(0);
    expect(walk("End", 0, shape)).toBe(10);
  });

  test("walk sideways among the reactions only, and down from any of them to the first verb", () => {
    expect(walk("ArrowRight", 6, shape)).toBe(0);
    expect(walk("ArrowLeft", 0, shape)).toBe(6);
    expect([walk("ArrowRight", 0, shape, -1), walk("ArrowLeft", 6, shape, -1)]).toEqual([6, 0]);
    expect(walk("ArrowRight", 8, shape)).toBeNull();
    expect(walk("ArrowDown", 3, shape)).toBe(7);
    expect(walk("ArrowUp", 3, shape)).toBe(10);
  });

  test("never leave the menu, whatever its shape", () => {
    for (const reactions of [0, 7])
      for (let verbs = 1; verbs < 6; verbs++)
        for (let at = 0; at < reactions + verbs; at++)
          for (const key of ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Home", "End"]) {
            const to = walk(key, at, { reactions, verbs });
            if (to !== null) expect(to).toBeGreaterThanOrEqual(0);
            if (to !== null) expect(to).toBeLessThan(reactions + verbs);
          }
  });

  test("find the next item by its first letter", () => {
    const labels = ["Antworten", "Anheften", "Löschen"];
    expect(byLetter("a", 0, labels)).toBe(1);
    expect(byLetter("A", 1, labels)).toBe(0);
    expect(byLetter("l", 0, labels)).toBe(2);
    expect(byLetter("x", 0, labels)).toBeNull();
    expect(byLetter("Enter", 0, labels)).toBeNull();
  });
});

describe("reactions", () => {
  const by = (emoji: string, name: string, mine = false): Reaction => ({
    emoji,
    ours: mine,
    mine,
    by: name,
    atMs: 0,
  });

  test("equal ones are one chip, in the order of the first", () => {
    const shown = chips([by("👍", "Anna"), by("❤️", "Ben", true), by("👍", "Cem")]);
    expect(shown.map(({ emoji, who, mine }) => [emoji, who.length, mine])).toEqual([
      ["👍", 2, false],
      ["❤️", 1, true],
    ]);
  });

  test("a second tap takes one's own back, a tap on another's joins it", () => {
    expect(tapped({ emoji: "👍", who: [], mine: true })).toBeNull();
    expect(tapped({ emoji: "👍", who: [], mine: false })).toBe("👍");
  });
});

describe("a swipe to answer", () => {
  test("goes clearly to the right, and does not begin at the edge of the screen", () => {
    expect(pulls({ along: 30, down: 5 }, 200)).toBe(true);
    expect(pulls({ along: 30, down: 16 }, 200)).toBe(false);
    expect(pulls({ along: -30, down: 0 }, 200)).toBe(false);
    expect(pulls({ along: 30, down: 0 }, 10)).toBe(false);
  });
});

test("each refusal has a sentence of its own in both languages, and an unknown one says that nothing changed", () => {
  for (const words of [de, en]) {
    const known = ["late", "often", "others", "kind", "gone", "full", "unsent", "emoji", "empty"].map(
      words.why,
    );
    expect(new Set([...known, words.why("server_says_no")]).size).toBe(known.length + 1);
  }
});
