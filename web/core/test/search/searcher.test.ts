/** The index beside the messages on one device: built, kept across restarts, and never holding what the messages no longer say. */

import { expect, test } from "vitest";
import { dropErased } from "../../src/erasing/drop.ts";
import { NO_MARKS } from "../../src/model/marks.ts";
import type { StoredRow } from "../../src/model/row.ts";
import { Searcher } from "../../src/search/searcher.ts";
import { opened, type StoredPart, stored } from "../../src/search/segment.ts";
import {
  draftKeys,
  dropRows,
  openStore,
  SEARCH,
  SEARCH_RULES,
  type Store,
  write,
} from "../../src/store/database.ts";
import { writeNewer, writeOlder } from "../../src/store/log.ts";
import { dropEverything } from "../../src/store/restore.ts";
import { Kind } from "../../src/wire/frames.ts";
import { openBakery } from "../world/bakery.ts";
import { Browser } from "../world/browser.ts";
import { rawStorage } from "../world/rawstorage.ts";
import { MemoryServer } from "../world/server.ts";

const bakery = await openBakery();
const ROOM = "room";

const row = (
  conversation: string,
  pos: number,
  text: string,
  changed: Partial<StoredRow> = {},
): StoredRow => ({
  conversation,
  pos,
  kind: Kind.message,
  atMs: pos * 1_000,
  device: `device-${conversation}`,
  counter: pos,
  num: null,
  hash: `hash-${conversation}-${pos}`,
  prev: null,
  saw: null,
  party: "customer",
  person: null,
  spoken: true,
  doc: null,
  about: null,
  refers: null,
  payload: { kind: "text", text },
  trouble: null,
  entry: null,
  ...changed,
});

const entry = (id: string, head: number) => ({
  id,
  state: "open" as const,
  assigned: null,
  autoOff: false,
  createdMs: 1,
  lastMs: head * 1_000,
  head,
  unread: 0,
  customer: NO_MARKS,
  team: NO_MARKS,
  lastEvent: null,
  lastPos: head,
  cardEvent: null,
  cardPos: 0,
  last: null,
  name: `Frau ${id}`,
});

async function device() {
  const browser = new Browser(new MemoryServer(bakery));
  const store = await openStore(browser.tab(), "tresen-inbox");
  return { browser, store };
}

const keep = (store: Store, rows: readonly StoredRow[]): Promise<void> =>
  write(store, async (tx) => {
    for (const each of rows) {
      await writeNewer(tx, each.conversation, [each], "me");
      await tx.objectStore("list").put(entry(each.conversation, each.pos));
    }
  });

function searcher(store: Store, onDone: (made: Searcher) => void = () => {}) {
  const told: number[] = [];
  const made: Searcher = new Searcher({
    store,
    room: ROOM,
    onReading: (reading) => {
      told.push(reading?.done ?? -1);
      if ((reading?.done ?? 0) > 0) onDone(made);
    },
    onChanged: () => {},
  });
  return { made, told };
}

const found = async (made: Searcher, query: string): Promise<string[]> => {
  await made.complete();
  const answer = await made.search({ query, within: {}, labels: {}, most: 50 });
  expect(answer.total).toBe(answer.found.length);
  return answer.found.map(({ conversation, key }) => `${conversation} ${key}`);
};

const parts = (store: Store) => store.getAllKeys("state", draftKeys(SEARCH));

test("a message is found with its key, its customer and the words around", async () => {
  const { store } = await device();
  await keep(store, [row("a", 3, "Eine Hochzeitstorte bitte"), row("b", 3, "Brot")]);
  const { made } = searcher(store);
  await made.complete();
  const { found: hits } = await made.search({ query: "torte", within: {}, labels: {}, most: 9 });
  expect(hits).toEqual([
    {
      conversation: "a",
      customer: { name: "Frau a", createdMs: 1, dayNumber: 0 },
      key: "device-a.3",
      kind: "message",
      atMs: 3_000,
      by: "customer",
      person: null,
      labels: [],
      text: "Eine Hochzeitstorte bitte",
      marks: [[5, 19]],
    },
  ]);
});

