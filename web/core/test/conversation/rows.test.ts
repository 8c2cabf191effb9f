import { describe, expect, test } from "vitest";
import { learnKinds } from "../../src/content/kinds.ts";
import { logRows, type RowsInput } from "../../src/conversation/rows.ts";
import type { OutboxRow } from "../../src/model/outbox.ts";
import type { StoredRow } from "../../src/model/row.ts";
import { Kind } from "../../src/wire/frames.ts";
import { said } from "../world/said.ts";

learnKinds();

const stored = (pos: number, changed: Partial<StoredRow> = {}): StoredRow => ({
  conversation: "c",
  pos,
  kind: Kind.message,
  atMs: pos,
  device: "me",
  counter: pos,
  num: pos,
  hash: `h${pos}`,
  prev: null,
  saw: null,
  party: "customer",
  person: null,
  spoken: true,
  doc: null,
  about: null,
  payload: { kind: "text", text: `Text ${pos}` },
  trouble: null,
  entry: null,
  ...changed,
});

const waiting = (counter: number, failed: string | null = null): OutboxRow => ({
  counter,
  conversation: "c",
  payload: { kind: "text", text: `wartet ${counter}` },
  spoken: true,
  doc: null,
  about: null,
  atMs: 0,
  sealed: null,
  failed,
});

const show = (
  rows: readonly StoredRow[],
  outbox: readonly OutboxRow[] = [],
  changed: Partial<RowsInput> = {},
) =>
  logRows({
    rows: new Map(rows.map((row) => [row.pos, row])),
    outbox,
    theirs: { delivered: 0, read: 0 },
    side: "customer",
    mine: "me",
    person: null,
    erasing: () => false,
    kept: [],
    nameOf: () => null,
    changes: [],
    autoText: () => "Willkommen",
    from: 1,
    stars: new Set(),
    ...changed,
  });

describe("rows", () => {
  test("[L6] the four states follow the other side's marks, and read implies delivered", () => {
    const rows = [1, 2, 3].map((pos) => stored(pos));
    const states = show(rows, [waiting(9)], { theirs: { delivered: 2, read: 1 } }).map((row) =>
      row.type === "message" ? row.state : null,
    );
    expect(states).toEqual(["read", "delivered", "sent", "sending"]);
  });

  test("[L4] a stored message waits no longer, whatever the outbox still says; its key stays the same", () => {
    const before = show([], [waiting(4)]);
    const after = show([stored(7, { counter: 4 })], [waiting(4)]);
    expect(after.length).toBe(1);
    expect(after[0]?.key).toBe(before[0]?.key);
  });

  test("waiting messages come last, in the order of writing; a failed one says so", () => {
    const rows = show([stored(2), stored(1)], [waiting(9), waiting(8, "conversation_blocked")]);
    expect(rows.map((row) => (row.type === "message" ? `${said(row)} ${row.state}` : ""))).toEqual([
      "Text 1 sent",
      "Text 2 sent",
      "wartet 8 failed",
      "wartet 9 sending",
    ]);
  });

  test("[S9] another kind than text cannot be displayed", () => {
    const [row] = show([stored(1, { payload: { kind: "order" } })]);
    expect(row).toMatchObject({ content: { kind: "unknown" }, trouble: "unreadable" });
  });

  test("entries, automatic answers and tombstones are notes; what was superseded is not shown", () => {
    const rows = [
      stored(1, { kind: Kind.auto, entry: ["away.evening", 5, "de", 0, null] }),
      stored(2, { kind: Kind.closed, entry: [2] }),
      stored(3, { kind: Kind.reopened, entry: [null] }),
      stored(3.001, { kind: Kind.blocked, entry: [true] }),
      stored(3.002, { kind: Kind.blocked, entry: [false] }),
      stored(4, { entry: ["erased"], payload: null }),
      stored(5, { entry: ["superseded"], payload: null }),
      stored(6, { kind: Kind.record, entry: [] }),
      stored(6.001, { kind: Kind.assigned, entry: [3], device: null, counter: null }),
    ];
    const notes = show(rows).map((row) =>
      row.type === "note" ? [row.name, row.text, row.person, row.pos] : null,
    );
    expect(notes).toEqual([
      ["away", "Willkommen", null, 1],
      ["closed", null, 2, 2],
      ["reopened", null, null, 3],
      ["blocked", null, null, null],
      ["unblocked", null, null, null],
      ["tombstone", null, null, 4],
      ["assigned", null, 3, null],
    ]);
  });

  test("[S4] a record that changes the customer's devices is one line; the first, and one that changes nothing, is none", () => {
    const change = { joined: 1, left: 1, link: true };
    const rows = [
      stored(1, { kind: Kind.record, entry: [] }),
      stored(2, { kind: Kind.record, entry: [change] }),
      stored(3, { kind: Kind.record, entry: [], epoch: 2 }),
    ];
    expect(show(rows)).toMatchObject([{ type: "note", name: "devices", pos: 2, change }]);
  });

  test("[S4] a change of the team is shown where it happened, once, and not before the conversation began", () => {
    const changes = [5, 15, 16, 40].map((atMs, at) => ({
      rev: at,
      atMs,
      ids: [],
      joined: 1,
      left: 0,
      link: false,
    }));
    const rows = [stored(10), stored(20), stored(30)];
    const shown = (given: readonly StoredRow[], input: Partial<RowsInput> = {}) =>
      show(given, [waiting(99)], { changes, ...input }).map((row) =>
        row.type === "note" ? row.key : row.atMs,
      );
    expect(shown(rows)).toEqual([10, "team.1", "team.2", 20, 30, "team.3", 0]);
    expect(shown([])).toEqual([0]);
    // Only the newest page is loaded: older changes wait for the older pages.
    expect(shown(rows.slice(1))).toEqual([20, 30, "team.3", 0]);
    // A clock that goes back repeats nothing.
    expect(
      shown([stored(1), stored(2, { atMs: 20 }), stored(3, { atMs: 2 }), stored(4, { atMs: 20 })]),
    ).toEqual([1, "team.0", "team.1", "team.2", 20, 2, 20, "team.3", 0]);
  });

  test("a name from the back room counts more than the one a message brings", () => {
    const row = stored(1, { party: "team", person: 2, payload: { kind: "text", text: "Ja", by: "Chef" } });
    const name = (nameOf: (person: number) => string | null) => show([row], [], { nameOf })[0];
    expect(name(() => "Ben")).toMatchObject({ by: "Ben", ours: false });
    expect(name(() => null)).toMatchObject({ by: "Chef" });
  });
});

describe("written and sent (S10)", () => {
  const writtenMs = (wrote: number | null, atMs: number) => {
    const [row] = show([stored(1, { atMs, writtenMs: wrote })]);
    return row?.type === "message" ? row.writtenMs : null;
  };

  test("a message that waited for more than a minute says when it was written", () => {
    expect(writtenMs(1_000_000, 1_060_001)).toBe(1_000_000);
    expect(writtenMs(1_000_000, 1_060_000)).toBeUndefined();
  });

  test("a clock that is ahead, or a row that does not say, changes nothing", () => {
    expect(writtenMs(2_000_000, 1_000_000)).toBeUndefined();
    expect(writtenMs(null, 1_000_000)).toBeUndefined();
    expect(writtenMs(0, 1_000_000)).toBeUndefined();
  });
});
