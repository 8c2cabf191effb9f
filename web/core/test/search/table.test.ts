/** What must be found first, for a hundred questions as people in Germany type them. */

import { expect, test } from "vitest";
import { SearchIndex } from "../../src/search/index.ts";
import { wordsOf } from "../../src/search/words.ts";
import table from "./table.json" with { type: "json" };

const names = Object.keys(table.messages);

/** Each message in a conversation of its own, among many others. */
function index(): SearchIndex {
  const made = new SearchIndex();
  for (const [at, text] of Object.values(table.messages).entries())
    made.put("talk", String(at), {
      from: at,
      to: at,
      refs: [],
      entries: [{ pos: at, atMs: 1_000 + at, who: 0, kind: "message", target: null, words: wordsOf(text) }],
    });
  return made;
}

const firstOf = (made: SearchIndex, query: string): string | undefined => {
  const [place] = made.search(query, {}, {}, 5).places;
  return place === undefined ? undefined : names[place.pos];
};

test("a hundred questions in German find first what was meant", () => {
  const made = index();
  expect(table.queries).toHaveLength(100);
  const wrong = table.queries.filter(([query = "", wanted]) => firstOf(made, query) !== wanted);
  expect(wrong.map(([query = "", wanted]) => `${query}: ${firstOf(made, query)}, not ${wanted}`)).toEqual([]);
});

test.each(["Quantenphysik", "xyzzy", '"sieben halb"', "Torte Regenschirm"])("%s finds nothing", (query) => {
  expect(index().search(query, {}, {}, 5).places).toEqual([]);
});
