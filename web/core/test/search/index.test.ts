/** The index in memory: what comes and goes by parts is found and not found, whatever people or attackers write. */

import { describe, expect, test } from "vitest";
import { SearchIndex, type Within } from "../../src/search/index.ts";
import { opened, type Part, stored } from "../../src/search/segment.ts";
import { snippetOf } from "../../src/search/snippet.ts";
import { asked, wordsOf } from "../../src/search/words.ts";
import { cpuMs } from "../world/cpu.ts";
import { seeded } from "../world/seeded.ts";

interface Line {
  readonly pos: number;
  readonly text: string;
  readonly who?: number;
  readonly atMs?: number;
  readonly target?: number;
}

const part = (lines: readonly Line[], kind: "message" | "note" | "card" = "message"): Part => ({
  from: 0,
  to: 255,
  refs: lines.map(({ pos }) => `doc${pos}`),
  entries: lines.map(({ pos, text, who = 0, atMs = pos, target = null }) => ({
    pos,
    atMs,
    who,
    kind,
    target,
    words: wordsOf(text),
  })),
});

const found = (index: SearchIndex, query: string, within: Within = {}, labels = {}): number[] =>
  index.search(query, within, labels, 1_000).places.map(({ pos }) => pos);

test("what has no shape divides no word, neither of a text nor of a question", () => {
  const index = new SearchIndex();
  index.put(
    "c",
    "0",
    part([
      { pos: 1, text: "Ap\u00adfel\u00admus und Obst\u200btorte" },
      { pos: 2, text: "Torte" },
    ]),
  );
  expect(found(index, "apfelmus")).toEqual([1]);
  expect(found(index, "tor\u00adte").toSorted()).toEqual([1, 2]);
  expect(found(index, '"apfel\u00admus und"')).toEqual([1]);
  expect(found(index, "\u00ad")).toEqual([]);
  expect(snippetOf("Mit Ap\u00adfel\u00admus, \u00ad\u200d", new Set(["apfelmus", ""])).marks).toEqual([
    [4, 14],
  ]);
  expect(wordsOf("👩\u200d🍳 Torte")).toEqual(["👩", "🍳", "torte"]);
});

test("a part is stored and read back, and a cut one is refused", () => {
  const whole = part([{ pos: 3, text: "Grüße, Straße 14 🎂", who: 5, atMs: 1_790_000_000_123, target: 2 }]);
  const kept = stored(whole);
  expect(opened(kept)).toEqual(whole);
  expect(() => opened({ ...kept, entries: kept.entries.slice(0, -1) })).toThrow(RangeError);
  expect(() => opened({ ...kept, words: "" })).toThrow(RangeError);
});

test("whatever comes and goes, what is found is what a plain reading of the messages finds", () => {
  const draw = seeded(12);
  const pick = (n: number) => Math.floor(draw() * n);
  const vocabulary = ["torte", "brot", "apfel", "zimt", "messer", "lampe", "fenster", "garten"];
  const index = new SearchIndex();
  const held = new Map<string, Map<number, string>>();
  for (let round = 0; round < 400; round++) {
    const [conversation, name] = [`c${pick(4)}`, `${pick(3)}`];
    const key = `${conversation} ${name}`;
    if (pick(4) === 0) {
      index.drop(conversation, name);
      held.delete(key);
    } else {
      const kept = [...(held.get(key) ?? [])].filter(() => pick(3) > 0);
      const more = Array.from({ length: pick(4) }, (): [number, string] => [
        Number(name) * 100 + pick(100),
        Array.from({ length: 1 + pick(4) }, () => vocabulary[pick(vocabulary.length)]).join(" "),
      ]);
      const all = new Map([...kept, ...more]);
      held.set(key, all);
      index.put(conversation, name, part([...all].map(([pos, text]) => ({ pos, text }))));
    }
    const word = vocabulary[pick(vocabulary.length)] ?? "";
    const wanted = [...held].flatMap(([each, lines]) =>
      [...lines].filter(([, text]) => text.includes(word)).map(([pos]) => `${each.split(" ")[0]} ${pos}`),
    );
    const places = index.search(word, {}, {}, 10_000).places;
    expect(places.map(({ conversation, pos }) => `${conversation} ${pos}`).sort()).toEqual(wanted.sort());
  }
  for (const key of held.keys()) index.drop(...(key.split(" ") as [string, string]));
  expect(index.size).toBe(0);
  expect(JSON.stringify(index.search("torte", {}, {}, 9))).not.toContain("torte");
});

