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

/** The store, and the transactions that are begun on it, by what they may do. */
function watched(store: Store): { readonly store: Store; readonly begun: unknown[] } {
  const begun: unknown[] = [];
  const counted = new Proxy(store, {
    get(target, name) {
      const own = Reflect.get(target, name, target);
      if (typeof own !== "function") return own;
      return (...given: unknown[]) => {
        begun.push(name === "transaction" ? given[1] : name);
        return own.apply(target, given);
      };
    },
  });
  return { store: counted, begun };
}

describe("opening a conversation", () => {
  test("reads the device's database in one transaction, behind no other one, and shows it once", async () => {
    const { store } = await opened(80);
    const seen = watched(store);
    const log = new ChatLog("team", () => import("../../src/acts/rows.ts"));
    let shown = 0;
    log.rows.subscribe(() => shown++);
    const before = shown;
    await log.open(seen.store, TALK, "mine", null);
    expect(texts(log)).toEqual(upTo(82, FEW));
    expect(seen.begun).toEqual(["readonly"]);
    expect(shown - before).toBe(1);
  });

  test.each([
    [0, "nothing is known"],
    [82, "as far as the device holds"],
    [90, "a little further than the device holds"],
    [400, "far beyond what the device holds"],
    [50, "long ago"],
  ])("shows the newest rows, wherever the list believes the end to be: %i, %s", async (head) => {
    const { store } = await opened(80);
    const log = new ChatLog("team", () => import("../../src/acts/rows.ts"));
    await log.open(store, TALK, "mine", null, head);
    expect(texts(log)).toEqual(upTo(82, FEW));
    await log.loadOlder(store, async () => {});
    expect(texts(log)).toEqual(upTo(82, 80));
  });

  test("where the list knows the end, its rows are asked for together with the rest", async () => {
    const { store } = await opened(80);
    const log = new ChatLog("team", () => import("../../src/acts/rows.ts"));
    const asked: string[] = [];
    let answered = 0;
    const real = IDBObjectStore.prototype.getAll;
    const get = IDBObjectStore.prototype.get;
    const noted = <T extends IDBRequest>(name: string, request: T): T => {
      asked.push(`${name} after ${answered}`);
      request.addEventListener("success", () => answered++);
      return request;
    };
    IDBObjectStore.prototype.getAll = function (...given) {
      return noted(this.name, real.apply(this, given));
    };
    IDBObjectStore.prototype.get = function (...given) {
      return noted(this.name, get.apply(this, given));
    };
    try {
      await log.open(store, TALK, "mine", null, 82);
    } finally {
      IDBObjectStore.prototype.getAll = real;
      IDBObjectStore.prototype.get = get;
    }
    expect(asked.map((each) => each.split(" after ")[1])).toEqual(Array(5).fill("0"));
  });

  test("a message that is written while it opens is shown, and nothing before it is missing", async () => {
    const { store } = await opened(80);
    const log = new ChatLog("team", () => import("../../src/acts/rows.ts"));
    const opening = log.open(store, TALK, "mine", null);
    await Promise.all([opening, arrive(store, log, [row(83)])]);
    expect(texts(log).slice(-FEW)).toEqual(upTo(83, FEW));
  });
});

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