test("what is not believed, what is erased and what is no text is not found", async () => {
  const { store } = await device();
  await keep(store, [
    row("a", 3, "Torte", { trouble: "forged" }),
    row("a", 4, "Torte", { payload: null, entry: ["erased"] }),
    row("a", 5, "Torte", { payload: { kind: "weather", text: "Torte" } }),
    row("a", 6, "Torte", { trouble: "unreadable" }),
    row(ROOM, 3, "Torte"),
  ]);
  expect(await found(searcher(store).made, "torte")).toEqual([]);
});

test("an edit is found by its new words, and leads to the message that it edits", async () => {
  const { store } = await device();
  const edit = { refers: "device-a.3", spoken: false, payload: { kind: "edit", text: "Dienstag" } };
  await keep(store, [row("a", 3, "Montag"), row("a", 700, "", edit)]);
  const { made } = searcher(store);
  expect([await found(made, "Dienstag"), await found(made, "Montag")]).toEqual([["a device-a.3"], []]);
});

test("the index is kept: the next start reads only what came since", async () => {
  const { store } = await device();
  await keep(
    store,
    Array.from({ length: 600 }, (_, at) => row("a", at + 1, at === 500 ? "Regenschirm" : "Brot")),
  );
  const first = searcher(store);
  expect(await found(first.made, "regenschirm")).toEqual(["a device-a.501"]);
  first.made.close();
  const kept = await store.getAll("state", draftKeys(SEARCH));
  await keep(store, [row("a", 601, "Laterne")]);
  const second = searcher(store);
  expect(await found(second.made, "laterne")).toEqual(["a device-a.601"]);
  expect(await found(second.made, "regenschirm")).toEqual(["a device-a.501"]);
  const now = await store.getAll("state", draftKeys(SEARCH));
  expect(now.slice(0, 2)).toEqual(kept.slice(0, 2));
  expect(now[2]).not.toEqual(kept[2]);
});

test("an index that was made by other rules of reading is built again, and only once", async () => {
  const { store } = await device();
  await keep(store, [row("a", 3, "Ap\u00adfel\u00admus")]);
  const first = searcher(store);
  expect(await found(first.made, "apfelmus")).toEqual(["a device-a.3"]);
  first.made.close();
  const [key = ""] = await parts(store);
  const good = await store.get("state", key);
  const former = stored({ ...opened(good as StoredPart), entries: [] });
  // As an earlier version left it: parts, and no word about the rules.
  await write(store, async (tx) => {
    await tx.objectStore("state").delete(SEARCH_RULES);
    await tx.objectStore("state").put(former, key);
  });
  const second = searcher(store);
  expect(await found(second.made, "apfelmus")).toEqual(["a device-a.3"]);
  second.made.close();
  await store.put("state", former, key);
  expect(await found(searcher(store).made, "apfelmus")).toEqual([]);
});

test("a start in mid-build goes on where the last one ended, and loses nothing", async () => {
  const { store } = await device();
  for (const id of ["a", "b", "c", "d"])
    await keep(
      store,
      Array.from({ length: 300 }, (_, at) => row(id, at + 1, `Brot ${id}${at}x`)),
    );
  await searcher(store, (made) => made.close()).made.complete();
  const half = (await parts(store)).length;
  expect(half).toBeGreaterThan(0);
  expect(half).toBeLessThan(8);
  const second = searcher(store);
  await second.made.complete();
  expect((await parts(store)).length).toBe(8);
  expect(second.made.size).toBe(1_200);
  for (const id of ["a", "b", "c", "d"])
    expect(await found(second.made, `${id}299x`)).toEqual([`${id} device-${id}.300`]);
});

test("a part that was damaged is built again", async () => {
  const { store } = await device();
  await keep(store, [row("a", 3, "Torte")]);
  await searcher(store).made.complete();
  const [key] = await parts(store);
  await store.put(
    "state",
    { from: 0, to: 9, words: "falsch", entries: new Uint8Array([255]), refs: [] },
    String(key),
  );
  expect(await found(searcher(store).made, "torte")).toEqual(["a device-a.3"]);
});

