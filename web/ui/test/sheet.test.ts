import { expect, test } from "vitest";
import { noGroups, spread, wrongIn } from "../src/sheet/typing.ts";
import { sheetWords } from "../src/sheet/words.ts";

const words = sheetWords.de;
const all = new Set([0, 1, 2, 3, 4, 5, 6]);
// A sheet whose check characters agree (protocol/vectors/sheet.json).
const SHEET = "0000-0000-0000-0000-0000-0000-0000";
const groups = SHEET.split("-");

test("[S2] a whole sheet pasted into any group fills from there; hyphens and spaces do not matter", () => {
  expect(spread(noGroups(), 0, "abcd-efgh jkmn-pqrs-tvwx-yz01-2345")).toEqual([
    "abcd",
    "efgh",
    "jkmn",
    "pqrs",
    "tvwx",
    "yz01",
    "2345",
  ]);
  expect(spread(noGroups(), 5, "abcdefghjkmn")).toEqual(["", "", "", "", "", "abcd", "efghjkmn"]);
});

test("typing continues in the next group only if it is empty", () => {
  expect(spread(noGroups(), 0, "abcde").slice(0, 2)).toEqual(["abcd", "e"]);
  expect(spread(["abcd", "efgh", "", "", "", "", ""], 0, "abxcd").slice(0, 2)).toEqual(["abxcd", "efgh"]);
});

test("[S2] a mistake is named with its group once the group was left", () => {
  const typed = (at: number, text: string) => groups.map((group, each) => (each === at ? text : group));
  expect(wrongIn(groups, all, words)).toBeNull();
  expect(wrongIn(noGroups(), new Set(), words)).toBeNull();
  expect(wrongIn(noGroups(), all, words)).toEqual({
    groups: [0],
    text: "Gruppe 1: Diese Gruppe fehlt noch.",
  });
  expect(wrongIn(typed(2, "00"), new Set([2]), words)?.text).toBe("Gruppe 3: Hier fehlen noch 2 Zeichen.");
  expect(wrongIn(typed(2, "00000"), all, words)?.text).toBe("Gruppe 3: Das sind mehr als vier Zeichen.");
  expect(wrongIn(typed(4, "00U0"), all, words)?.text).toContain(
    "Gruppe 5: „U“ kommt auf dem Blatt nicht vor.",
  );
  expect(wrongIn(typed(2, "0070"), new Set(), words)).toEqual({
    groups: [2],
    text: "Gruppe 3: In dieser Gruppe stimmt ein Zeichen nicht. Vergleich sie mit dem Blatt.",
  });
  expect(wrongIn(typed(2, "7007"), new Set(), words)).toEqual({ groups: [], text: words.severalHere });
});
