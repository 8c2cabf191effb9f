/** The window onto a conversation: what a page holds that stays open, and that nothing is lost by it. */

import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { describe, expect, test } from "vitest";
import type { Env } from "../../src/base/env.ts";
import { ChatLog } from "../../src/conversation/window.ts";
import { emptyConversation } from "../../src/model/conversation.ts";
import type { LogNote } from "../../src/model/notes.ts";
import type { StoredRow } from "../../src/model/row.ts";
import { openStore, type Store, write } from "../../src/store/database.ts";
import { Kind } from "../../src/wire/frames.ts";
import { said } from "../world/said.ts";

const TALK = "talk";
/** As many as are shown at first, and three times that. */
const [FEW, MOST] = [60, 180];

const row = (pos: number, changed: Partial<StoredRow> = {}): StoredRow => ({
  conversation: TALK,
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
  ...changed,
});

/** Stores these rows, and tells the tab of them, as the leading tab does. */
async function arrive(store: Store, log: ChatLog, rows: readonly StoredRow[]): Promise<void> {
  const state = { ...emptyConversation(TALK), low: 1, high: rows.at(-1)?.pos ?? 0 };
  await write(store, async (tx) => {
    for (const each of rows) await tx.objectStore("rows").put(each);
    await tx.objectStore("conversations").put(state);
  });
  const note: LogNote = {
    type: "log",
    conversation: TALK,
    rows,
    state,
    done: [],
    moved: [],
    anew: false,
    live: true,
  };
  log.apply(note);
}

async function opened(count: number) {
  const store = await openStore({ indexedDB: new IDBFactory() } as unknown as Env, "inbox");
  const log = new ChatLog("customer", () => import("../../src/acts/rows.ts"));
  await log.open(store, TALK, "mine", null);
  for (let pos = 3; pos < 3 + count; pos++) {
    await arrive(store, log, [row(pos)]);
    log.letGo();
  }
  return { store, log };
}

const texts = (log: ChatLog) => log.rows.get().map(said);
const upTo = (high: number, count: number) =>
  Array.from({ length: count }, (_, at) => `Text ${high - count + 1 + at}`);

describe("a page that stays open while a conversation grows", () => {
  test("holds a bounded number of rows, the newest of them without a gap", async () => {
    const { store, log } = await opened(0);
    for (let pos = 3; pos < 700; pos++) {
      await arrive(store, log, [row(pos)]);
      log.letGo();
      const shown = texts(log);
      expect(shown.length).toBeLessThanOrEqual(MOST);
      expect(shown.length).toBeGreaterThanOrEqual(Math.min(pos - 2, FEW));
      expect(shown).toEqual(upTo(pos, shown.length));
    }
    expect(log.older.get()).toBe(true);
  });

  test("scrolling back brings everything back, and coming back lets it go again", async () => {
    const { store, log } = await opened(400);
    while (log.older.get()) await log.loadOlder(store, async () => {});
    expect(texts(log)).toEqual(upTo(402, 400));
    log.letGo();
    expect(texts(log)).toEqual(upTo(402, FEW));
  });

  test("who reads further up keeps what they read: nothing is let go unasked", async () => {
    const { store, log } = await opened(400);
    while (log.older.get()) await log.loadOlder(store, async () => {});
    await arrive(store, log, [row(403)]);
    expect(texts(log)).toEqual(upTo(403, 401));
  });

  test("what was let go and then erased does not come back with what it said", async () => {
    const { store, log } = await opened(400);
    await store.put("rows", row(5, { payload: null, entry: ["erased"] }));
    while (log.older.get()) await log.loadOlder(store, async () => {});
    expect(texts(log)).not.toContain("Text 5");
    expect(texts(log)).toContain("Text 4");
  });

  test("a pinned message stays pinned when it and its pin are let go", async () => {
    const { store, log } = await opened(10);
    const pin = { kind: "pin", on: true };
    await arrive(store, log, [row(13, { spoken: false, payload: pin, refers: "anna.5" })]);
    await expect.poll(() => log.pins.get().length).toBe(1);
    for (let pos = 14; pos < 300; pos++) {
      await arrive(store, log, [row(pos)]);
      log.letGo();
    }
    expect(log.rows.get().length).toBeLessThanOrEqual(MOST);
    expect(log.pins.get().map(({ key }) => key)).toEqual(["anna.5"]);
  });
});
