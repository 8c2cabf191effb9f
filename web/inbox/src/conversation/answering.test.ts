import type { LogRow, Person } from "@tresen/core/api";
import { writable } from "@tresen/core/readable";
import { describe, expect, it } from "vitest";
import { isAllStored, stored, takesOver } from "./answering.ts";

const anna: Person = { person: 1, name: "Anna", role: "owner" };
const free = { id: "a", assigned: null };

describe("the first answer", () => {
  it("makes the conversation its writer's, if nobody has it, the switch is on, and it was not given back", () => {
    expect(takesOver(free, anna, true)).toBe(true);
    expect(takesOver({ ...free, assigned: 2 }, anna, true)).toBe(false);
    expect(takesOver({ ...free, assigned: 1 }, anna, true)).toBe(false);
    expect(takesOver(free, anna, false)).toBe(false);
    expect(takesOver(free, { ...anna, role: "auditor" }, true)).toBe(false);
    expect(takesOver(free, anna, true, new Set(["a"]))).toBe(false);
    expect(takesOver(null, anna, true)).toBe(false);
  });
});

describe("answering and closing in one", () => {
  const message = (pos: number | null) => ({ type: "message", pos }) as LogRow;
  const note = { type: "note", pos: null } as LogRow;

  it("waits until what was sent has arrived: a message to a closed conversation would open it again", async () => {
    expect(isAllStored([message(1), note])).toBe(true);
    expect(isAllStored([message(1), message(null)])).toBe(false);
    const rows = writable<readonly LogRow[]>([message(1), message(null)]);
    const all = stored({ rows });
    rows.set([message(1), message(2)]);
    expect(await all).toBe(true);
  });
});