test("[L7] erasing takes the words out of the stored index in the same transaction, whether it is in use or not", async () => {
  for (const running of [true, false])
    for (const whole of [true, false]) {
      const { browser, store } = await device();
      await keep(store, [row("a", 3, "GEHEIMWORT"), row("a", 4, "Brot"), row("b", 3, "Torte")]);
      const { made } = searcher(store);
      expect(await found(made, "geheimwort")).toEqual(["a device-a.3"]);
      if (!running) made.close();
      expect(await rawStorage(browser.indexedDB)).toContain("geheimwort");
      const targets = whole ? null : ([[3, "hash-a-3"]] as const);
      const what = { targets, signer: "s", by: "team", hash: "h", ranges: [[3, whole ? 4 : 3]], kept: [] };
      const event = row("a", 5, "", {
        kind: Kind.erased,
        payload: null,
        hash: null,
        party: null,
        entry: [what],
      });
      await write(store, async (tx) => dropErased(tx, await writeNewer(tx, "a", [event], "me"), [event]));
      expect((await rawStorage(browser.indexedDB)).toLowerCase()).not.toContain("geheimwort");
      // Even before the index hears of it, what was erased is not shown.
      if (running)
        expect((await made.search({ query: "geheimwort", within: {}, labels: {}, most: 9 })).found).toEqual(
          [],
        );
      made.touch("a");
      const again = running ? made : searcher(store).made;
      expect(await found(again, "geheimwort")).toEqual([]);
      expect(await found(again, "brot")).toEqual(whole ? [] : ["a device-a.4"]);
      expect(await found(again, "torte")).toEqual(["b device-b.3"]);
      expect((await rawStorage(browser.indexedDB)).toLowerCase()).not.toContain("geheimwort");
    }
});

test("[L10] rows that go without an erase command take their part of the index with them", async () => {
  const { browser, store } = await device();
  await keep(store, [row("b", 3, "ZWEITWORT")]);
  await searcher(store).made.complete();
  await dropEverything(store, () => {}, true);
  expect((await rawStorage(browser.indexedDB)).toLowerCase()).not.toContain("zweitwort");
});

test("a conversation that begins anew is read anew: what is not held any more is in the index no more", async () => {
  const { browser, store } = await device();
  await keep(store, [row("a", 3, "GEHEIMWORT"), row("a", 4, "Brot")]);
  await searcher(store).made.complete();
  await write(store, async (tx) => {
    await dropRows(tx, "a");
    await tx.objectStore("conversations").delete("a");
    await writeNewer(tx, "a", [row("a", 9, "Laterne")], "me");
  });
  const { made } = searcher(store);
  expect([await found(made, "geheimwort"), await found(made, "laterne")]).toEqual([[], ["a device-a.9"]]);
  expect((await rawStorage(browser.indexedDB)).toLowerCase()).not.toContain("geheimwort");
});

test("older pages join, and the reach says how far back this device can search", async () => {
  const { store } = await device();
  await keep(store, [row("a", 50, "Torte"), row("b", 3, "Brot", { atMs: 1 })]);
  const { made } = searcher(store);
  await made.complete();
  expect(await made.reach()).toEqual({ backToMs: 50_000 });
  await store.put("list", entry("never", 90));
  expect(await made.edges(9)).toEqual([
    { id: "never", atMs: 90_000, held: false },
    { id: "a", atMs: 50_000, held: true },
  ]);
  await store.delete("list", "never");
  await write(store, (tx) =>
    writeOlder(
      tx,
      "a",
      Array.from({ length: 49 }, (_, at) => row("a", at + 1, "Laterne")),
    ),
  );
  made.touch("a");
  expect((await found(made, "laterne")).length).toBe(49);
  expect(await made.reach()).toEqual({ backToMs: null });
});