test("who, when, what, label and customer narrow it down together", () => {
  const index = new SearchIndex();
  index.put(
    "a",
    "0",
    part([
      { pos: 3, text: "Torte", who: 0 },
      { pos: 4, text: "Torte", who: 2 },
    ]),
  );
  index.put("b", "0", part([{ pos: 5, text: "Torte", who: 3 }]));
  index.put("b", "d", part([{ pos: 0, text: "Torte", who: 1 }], "card"));
  const card = part([{ pos: 0, text: "Frau Krause", who: 1 }], "card");
  index.put("a", "d", {
    ...card,
    entries: card.entries.map((each) => ({ ...each, words: [...each.words, "#paid"] })),
  });
  expect(found(index, "torte", { by: "customer" })).toEqual([3]);
  expect(found(index, "torte", { by: "team", kind: "message" })).toEqual([5, 4]);
  expect(found(index, "torte", { by: 1 })).toEqual([4]);
  expect(found(index, "torte", { conversation: "b", kind: "message" })).toEqual([5]);
  expect(found(index, "torte", { fromMs: 4, untilMs: 5 })).toEqual([4]);
  expect(found(index, "torte", { label: "paid" })).toEqual([4, 3]);
  expect(found(index, "torte", { label: "none" })).toEqual([]);
  expect(found(index, "bezahlt", {}, { paid: "Bezahlt" })).toEqual([0]);
  expect(found(index, "paid")).toEqual([]);
});

test("the newest comes first, card or message, and however the word stands there", () => {
  const index = new SearchIndex();
  const lines = ["Die Schwester feiert bald", "Es geht um eine Feier", "Zur Hochzeitsfeier bitte"];
  for (const [at, text] of lines.entries())
    index.put(`m${at}`, "0", part([{ pos: at, text, atMs: 10 + at }]));
  index.put("card", "d", part([{ pos: 7, text: "Enkelin feiert", who: 1, atMs: 11.5 }], "card"));
  expect(found(index, "feier")).toEqual([2, 7, 1, 0]);
});

test("a word of fewer than six letters means no other one, and a longer one allows one mistake", () => {
  const index = new SearchIndex();
  const lines = ["See you tomorrow", "Worte", "Sorten", "Hochzeitstorte", "Käsekuchen"];
  index.put("m", "0", part(lines.map((text, pos) => ({ pos, text }))));
  expect(found(index, "torte")).toEqual([3]);
  expect(found(index, "hochzeitstorte")).toEqual([3]);
  expect(found(index, "hochzeitstrote")).toEqual([3]);
  expect(found(index, "kasekuchne")).toEqual([4]);
  expect(found(index, "kaskuchne")).toEqual([]);
});

test("what is only misspelt comes after all that is there", () => {
  const index = new SearchIndex();
  index.put("m", "0", part(["Marmorkuchen", "Mamorkuchen"].map((text, pos) => ({ pos, text }))));
  expect(found(index, "marmorkuchen")).toEqual([0, 1]);
  expect(found(index, "mamorkuchen")).toEqual([1, 0]);
});

test("an edited message is found by its new words alone, and by the old ones again once the edit is gone", () => {
  const index = new SearchIndex();
  const first = { pos: 3, text: "Montag" };
  index.put(
    "a",
    "0",
    part([first, { pos: 4, text: "Dienstag", target: 3 }, { pos: 9, text: "Mittwoch", target: 3 }]),
  );
  expect([found(index, "Montag"), found(index, "Dienstag"), found(index, "Mittwoch")]).toEqual([[], [], [9]]);
  index.put("a", "0", part([first]));
  expect([found(index, "Montag"), found(index, "Mittwoch")]).toEqual([[3], []]);
});

