import { describe, expect, it } from "vitest";
import { nextWaiting } from "./next.ts";

/** 1: it waits, read or not; 0: it does not; null: it is not loaded. */
const list = (...waiting: (number | null)[]) => {
  const rows = waiting.map((each, at) =>
    each === null ? null : { id: at, flags: { sinceMs: each === 0 ? null : at } },
  );
  return (from: number, closed = -1) =>
    nextWaiting(
      (at) => rows[at] ?? null,
      rows.length,
      from,
      ({ id }) => id === closed,
    )?.id ?? null;
};

describe("after closing a conversation", () => {
  it("goes to the next one below that waits", () => {
    expect(list(1, 0, 1, 1)(1)).toBe(2);
  });

  it("begins again at the top where none is left below", () => {
    expect(list(1, 0, 0)(1)).toBe(0);
  });

  it("goes nowhere when nothing waits, and never to the closed one itself", () => {
    expect(list(0, 0)(0)).toBeNull();
    expect(list(1, 0)(0, 0)).toBeNull();
    expect(list()(0)).toBeNull();
  });

  it("does not wait for rows that are not loaded", () => {
    expect(list(0, null, 1)(0)).toBe(2);
  });
});
