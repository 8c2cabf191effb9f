import type { StoredRow } from "../../src/model/row.ts";
import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { beforeEach, describe, expect, test } from "vitest";
import { openStore, type Store, storeExists, takeCounter, write } from "../../src/store/database.ts";
import { writeBetween, writeNewer, writeOlder } from "../../src/store/log.ts";
import { Kind } from "../../src/wire/frames.ts";
import { writeHeader } from "../../src/wire/layouts.ts";

let store: Store;

beforeEach(async () => {
  store = await openStore({ indexedDB: new IDBFactory() } as Parameters<typeof openStore>[0], "log");
});

const row = (pos: number, device: string, num: number, changed: Partial<StoredRow> = {}): StoredRow => ({
  conversation: "c",
  pos,
  kind: Kind.message,
  atMs: pos,
  device,
  counter: num,
  num,
  hash: `${device}${num}`,
  prev: num === 1 ? null : `${device}${num - 1}`,
  saw: null,
  party: "team",
  person: 1,
  spoken: true,
  doc: null,
  about: null,
  payload: { kind: "text", text: `${device}${num}` },
  trouble: null,
  entry: null,
  ...changed,
});

const newer = (...rows: StoredRow[]) => write(store, (tx) => writeNewer(tx, "c", rows, "me"));
const older = (...rows: StoredRow[]) => write(store, (tx) => writeOlder(tx, "c", rows));
const troubles = async () => (await store.getAll("rows")).map(({ pos, trouble }) => [pos, trouble]);

