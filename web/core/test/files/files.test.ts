import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { beforeEach, describe, expect, test } from "vitest";
import type { Env } from "../../src/base/env.ts";
import { Refused, ServerRefusal, Unreachable } from "../../src/base/errors.ts";
import type { Photo } from "../../src/content/file.ts";
import { contentOf } from "../../src/content/index.ts";
import { Files } from "../../src/files/desk.ts";
import { keep, keptMost, trim, used } from "../../src/files/kept.ts";
import { CARRIED } from "../../src/model/outbox.ts";
import { cutRow } from "../../src/model/row.ts";
import { openFile } from "../../src/seal/files.ts";
import { Sha256 } from "../../src/seal/sha256.ts";
import { sha256 } from "../../src/seal/suite.ts";
import { deleteStore, fileKey, openStore, type Store } from "../../src/store/database.ts";
import { revive } from "../../src/sync/retry.ts";
import { Kind } from "../../src/wire/frames.ts";
import { BlobServer } from "../world/blobserver.ts";

const CONVERSATION = "conversation";

/** A device: its store outlives its tabs. */
function device(server: BlobServer) {
  const indexedDB = new IDBFactory();
  let nowMs = 1_000;
  const waiting: (() => void)[] = [];
  const env = {
    indexedDB,
    locks: null,
    BroadcastChannel: null,
    now: () => nowMs++,
    random: () => 0.5,
    online: () => true,
    onConnectivity: () => () => {},
    later: (_: number, run: () => void) => {
      waiting.push(run);
      return () => {};
    },
  } as unknown as Env;
  const tab = async () => {
    const store = await openStore(env, "files");
    const files = new Files({
      env,
      store,
      name: "files",
      conversation: CONVERSATION,
      side: "customer",
      leader: () => ({ http: server.http, pump: async () => {} }),
      publish: () => {},
    });
    return { store, files };
  };
  /** Time goes by: whatever waits for it runs. */
  const wait = () => {
    for (const run of waiting.splice(0)) run();
  };
  return { env, tab, wait };
}

const bytesOf = (size: number, salt = 1): Uint8Array<ArrayBuffer> => {
  const bytes = new Uint8Array(size);
  for (let i = 0; i < size; i++) bytes[i] = (i * 31 + (i >> 8) * salt) & 255;
  return bytes;
};
const photo = (size: number, salt = 1) =>
  ({
    kind: "photo",
    data: new Blob([bytesOf(size, salt)]),
    type: "image/jpeg",
    name: "Foto.jpg",
    width: 4,
    height: 3,
    caption: "Tisch",
  }) as const;

const rowsOf = async (store: Store) => store.getAll("outbox");

