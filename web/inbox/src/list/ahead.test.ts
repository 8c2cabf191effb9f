import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Ahead } from "./ahead.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function listed() {
  const prepared: string[] = [];
  return { prepared, ahead: new Ahead({ prepare: (id) => prepared.push(id) }) };
}

it("readies what is in sight, one after another, once the list rests", async () => {
  const { prepared, ahead } = listed();
  ahead.are(["a", "b"]);
  expect(prepared).toEqual([]);
  await vi.runAllTimersAsync();
  expect(prepared).toEqual(["a", "b"]);
});

it("reads nothing for rows that fly past, and few of a long list", async () => {
  const { prepared, ahead } = listed();
  const long = Array.from({ length: 40 }, (_, at) => `c${at}`);
  ahead.are(["a"]);
  ahead.are(long);
  await vi.runAllTimersAsync();
  expect(prepared).toEqual(long.slice(0, 16));
});

it("ends with the list", async () => {
  const { prepared, ahead } = listed();
  ahead.are(["a", "b"]);
  ahead.end();
  await vi.runAllTimersAsync();
  expect(prepared).toEqual([]);
});