describe("the log on the device", () => {
  test("[L2] the same rows twice are stored once; the range grows", async () => {
    await newer(row(1, "a", 1), row(2, "b", 1));
    const again = await newer(row(2, "b", 1), row(3, "a", 2));
    expect(again.rows.map(({ pos }) => pos)).toEqual([3]);
    expect(again.state).toMatchObject({ low: 1, high: 3, seen: { pos: 3, hash: "a2" } });
    expect(await troubles()).toEqual([
      [1, null],
      [2, null],
      [3, null],
    ]);
  });

  test("[S7] a missing number is a gap in a whole log, but undecided at the end of a range", async () => {
    await newer(row(1, "a", 1), row(2, "a", 3));
    expect(await troubles()).toEqual([
      [1, null],
      [2, "gap"],
    ]);
    await write(store, async (tx) => tx.objectStore("rows").clear());
    await write(store, async (tx) => tx.objectStore("conversations").clear());
    await newer(row(50, "a", 7));
    expect(await troubles()).toEqual([[50, null]]);
  });

  test("[W5] where an older page meets the newer one, the chain must join, too", async () => {
    await newer(row(10, "a", 3), row(11, "b", 2, { prev: "anders" }));
    await older(row(8, "a", 2), row(9, "b", 1));
    expect(await troubles()).toEqual([
      [8, null],
      [9, null],
      [10, null],
      [11, "fork"],
    ]);
    expect((await store.get("conversations", "c"))?.low).toBe(8);
  });

  test("[S7] two swapped messages of one sender are not accepted", async () => {
    await newer(row(1, "b", 1), row(2, "a", 2), row(3, "a", 1));
    expect(await troubles()).toEqual([
      [1, null],
      [2, "gap"],
      [3, "fork"],
    ]);
  });

  test("[W7] a message under an ended epoch is not believed and proves nothing", async () => {
    const begins = row(3, "x", 1, { kind: Kind.record, num: null, entry: [], epoch: 2 });
    await newer(row(1, "a", 1, { epoch: 1 }), row(2, "b", 1, { epoch: 1 }), begins);
    await newer(row(4, "b", 2, { epoch: 1 }), row(5, "a", 2, { epoch: 2 }));
    expect((await troubles()).map(([, trouble]) => trouble)).toEqual([null, null, null, "forged", null]);
    expect(await store.get("rows", ["c", 4])).toMatchObject({ payload: null, party: null, hash: null });
  });

  test("[W7] the same when an older page reveals that the epoch had ended", async () => {
    await newer(row(4, "b", 2, { epoch: 1 }), row(5, "a", 2, { epoch: 2 }));
    const begins = row(3, "x", 1, { kind: Kind.record, num: null, entry: [], epoch: 2 });
    await older(row(1, "a", 1, { epoch: 1 }), row(2, "b", 1, { epoch: 1 }), begins);
    expect((await troubles()).map(([, trouble]) => trouble)).toEqual([null, null, null, "forged", null]);
  });

  test("[L7] a tombstone keeps the chain whole", async () => {
    const gone = row(2, "a", 2, { num: null, prev: null, payload: null, entry: ["erased"] });
    await newer(row(1, "a", 1), gone, row(3, "a", 3));
    expect(await troubles()).toEqual([
      [1, null],
      [2, null],
      [3, null],
    ]);
  });

  test("[S7] this device's own chain and its `seen` continue from the store", async () => {
    const { state } = await newer(row(1, "me", 1), row(2, "a", 1), row(3, "me", 2));
    expect(state.sent).toEqual({ num: 2, hash: "me2" });
    expect(state.seen).toEqual({ pos: 3, hash: "me2" });
  });

  test("[S7] what is shown as a gap or fork is not claimed to have been seen; what follows it is", async () => {
    const { state } = await newer(row(1, "a", 1), row(2, "a", 3), row(3, "a", 1));
    expect(state.seen).toEqual({ pos: 1, hash: "a1" });
    expect((await newer(row(4, "b", 1))).state.seen).toEqual({ pos: 4, hash: "b1" });
  });

  test("[L4] a message waiting under a counter that names another one goes on waiting under a new one", async () => {
    await write(store, async (tx) => {
      await takeCounter(tx);
      await tx.objectStore("outbox").put({
        counter: 1,
        conversation: "c",
        payload: { kind: "text", text: "noch nicht gesagt" },
        spoken: true,
        doc: null,
        about: null,
        atMs: 0,
        sealed: null,
        failed: null,
      });
    });
    const { done, moved } = await newer(row(1, "me", 1));
    expect(done).toEqual([1]);
    expect(moved.map(({ counter }) => counter)).toEqual([2]);
    expect((await store.getAll("outbox")).map(({ counter }) => counter)).toEqual([2]);
  });

  test("[L7, S7] one's own message, erased before its answer came: the next one follows it", async () => {
    const id = new Uint8Array(16);
    const hash = new Uint8Array(32);
    const header = writeHeader({
      version: 1,
      business: id,
      conversation: id,
      epoch: 1,
      epochHash: hash,
      device: id,
      counter: 2,
      num: 2,
      prev: hash,
      seenPos: 0,
      seenHash: null,
      spoken: true,
      refers: null,
      about: null,
      doc: null,
      atMs: 0,
      replaces: null,
    });
    const sealed = { header, slot: hash, ciphertext: hash, signature: hash, num: 2, hash: "me2" };
    await newer(row(1, "me", 1));
    await store.put("outbox", {
      counter: 2,
      conversation: "c",
      payload: { kind: "text", text: "zwei" },
      spoken: true,
      doc: null,
      about: null,
      atMs: 0,
      sealed,
      failed: null,
    });
    const tombstone = row(2, "me", 2, { num: null, prev: null, payload: null, entry: ["erased"] });
    const { state, done } = await newer(tombstone);
    expect(done).toEqual([2]);
    expect(state.sent).toEqual({ num: 2, hash: "me2" });
  });

  test("an entry without a position stands after the rows present when it came", async () => {
    await newer(row(1, "a", 1));
    for (const at of [1, 2])
      await write(store, (tx) => writeBetween(tx, row(0, "x", at, { kind: Kind.assigned, entry: [at] })));
    await newer(row(2, "a", 2));
    expect((await troubles()).map(([pos]) => pos)).toEqual([1, 1.001, 1.002, 2]);
  });

  test("[L4] tabs that take counters at the same time never get the same one", async () => {
    const taken = await Promise.all(Array.from({ length: 20 }, () => write(store, takeCounter)));
    expect(new Set(taken).size).toBe(20);
  });

  test("a failed transaction changes nothing", async () => {
    const failing = write(store, async (tx) => {
      await takeCounter(tx);
      throw new Error("no");
    });
    await expect(failing).rejects.toThrow("no");
    expect(await write(store, takeCounter)).toBe(1);
  });
});

describe("is there a store", () => {
  test.each([true, false])("asked without creating it (list of databases: %s)", async (listed) => {
    const indexedDB = new IDBFactory();
    if (!listed) Object.assign(indexedDB, { databases: undefined });
    const env = { indexedDB } as Parameters<typeof storeExists>[0];
    expect(await storeExists(env, "x")).toBe(false);
    expect(await storeExists(env, "x")).toBe(false);
    (await openStore(env, "x")).close();
    expect(await storeExists(env, "x")).toBe(true);
  });
});