async function until(done: () => Promise<boolean>, turn = () => {}): Promise<void> {
  for (let i = 0; i < 2000; i++) {
    if (await done()) return;
    turn();
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
  throw new Error("it did not happen");
}

/** What the message says of its file, and what the server holds, opened. */
async function carriedOf(store: Store, server: BlobServer, at = 0) {
  const row = (await rowsOf(store))[at];
  const content = contentOf(row?.payload ?? null) as Photo;
  return { row, content, plain: await openFile(content.file, server.sealed(content.file.blob)) };
}

describe("files on their way", () => {
  let server: BlobServer;
  beforeEach(() => {
    server = new BlobServer();
  });

  test("[F4] a message is released only when its file is complete, and says the file's hash", async () => {
    const { tab } = device(server);
    const { store, files } = await tab();
    await files.add([photo(300_000)]);
    const [waits] = await rowsOf(store);
    expect(waits).toMatchObject({ failed: CARRIED, carried: true });
    await until(async () => (await rowsOf(store))[0]?.failed === null);
    const { row, content, plain } = await carriedOf(store, server);
    expect(row?.carried).toBeUndefined();
    expect(row?.blob).toBe(content.file.blob);
    expect(plain).toEqual(bytesOf(300_000));
    expect(server.asked.at(-1)).toMatch(/complete$/);
  });

  test("[F4] a file for a document is carried without a message, goes on where it broke off, and says its hash", async () => {
    const { tab } = device(server);
    const { store, files } = await tab();
    const kept = await files.keep(photo(300_000));
    expect(await rowsOf(store)).toEqual([]);
    expect(await openFile(kept.file, server.sealed(kept.file.blob))).toEqual(bytesOf(300_000));
    expect([...kept.file.hash]).toEqual([...(await sha256(bytesOf(300_000)))]);
    expect(files.progress.get().size).toBe(0);
    server.breaks = () => "before";
    await expect(files.keep(photo(5))).rejects.toThrow(Unreachable);
    server.breaks = () => "no";
    server.refuses = "business_full";
    await expect(files.keep(photo(5))).rejects.toThrow(ServerRefusal);
  });

  test("several go one after another, in the order in which they were chosen", async () => {
    const { tab } = device(server);
    const { store, files } = await tab();
    await files.add([photo(1000, 1), photo(70_000, 2), photo(1, 3)]);
    await until(async () => (await rowsOf(store)).every(({ failed }) => failed === null));
    for (const [at, salt] of [1, 2, 3].entries())
      expect((await carriedOf(store, server, at)).plain).toEqual(
        bytesOf([1000, 70_000, 1][at] as number, salt),
      );
  });

  test.each([1, 2, 3, 4, 5, 6, 7, 8])(
    "[property] [F4] a line that breaks again and again only delays it (seed %s)",
    async (seed) => {
      const { tab, wait } = device(server);
      const { store, files } = await tab();
      let turn = seed * 7919;
      server.breaks = () => {
        turn = (turn * 1103515245 + 12345) % 2147483648;
        return (["no", "before", "after"] as const)[(turn >> 8) % 3] ?? "no";
      };
      await files.add([photo(500_000), photo(10)]);
      await until(async () => (await rowsOf(store)).every(({ failed }) => failed === null), wait);
      expect((await carriedOf(store, server, 0)).plain).toEqual(bytesOf(500_000));
      expect((await carriedOf(store, server, 1)).plain).toEqual(bytesOf(10));
    },
  );

  test("[F4] after the tab was closed, another one carries only what is missing", async () => {
    const { tab, wait } = device(server);
    const first = await tab();
    let left = 3;
    server.breaks = () => (left-- > 0 ? "no" : "before");
    await first.files.add([photo(1_000_000)]);
    await until(async () => left < -3, wait);
    first.store.close();
    const before = [...server.blobs.values()][0]?.chunks.size ?? 0;
    expect(before).toBeGreaterThan(0);
    server.breaks = () => "no";
    server.asked.length = 0;
    const second = await tab();
    second.files.wake();
    await until(async () => (await rowsOf(second.store))[0]?.failed === null, wait);
    expect((await carriedOf(second.store, server)).plain).toEqual(bytesOf(1_000_000));
    const again = server.asked.filter((each) => each.startsWith("PUT")).length;
    expect(again).toBeLessThanOrEqual(16 - before);
  });

  test("what is taken back comes back with its words, and nothing of it is left", async () => {
    const { tab } = device(server);
    const { store, files } = await tab();
    server.breaks = () => "before";
    await files.add([photo(5000)]);
    const blob = (await rowsOf(store))[0]?.blob ?? "";
    const back = await files.cancel(blob);
    expect(back).toMatchObject({ kind: "photo", caption: "Tisch", width: 4, name: "Foto.jpg" });
    expect(new Uint8Array((await back?.data.arrayBuffer()) ?? new ArrayBuffer(0))).toEqual(bytesOf(5000));
    expect(await rowsOf(store)).toEqual([]);
    expect(await store.get("state", fileKey(CONVERSATION, blob))).toBeUndefined();
    expect(await files.cancel(blob)).toBeNull();
  });

  test("[F6] what the server refuses stays here and says why; tried again, it is carried", async () => {
    const { tab } = device(server);
    const { store, files } = await tab();
    server.refuses = "conversation_full";
    await files.add([photo(5000), photo(6000)]);
    await until(async () => (await rowsOf(store)).every(({ failed }) => failed === "conversation_full"));
    server.refuses = null;
    for (const { counter } of await rowsOf(store)) {
      expect(await revive(store, counter)).toMatchObject({ failed: CARRIED });
      files.wake();
    }
    await until(async () => (await rowsOf(store)).every(({ failed }) => failed === null));
  });

  test("[F7] what the server swept while its message waited is carried again, but not for ever", async () => {
    const { tab } = device(server);
    const { store, files } = await tab();
    await files.add([photo(5000)]);
    await until(async () => (await rowsOf(store))[0]?.failed === null);
    for (const carriedAgain of [true, true, false]) {
      const [row] = await rowsOf(store);
      if (row === undefined) throw new Error("no row");
      server.blobs.clear();
      await store.put("outbox", { ...row, failed: "blob_missing" });
      files.wake();
      if (carriedAgain)
        await until(
          async () => (await rowsOf(store))[0]?.failed === null,
          () => files.wake(),
        );
      expect(server.blobs.size).toBe(carriedAgain ? 1 : 0);
    }
  });

  test("a file that is no longer on the device ends with a word, and stops no other", async () => {
    const { tab } = device(server);
    const { store, files } = await tab();
    let tried = 0;
    server.breaks = () => (++tried ? "before" : "no");
    await files.add([photo(5000), photo(6000)]);
    await until(async () => tried > 0);
    const [first] = await rowsOf(store);
    await store.delete("state", fileKey(CONVERSATION, first?.blob ?? ""));
    server.breaks = () => "no";
    files.wake();
    await until(
      async () => (await rowsOf(store))[1]?.failed === null,
      () => files.wake(),
    );
    expect((await rowsOf(store))[0]?.failed).toBe("file_gone");
  });
});

describe("what is kept on the device", () => {
  const MB = 1_000_000;
  async function stored(room: number | null, sizes: readonly number[], waiting = -1) {
    const { env, tab } = device(new BlobServer());
    const { store } = await tab();
    let nowMs = 0;
    const here: Env = { ...env, now: () => nowMs, room: async () => room };
    for (const [i, size] of sizes.entries()) {
      nowMs += 3_600_000;
      const key = fileKey(CONVERSATION, `blob${i}`);
      if (i === waiting)
        await store.put("outbox", { counter: 1, conversation: CONVERSATION, blob: `blob${i}` } as never);
      await keep(store, here, key, new Blob([new Uint8Array(size)]));
    }
    const left = async () =>
      (await store.getAllKeys("state")).map(String).flatMap((each) => /blob\d+$/.exec(each)?.[0] ?? []);
    const look = async (i: number) => {
      nowMs += 3_600_000;
      await used(store, here, fileKey(CONVERSATION, `blob${i}`), new Blob([new Uint8Array(sizes[i] ?? 0)]));
    };
    return { store, here, left, look };
  }

  test("what nobody looked at for longest goes first, and no more than has to", async () => {
    // A fifth of 20 MB.
    const { store, here, left, look } = await stored(20 * MB, [MB, MB, MB, MB]);
    expect(await left()).toEqual(["blob0", "blob1", "blob2", "blob3"]);
    await look(0);
    await keep(store, here, fileKey(CONVERSATION, "blob4"), new Blob([new Uint8Array(2 * MB)]));
    expect(await left()).toEqual(["blob0", "blob3", "blob4"]);
  });

  test("what waits to be carried stays, however large and old", async () => {
    const { left } = await stored(10 * MB, [3 * MB, MB, MB, MB], 0);
    expect(await left()).toEqual(["blob0"]);
  });

  test("a browser that does not say how much there is, and one that has very much, keep 200 MB", async () => {
    for (const room of [null, 1e15])
      expect(await keptMost({ ...device(new BlobServer()).env, room: async () => room })).toBe(200 * MB);
    const failing = { ...device(new BlobServer()).env, room: () => Promise.reject(new Error("no")) };
    expect(await keptMost(failing)).toBe(200 * MB);
  });

  test("files of an earlier version count, and what was erased is forgotten", async () => {
    const { store, here, left } = await stored(10 * MB, [MB]);
    await store.put("state", new Blob([new Uint8Array(MB)]), fileKey(CONVERSATION, "blob7"));
    await store.delete("state", fileKey(CONVERSATION, "blob0"));
    await trim(store, here);
    expect(Object.keys((await store.get("state", "fileUses")) as object)).toEqual([
      fileKey(CONVERSATION, "blob7"),
    ]);
    await keep(store, here, fileKey(CONVERSATION, "blob8"), new Blob([new Uint8Array(2 * MB)]));
    expect(await left()).toEqual(["blob8"]);
  });

  test("[L7] a picture whose message is erased while it is loaded is shown, and not kept", async () => {
    const server = new BlobServer();
    const { store, files } = await device(server).tab();
    await files.add([photo(3_000)]);
    await until(async () => (await rowsOf(store))[0]?.failed === null);
    const { content } = await carriedOf(store, server);
    const key = fileKey(CONVERSATION, content.file.blob);
    await store.delete("state", key);
    const loaded = await files.open(content.file);
    expect(loaded.size).toBe(3_000);
    expect(await store.get("state", key)).toBeDefined();
    await store.delete("state", key);
    const erasing = { ...cutRow(CONVERSATION, 1), pos: 7 };
    const { http } = server;
    const slow: typeof http = async (...call) => {
      await store.put("rows", { ...erasing, kind: Kind.erased, trouble: null });
      return http(...call);
    };
    Object.assign(server, { http: slow });
    expect((await files.open(content.file)).size).toBe(3_000);
    expect(await store.get("state", key)).toBeUndefined();
  });

  test("what went is loaded again from the server", async () => {
    const server = new BlobServer();
    const { tab } = device(server);
    const { store, files } = await tab();
    await files.add([photo(200_000)]);
    await until(async () => (await rowsOf(store))[0]?.failed === null);
    const { content } = await carriedOf(store, server);
    await store.delete("outbox", (await rowsOf(store))[0]?.counter ?? 0);
    await trim(store, { ...device(server).env, room: async () => 0 });
    expect(await store.get("state", fileKey(CONVERSATION, content.file.blob))).toBeUndefined();
    expect((await files.open(content.file)).size).toBe(200_000);
  });
});

describe("opening", () => {
  test("[F2] what was sent is opened whole; anything else is refused before a byte is shown", async () => {
    const server = new BlobServer();
    const sender = device(server);
    const { store, files } = await sender.tab();
    await files.add([photo(200_000)]);
    await until(async () => (await rowsOf(store))[0]?.failed === null);
    const { content } = await carriedOf(store, server);
    const reader = await device(server).tab();
    const opened = await reader.files.open(content.file);
    expect(new Uint8Array(await opened.arrayBuffer())).toEqual(bytesOf(200_000));
    // From now on it is on the device.
    server.asked.length = 0;
    await reader.files.open(content.file);
    expect(server.asked).toEqual([]);

    const other = await device(server).tab();
    const wrong = { ...content.file, hash: new Uint8Array(32) };
    await expect(other.files.open(wrong)).rejects.toBeInstanceOf(Refused);
    const held = server.blobs.get(content.file.blob);
    const [one, two] = [held?.chunks.get(0) as Uint8Array, held?.chunks.get(1) as Uint8Array];
    held?.chunks.set(0, two);
    held?.chunks.set(1, one);
    await expect(other.files.open(content.file)).rejects.toMatchObject({ reason: "cannot_open" });
    expect(await other.store.get("state", fileKey(CONVERSATION, content.file.blob))).toBeUndefined();
  });

  const LIES: Readonly<
    Record<string, (chunks: Map<number, Uint8Array>, other: Map<number, Uint8Array>) => void>
  > = {
    "a chunk twice": (chunks) => chunks.set(1, chunks.get(0) as Uint8Array),
    "a chunk of another file": (chunks, other) => chunks.set(1, other.get(1) as Uint8Array),
    "the end left out": (chunks) => chunks.delete(3),
    "cut in a chunk": (chunks) => chunks.set(3, (chunks.get(3) as Uint8Array).slice(0, 100)),
    "nothing at all": (chunks) => chunks.clear(),
    "one bit turned": (chunks) => {
      const changed = (chunks.get(2) as Uint8Array).slice();
      changed[77] = (changed[77] ?? 0) ^ 1;
      chunks.set(2, changed);
    },
  };
  test.each(Object.entries(LIES))(
    "[F2] a server that gives %s: refused, and nothing is kept",
    async (_, lie) => {
      const server = new BlobServer();
      const { store, files } = await device(server).tab();
      await files.add([photo(200_000, 1), photo(200_000, 2)]);
      await until(async () => (await rowsOf(store)).every(({ failed }) => failed === null));
      const { file } = (await carriedOf(store, server)).content;
      const other = (await carriedOf(store, server, 1)).content.file;
      const held = server.blobs.get(file.blob)?.chunks ?? new Map();
      lie(held, server.blobs.get(other.blob)?.chunks ?? new Map());
      const reader = await device(server).tab();
      await expect(reader.files.open(file)).rejects.toBeInstanceOf(Refused);
      expect(await reader.store.get("state", fileKey(CONVERSATION, file.blob))).toBeUndefined();
    },
  );

  test("with the conversation's store everything goes", async () => {
    const server = new BlobServer();
    const { env, tab } = device(server);
    const { store, files } = await tab();
    server.breaks = () => "before";
    await files.add([photo(100)]);
    store.close();
    await deleteStore(env, "files");
    const after = await openStore(env, "files");
    expect(await after.getAllKeys("state")).toEqual([]);
  });
});

describe("SHA-256 piece by piece", () => {
  test.each([0, 1, 55, 56, 63, 64, 65, 119, 120, 1000, 65_537])(
    "%s bytes, in pieces of any size",
    async (size) => {
      const data = bytesOf(size);
      const whole = await sha256(data);
      for (const step of [1, 7, 64, 1000].filter((each) => size / each < 2000)) {
        const hash = new Sha256();
        for (let at = 0; at < size; at += step) hash.add(data.subarray(at, at + step));
        expect(hash.end()).toEqual(whole);
      }
    },
  );
});
