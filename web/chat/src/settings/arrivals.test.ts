import type { LogRow } from "@tresen/core/api";
import { expect, test } from "vitest";
import { heardUntil } from "./arrivals.ts";

const message = (pos: number | null, ours: boolean) => ({ type: "message", pos, ours }) as LogRow;
const note = (pos: number, name: string) => ({ type: "note", pos, name }) as LogRow;

test("what others say is heard: messages and automatic answers, never one's own and never a trace", () => {
  expect(heardUntil([])).toBe(0);
  expect(heardUntil([message(1, true), note(2, "greeting"), message(null, true)])).toBe(2);
  expect(heardUntil([message(3, false), note(4, "closed"), note(5, "tombstone"), message(6, true)])).toBe(3);
});
