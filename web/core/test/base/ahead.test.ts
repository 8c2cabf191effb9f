/** What is read before it is asked for is never older than the last change that was heard of. */

import { expect, test } from "vitest";
import { Ahead } from "../../src/base/ahead.ts";

test("an answer that was asked for before a change is not kept", async () => {
  const answers: ((value: string) => void)[] = [];
  const ahead = new Ahead<string>(() => new Promise((resolve) => answers.push(resolve)));
  const old = ahead.prepare("a");
  ahead.drop("a");
  const next = ahead.prepare("a");
  answers[1]?.("new");
  await next;
  answers[0]?.("old");
  await old;
  expect(ahead.of("a")).toBe("new");
  ahead.drop();
  expect(ahead.of("a")).toBeUndefined();
});

test("few are held: those that were used last", async () => {
  const ahead = new Ahead(async (id: string) => id);
  const ids = Array.from({ length: 30 }, (_, at) => `c${at}`);
  for (const id of ids) await ahead.prepare(id);
  expect(ids.filter((id) => ahead.of(id) !== undefined)).toEqual(ids.slice(-24));
});