test("a phrase stands just so, and its last word may be unfinished", () => {
  const index = new SearchIndex();
  index.put(
    "a",
    "0",
    part([
      { pos: 3, text: "rote Rosen für Anna" },
      { pos: 4, text: "Rosen, rote, für Anna" },
    ]),
  );
  expect(found(index, "„rote Rosen“")).toEqual([3]);
  expect(found(index, '"für An')).toEqual([4, 3]);
  expect(found(index, "Anna »rote Rosen«")).toEqual([3]);
});

describe("hostile text", () => {
  test("a flood of made-up words stays within bounds of memory and time", () => {
    const index = new SearchIndex();
    const words = (from: number) =>
      Array.from({ length: 3_200 }, (_, at) => (from * 3_200 + at).toString(36)).join(" ");
    index.put("good", "0", part([{ pos: 3, text: "Hochzeitstorte" }]));
    for (let at = 0; at < 1_000; at++)
      index.put("bad", `${at}`, part([{ pos: at, text: words(at).slice(0, 16_384) }]));
    index.put("later", "0", part([{ pos: 7, text: "Regenschirm" }]));
    const begin = cpuMs();
    expect(found(index, "Hochzeitstrote")).toEqual([3]);
    expect(found(index, "regenschirm")).toEqual([7]);
    expect(cpuMs() - begin).toBeLessThan(1_000);
    expect(index.vocabulary).toBeLessThan(25_000);
  });

  test.each([
    ["100 kB", "torte ".repeat(17_000)],
    ["one long word", "x".repeat(100_000)],
    ["signs of patterns", ".*+?^$ {}()|[]\\/ (a+)+$ \\1 [^"],
    ["quotes alone", '"""„“”«»'],
    ["nothing", " \n\t\u0000\u200b"],
    ["half of a pair", "\ud83c torte"],
    ["a prototype", "__proto__ constructor toString"],
    ["the sign of a label", "#paid"],
  ])("%s is a question like any other", (_, query) => {
    const index = new SearchIndex();
    index.put("a", "0", part([{ pos: 3, text: "eine Torte" }]));
    const begin = cpuMs();
    expect(found(index, query).length).toBeLessThanOrEqual(1);
    expect(cpuMs() - begin).toBeLessThan(200);
    expect(asked(query).words.length).toBeLessThanOrEqual(8);
  });

  test("other scripts and pictures are words", () => {
    const index = new SearchIndex();
    index.put(
      "a",
      "0",
      part([
        { pos: 3, text: "مرحبا، أريد كعكة" },
        { pos: 4, text: "שלום, עוגה בבקשה" },
        { pos: 5, text: "Торт, пожалуйста 🎂🎂" },
        { pos: 6, text: "constructor __proto__" },
      ]),
    );
    expect([found(index, "كعكة"), found(index, "עוגה"), found(index, "торт"), found(index, "🎂")]).toEqual([
      [3],
      [4],
      [5],
      [5],
    ]);
    expect(found(index, "constructor")).toEqual([6]);
  });
});

test("a snippet shows the first word that was found, in whole words and whole characters", () => {
  const long = `${"Vorher steht vieles. ".repeat(20)}Hier ist die Torte mit Sahne. ${"Danach auch. ".repeat(40)}`;
  const { text, marks } = snippetOf(long, new Set(["torte", "sahne"]));
  expect(marks.map(([from, to]) => text.slice(from, to))).toEqual(["Torte", "Sahne"]);
  expect(text).toMatch(/^… .+ …$/u);
  expect(text.length).toBeLessThan(260);
  const cakes = "🎂".repeat(300);
  expect(snippetOf(cakes, new Set(["🎂"])).text.isWellFormed()).toBe(true);
});
