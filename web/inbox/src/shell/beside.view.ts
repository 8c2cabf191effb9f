import type { ConversationRow, Inbox } from "@tresen/core/api";
import { writable } from "@tresen/core/readable";
import { describe, expect, it } from "vitest";
import { Beside } from "./beside.svelte.ts";

/** A list that a test fills; all of its rows wait. */
function listOf(...first: string[]) {
  let ids = first;
  const settled = writable(false);
  const row = (id: string | undefined) =>
    id === undefined ? null : ({ id, flags: { sinceMs: 1 } } as ConversationRow);
  const inbox = {
    order: { settled },
    rowAt: (at: number) => row(ids[at]),
    rowOf: (id: string) => row(ids.find((each) => each === id)),
  } as unknown as Inbox;
  const become = (...next: string[]) => {
    ids = next;
  };
  return { inbox, settled, become };
}

describe("what stands beside the list", () => {
  it("is the one that waits longest, once the server's rows are there, not the first that this device heard of", () => {
    const { inbox, settled, become } = listOf("newest");
    const beside = new Beside(inbox);
    beside.settle("waiting");
    become("longest", "newest");
    settled.set(true);
    beside.settle("waiting");
    expect(beside.id).toBe("longest");
  });

  it("is changed by nothing that comes after that", () => {
    const { inbox, settled, become } = listOf("one", "two");
    settled.set(true);
    const beside = new Beside(inbox);
    beside.settle("all");
    become("new", "one", "two");
    beside.settle("all");
    expect(beside.id).toBe("one");
  });

  it("is what was open last, whatever the list still finds out", () => {
    const { inbox, settled, become } = listOf("one", "two");
    const beside = new Beside(inbox);
    beside.settle("waiting");
    beside.last = "two";
    beside.settle("waiting");
    become("three", "one", "two");
    settled.set(true);
    beside.settle("waiting");
    expect(beside.id).toBe("two");
  });
});
