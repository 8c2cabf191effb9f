/** The emoji picker: its data, what a search finds, tones, and what is kept of the picks. */

import { beforeAll, describe, expect, test } from "vitest";
import { readBase, trimmed } from "../../emoji.ts";
import { type Emoji, findEmoji, inRows, inTone, known, readEmoji } from "../src/emoji/emoji.ts";
import { loadEmoji } from "../src/emoji/load.ts";
import { fit, picked, RECENT } from "../src/emoji/memory.ts";

let de: readonly Emoji[];
let en: readonly Emoji[];
beforeAll(async () => {
  de = await loadEmoji("de");
  en = await loadEmoji("en");
});

const found = (query: string, lists = [de, en]) => findEmoji(lists, query, 12).map(({ emoji }) => emoji);
const named = (label: string): Emoji => de.find((each) => each.label === label) as Emoji;

describe("the data", () => {
  test("both languages name the same emoji in the same order, each once", () => {
    expect(de.map(({ emoji }) => emoji)).toEqual(en.map(({ emoji }) => emoji));
    expect(new Set(de.map(({ emoji }) => emoji)).size).toBe(de.length);
    expect(de.length).toBeGreaterThan(1800);
  });

  test("what is read is what was written", () => {
    expect(readEmoji(trimmed(readBase("de")))).toEqual(de);
  });

  test("a sign that is an emoji by itself has no selector behind it; one that is text by itself has", () => {
    const signs = new Set(de.map(({ emoji }) => emoji));
    expect(signs).toContain("👍");
    expect(signs).not.toContain("👍\uFE0F");
    expect(signs).toContain("❤\uFE0F");
  });

  test("tones are offered only where they give what the standard lists", () => {
    const listed = new Map(
      readBase("de").flatMap(({ skins = [] }) => skins.map(({ emoji }): [string, true] => [emoji, true])),
    );
    const toned = de.filter(({ tones }) => tones);
    expect(toned.length).toBeGreaterThan(250);
    for (const each of toned)
      for (const tone of [1, 2, 3, 4, 5]) expect(listed.has(inTone(each, tone)), each.label).toBe(true);
  });
});

describe("a search", () => {
  test("finds by the name first, then by words of it, then by other words", () => {
    expect(found("daumen hoch")[0]).toBe("👍");
    expect(found("brezel")).toContain("🥨");
    expect(found("kuchen")).toContain("🍰");
    expect(found("danke")).toContain("🙏");
  });

  test("finds in the other language too, and names it in the reader's", () => {
    expect(found("bread")).toContain("🍞");
    expect(findEmoji([en, de], "Brot", 12).find(({ emoji }) => emoji === "🍞")?.label).toBe("bread");
  });

  test("needs no capitals and no umlauts", () => {
    expect(found("Bär")).toEqual(found("bar"));
    expect(found("baer")).toContain("🐻");
    expect(found("BAER")).toContain("🐻");
  });

  test("finds nothing for nothing, for signs alone, and for what nobody names", () => {
    for (const query of ["", "   ", "…", "xqzv"]) expect(found(query)).toEqual([]);
  });

  test("every word of it counts", () => {
    expect(found("rotes herz")[0]).toBe("❤\uFE0F");
    expect(found("rotes xqzv")).toEqual([]);
  });
});

describe("tones", () => {
  test("stand behind the first sign, and nowhere where none is listed", () => {
    expect(inTone(named("Daumen hoch"), 3)).toBe("👍🏽");
    expect(inTone(named("Daumen hoch"), 0)).toBe("👍");
    expect(inTone(named("Brezel"), 3)).toBe("🥨");
  });

  test("what was picked in a tone is known by its name", () => {
    expect(known(de, "👍🏽")?.label).toBe("Daumen hoch");
    expect(known(de, "no emoji")).toBeNull();
  });
});

describe("what is kept", () => {
  test("the newest pick stands first, each once, and no more than fit", () => {
    const signs = de.slice(0, RECENT + 5).map(({ emoji }) => emoji);
    const many = [...signs, signs[RECENT] as string].reduce(picked, { recent: [], tone: 2 });
    expect(many.recent).toHaveLength(RECENT);
    expect(many.recent[0]).toBe(signs[RECENT]);
    expect(new Set(many.recent).size).toBe(RECENT);
    expect(many.tone).toBe(2);
  });

  test("is read back, for every emoji in every tone", () => {
    for (const each of de)
      for (const tone of [0, 5]) {
        const memory = { recent: [inTone(each, tone)], tone };
        expect(fit(JSON.parse(JSON.stringify(memory))), each.label).toEqual(memory);
      }
  });

  test("what somebody else stored there is left out", () => {
    for (const stored of [
      null,
      3,
      "x",
      [],
      { recent: "👍", tone: 9 },
      { recent: [1, "<b>", "a".repeat(50)] },
    ])
      expect(fit(stored)).toEqual({ recent: [], tone: 0 });
  });
});

test("rows are as long as said, the last one shorter", () => {
  expect(inRows([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]]);
});
