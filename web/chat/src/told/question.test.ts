import type { LogRow } from "@tresen/core/api";
import { expect, test } from "vitest";
import { firstAnswer, type Moment, questionOf } from "./question.ts";

const NAMES = ["answered", "wanted", "left", "again", "quiet", "news", "doubt", "fleeting", "card"] as const;

/** All that can be. */
const MOMENTS = Array.from({ length: 2 ** NAMES.length }, (_, bits) =>
  Object.fromEntries(NAMES.map((name, i) => [name, ((bits >> i) & 1) === 1])),
) as unknown as Moment[];

test("nothing is asked before a person has answered", () => {
  for (const at of MOMENTS.filter(({ answered }) => !answered)) expect(questionOf(at)).toBeNull();
});

test("a name is asked for when the team asks, and never otherwise", () => {
  for (const at of MOMENTS) expect(questionOf(at) === "name").toBe(at.answered && at.wanted);
});

test("who has not left is asked nothing on the first visit, and nobody twice on one", () => {
  for (const at of MOMENTS.filter(({ wanted }) => !wanted))
    if (questionOf(at) !== null) expect(at.quiet && (at.left || at.again)).toBe(true);
});

test("where a browser forgets, the card need not wait for a later visit, which may find nothing", () => {
  const first = {
    answered: true,
    wanted: false,
    again: false,
    quiet: true,
    doubt: false,
    news: true,
    card: true,
  };
  expect(questionOf({ ...first, news: false, left: true, fleeting: true })).toBe("card");
  expect(questionOf({ ...first, news: false, left: true, fleeting: false })).toBeNull();
  // On an iPhone the question of telling names the home screen too, and leads to the same card.
  expect(questionOf({ ...first, left: true, fleeting: true })).toBe("news");
  expect(questionOf({ ...first, left: false, fleeting: true })).toBeNull();
  expect(questionOf({ ...first, card: false, left: true, fleeting: true })).toBe("news");
});

test("[W12] that signals do not arrive is said on coming back, before anything is asked anew", () => {
  for (const at of MOMENTS.filter(({ wanted }) => !wanted))
    expect(questionOf(at) === "doubt").toBe(at.answered && at.quiet && at.again && at.doubt);
});

test("the card comes on a later visit, until it is closed, and stands for the other questions", () => {
  const asked = MOMENTS.map((at) => [at, questionOf(at)] as const);
  expect(
    asked.filter(
      ([at, question]) => question === "card" && !(at.card && (at.again || (at.fleeting && at.left))),
    ),
  ).toEqual([]);
  expect(asked.filter(([at, question]) => question === "card" && at.again && at.doubt)).toEqual([]);
  expect(asked.filter(([at, question]) => question === "news" && at.again && at.card)).toEqual([]);
  expect(new Set(asked.map(([, question]) => question))).toEqual(
    new Set([null, "name", "news", "doubt", "card"]),
  );
});

const message = (pos: number, ours: boolean, content: object, trouble: string | null = null) =>
  ({ type: "message", pos, ours, content, trouble }) as LogRow;
const text = { kind: "text", text: "x" };

test("an automatic answer is no answer, and neither is a forged one", () => {
  const slip = { type: "note", name: "away", pos: 2 } as LogRow;
  expect(firstAnswer([message(1, true, text), slip, message(3, false, text, "forged")])).toBeUndefined();
  expect(firstAnswer([message(1, true, text), message(4, false, text), message(5, false, text)])?.key).toBe(
    message(4, false, text).key,
  );
});
