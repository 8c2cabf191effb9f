/** Conversations that are read ahead: what is shown at once is what the device holds, and nothing that changed since. */

import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { describe, expect, test } from "vitest";
import type { Env } from "../../src/base/env.ts";
import { emptyConversation } from "../../src/model/conversation.ts";
import type { LogNote, OutboxNote } from "../../src/model/notes.ts";
import type { StoredRow } from "../../src/model/row.ts";
import { ReadyLogs } from "../../src/staff/ready.ts";
import { openStore, type Store, write } from "../../src/store/database.ts";
import { Kind } from "../../src/wire/frames.ts";
import { said } from "../world/said.ts";

const row = (conversation: string, pos: number): StoredRow => ({
  conversation,
  pos,
  kind: Kind.message,
  atMs: pos,
  device: "anna",
  counter: pos,
  num: pos,
  hash: `h${pos}`,
  prev: null,
  saw: null,
  party: "team",
  person: 1,
  spoken: true,
  doc: null,
  about: null,
  payload: { kind: "text", text: `Text ${pos}` },
  trouble: null,
  entry: null,
});

/** Stores the next message of this conversation; the answer is what all tabs are told. */
async function store(into: Store, conversation: string, pos: number): Promise<LogNote> {
  const [rows, state] = [[row(conversation, pos)], { ...emptyConversation(conversation), low: 1, high: pos }];
  await write(into, async (tx) => {
    for (const each of rows) await tx.objectStore("rows").put(each);
    await tx.objectStore("conversations").put(state);
  });
  return { type: "log", conversation, rows, state, done: [], moved: [], anew: false, live: true };
}

async function house() {
  const database = await openStore({ indexedDB: new IDBFactory() } as unknown as Env, "inbox");
  let open = true;
  const dropped: string[] = [];
  const ready = new ReadyLogs({
    store: () => (open ? database : null),
    mine: () => "mine",
    person: () => 1,
    nameOf: () => null,
    autoText: () => null,
    teamChanges: () => [],
    acts: () => import("../../src/acts/rows.ts"),
    needless: () => false,
    about: () => ({ prepare: () => {}, drop: () => dropped.push("all") }),
  });
  const close = () => {
    open = false;
    ready.drop();
  };
  return { database, ready, dropped, close };
}

const OUTBOX: OutboxNote = { type: "outbox", rows: [], gone: [7] };

/** The same numbers each time, below the one asked for (Lehmer). */
function numbers(seed: number): (below: number) => number {
  let last = seed;
  return (below) => {
    last = (last * 48_271) % 2_147_483_647;
    return last % below;
  };
}

describe("conversations that are read ahead", () => {
  test("one that was prepared is there at once, and again after it was left", async () => {
    const { database, ready } = await house();
    await store(database, "a", 3);
    await ready.prepare("a");
    const first = ready.take("a");
    expect(first.known).toBe(true);
    expect(first.log.rows.get().map(said)).toEqual(["Text 3"]);
    expect(ready.take("a").known).toBe(false);
    ready.keep("a", first.log);
    expect(ready.take("a").log).toBe(first.log);
  });

  test("a message that comes meanwhile is never missing from what is shown at once", async () => {
    const { database, ready } = await house();
    const high = new Map<string, number>();
    const running: Promise<unknown>[] = [];
    const steps = {
      prepare: (id: string) => void running.push(ready.prepare(id)),
      sent: () => ready.apply(OUTBOX),
      arrive: async (id: string) => {
        const pos = (high.get(id) ?? 2) + 1;
        high.set(id, pos);
        ready.apply(await store(database, id, pos));
      },
      open: async (id: string) => {
        const { log, opened, known } = ready.take(id);
        if (!known) await opened;
        expect(log.rows.get().at(-1)?.pos).toBe(high.get(id));
        ready.keep(id, log);
      },
    };
    const kinds = Object.values(steps);
    const random = numbers(26);
    for (let step = 0; step < 600; step++) {
      const id = random(2) === 0 ? "a" : "b";
      await kinds[random(kinds.length)]?.(id);
    }
    await Promise.all(running);
  });

  test("nothing of one that was erased, and nothing at all behind the app lock", async () => {
    const { database, ready, dropped } = await house();
    for (const id of ["a", "b"]) {
      await store(database, id, 3);
      await ready.prepare(id);
    }
    ready.drop("a");
    expect([ready.take("a").known, ready.take("b").known]).toEqual([false, true]);
    await ready.prepare("b");
    const late = ready.prepare("a");
    ready.drop();
    await late;
    expect([ready.take("a").known, ready.take("b").known, dropped]).toEqual([false, false, ["all"]]);
  });

  test("what is left after the inbox was closed is not kept", async () => {
    const { database, ready, close } = await house();
    await store(database, "a", 3);
    await ready.prepare("a");
    const { log } = ready.take("a");
    close();
    ready.keep("a", log);
    expect(ready.take("a").known).toBe(false);
  });

  test("few are held: those that were used last", async () => {
    const { database, ready } = await house();
    const ids = Array.from({ length: 30 }, (_, at) => `c${at}`);
    for (const id of ids) await store(database, id, 3);
    for (const id of ids) await ready.prepare(id);
    expect(ids.filter((id) => ready.take(id).known)).toEqual(ids.slice(-24));
  });

  test("one of which the device holds nothing is read again once something has come", async () => {
    const { database, ready } = await house();
    await ready.prepare("a");
    expect(ready.take("a").known).toBe(false);
    ready.apply(await store(database, "a", 3));
    await ready.prepare("a");
    expect(ready.take("a").log.rows.get().map(said)).toEqual(["Text 3"]);
  });
});
