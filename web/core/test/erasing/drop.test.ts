import { expect, test } from "vitest";
import { ChatLog } from "../../src/conversation/window.ts";
import { dropErased } from "../../src/erasing/drop.ts";
import type { Erased } from "../../src/model/erased.ts";
import type { ListEntry } from "../../src/model/listentry.ts";
import { NO_MARKS } from "../../src/model/marks.ts";
import type { OutboxRow } from "../../src/model/outbox.ts";
import type { StoredRow } from "../../src/model/row.ts";
import { draftKeys, FORMER, openStore, type Store, write } from "../../src/store/database.ts";
import { writeNewer } from "../../src/store/log.ts";
import { Kind } from "../../src/wire/frames.ts";
import { openBakery } from "../world/bakery.ts";
import { Browser } from "../world/browser.ts";
import { rawStorage } from "../world/rawstorage.ts";
import { said } from "../world/said.ts";
import { MemoryServer } from "../world/server.ts";

const acts = () => import("../../src/acts/rows.ts");
const ROOM = "room";
const TALK = "talk";

const row = (conversation: string, pos: number, changed: Partial<StoredRow> = {}): StoredRow => ({
  conversation,
  pos,
  kind: Kind.message,
  atMs: pos,
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
  payload: { kind: "text", text: `GEHEIM ${conversation} ${pos}` },
  trouble: null,
  entry: null,
  ...changed,
});

const entry: ListEntry = {
  id: TALK,
  state: "open",
  assigned: 1,
  autoOff: false,
  createdMs: 1,
  lastMs: 2,
  head: 2,
  unread: 1,
  customer: NO_MARKS,
  team: NO_MARKS,
  lastEvent: null,
  lastPos: 2,
  cardEvent: null,
  cardPos: 7,
  last: { pos: 2, ours: false, text: "GEHEIM talk 2", trouble: null },
  name: "GEHEIM Krause",
};

const waiting = (counter: number, conversation: string, about: string | null): OutboxRow => ({
  counter,
  conversation,
  payload: { kind: "card", name: "GEHEIM wartet" },
  spoken: false,
  doc: null,
  about,
  atMs: 0,
  sealed: null,
  failed: null,
});

const bakery = await openBakery();

/** A staff device that holds two conversations, the back room, a card, drafts and waiting messages. */
async function holding() {
  const browser = new Browser(new MemoryServer(bakery));
  const store = await openStore(browser.tab(), "tresen-inbox");
  await write(store, async (tx) => {
    const about = { doc: "card", about: TALK };
    const note = row(ROOM, 2, { about: TALK, refers: `device-${TALK}.1` });
    const rows = [row(TALK, 1), row(TALK, 2), row("other", 1, { payload: null })];
    for (const each of [...rows, row(ROOM, 1, about), note, row(ROOM, 3, { payload: null })])
      await writeNewer(tx, each.conversation, [each], "me");
    await tx.objectStore("list").put(entry);
    await tx.objectStore("documents").put({ id: "card", pos: 1, about: TALK, payload: { name: "GEHEIM" } });
    await tx.objectStore("documents").put({ id: "people", pos: 3, about: null, payload: { names: {} } });
    await tx.objectStore("state").put("GEHEIM Entwurf", `draft:${TALK}`);
    await tx.objectStore("state").put("GEHEIM Name", "namedraft");
    await tx.objectStore("state").put("bleibt", "draft:other");
    for (const each of [waiting(1, TALK, null), waiting(2, ROOM, TALK), waiting(3, "other", null)])
      await tx.objectStore("outbox").put({ ...each, payload: each.counter === 3 ? {} : each.payload });
  });
  return { browser, store };
}

const erased = (changed: Partial<Erased>): Erased => ({
  targets: null,
  signer: "s",
  by: "customer",
  hash: "h",
  ranges: [[1, 2]],
  kept: [],
  ...changed,
});

async function receive(store: Store, what: Erased) {
  const event = row(TALK, 3, { kind: Kind.erased, payload: null, hash: null, party: null, entry: [what] });
  return write(store, async (tx) => dropErased(tx, await writeNewer(tx, TALK, [event], "me"), [event]));
}

test("[L7] a whole conversation: rows, preview, card, notes about it, draft and waiting messages go; the rest stays", async () => {
  const { browser, store } = await holding();
  const dropped = await receive(store, erased({}));
  expect(dropped.rows.map(({ pos }) => pos)).toEqual([3]);
  expect([...dropped.done].sort()).toEqual([1, 2]);
  expect(await rawStorage(browser.indexedDB)).not.toContain("GEHEIM");
  expect(await store.get("list", TALK)).toBeUndefined();
  expect(await store.getAllKeys("documents")).toEqual(["people"]);
  expect(await store.getAllKeys("outbox")).toEqual([3]);
  expect(await store.get("state", "draft:other")).toBe("bleibt");
  expect((await store.get("rows", ["other", 1]))?.entry).toBeNull();
  expect((await store.get("rows", [ROOM, 3]))?.entry).toBeNull();
});

test("[L7] one message: its row, the preview and the note that refers to it go; the card stays", async () => {
  const { store } = await holding();
  await receive(store, erased({ targets: [[1, `hash-${TALK}-1`]], ranges: [[1, 1]] }));
  expect((await store.get("rows", [TALK, 1]))?.payload).toBeNull();
  expect((await store.get("rows", [TALK, 2]))?.payload).not.toBeNull();
  expect((await store.get("rows", [ROOM, 2]))?.payload).toBeNull();
  expect((await store.get("rows", [ROOM, 1]))?.payload).not.toBeNull();
  expect((await store.get("list", TALK))?.last).not.toBeNull();
  expect(await store.getAllKeys("documents")).toEqual(["card", "people"]);
});

test("[L7] the last message: the preview goes with it", async () => {
  const { store } = await holding();
  await receive(store, erased({ targets: [[2, `hash-${TALK}-2`]], ranges: [[2, 2]] }));
  expect(await store.get("list", TALK)).toMatchObject({ last: null, lastPos: 0, name: "GEHEIM Krause" });
});

test("[L7] the server removed another message beyond the command: that copy stays and says so", async () => {
  const { store } = await holding();
  await receive(store, erased({ targets: [[1, `hash-${TALK}-1`]], ranges: [[1, 2]] }));
  expect(await store.get("rows", [TALK, 2])).toMatchObject({ trouble: "unasked", entry: null });
});

test("[L9, D3] a known letter that the server takes away before its time stays and says so", async () => {
  for (const targets of [null, [[2, `hash-${TALK}-2`]]] as const) {
    const { store } = await holding();
    const state = await store.get("conversations", TALK);
    const classes = { 2: { as: "letter", atMs: 1 } };
    if (state !== undefined) await store.put("conversations", { ...state, classes });
    await receive(store, erased({ targets, ranges: [[1, 2]] }));
    expect(await store.get("rows", [TALK, 2])).toMatchObject({ trouble: "unasked", entry: null });
    expect((await store.get("rows", [TALK, 2]))?.payload).not.toBeNull();
  }
});

test("[L9] what must be retained stays, closed and without a name, and goes with the event that ends its time", async () => {
  const { browser, store } = await holding();
  const kept = [{ pos: 2, class: "letter", untilMs: 9 }];
  await receive(store, erased({ ranges: [[1, 1]], kept }));
  expect((await store.get("rows", [TALK, 2]))?.payload).not.toBeNull();
  expect(await store.get("list", TALK)).toMatchObject({
    state: "closed",
    erased: true,
    name: null,
    last: null,
  });
  const later = row(TALK, 4, {
    kind: Kind.erased,
    atMs: Date.UTC(1977, 0, 1),
    payload: null,
    hash: null,
    entry: [erased({ ranges: [[2, 2]] })],
  });
  await write(store, async (tx) => dropErased(tx, await writeNewer(tx, TALK, [later], "me"), [later]));
  expect(await rawStorage(browser.indexedDB)).not.toContain("GEHEIM");
  expect(await store.get("list", TALK)).toBeUndefined();
});

test("[L7] a tab that missed an erasure, because the leading tab closed, stops showing the message when it reads again", async () => {
  const { store } = await holding();
  const log = new ChatLog("team", acts);
  await log.open(store, TALK, "me", null);
  const texts = () => log.rows.get().map(said);
  expect(texts()).toEqual(["GEHEIM talk 1", "GEHEIM talk 2"]);
  await store.put("rows", row(TALK, 1, { payload: null, entry: ["erased"] }));
  await log.reload();
  expect(texts()).toEqual(["", "GEHEIM talk 2"]);
});

test("[L7] a tab that missed the erasure of a conversation shows nothing of it when it reads again", async () => {
  const { store } = await holding();
  const log = new ChatLog("team", acts);
  await log.open(store, TALK, "me", null);
  expect(log.rows.get()).toHaveLength(2);
  await receive(store, erased({}));
  await log.reload();
  expect(log.rows.get().map(said)).toEqual(["customer"]);
});

const left = (conversation: string, pos: number, where: readonly [string, boolean]): StoredRow =>
  row(conversation, pos, { payload: null, spoken: false, entry: ["erased", ...where] });

const shownAgain = (store: Store, tombstone: StoredRow) =>
  write(store, async (tx) =>
    dropErased(tx, await writeNewer(tx, tombstone.conversation, [tombstone], "me"), [tombstone]),
  );

test("[L7] a tombstone for a message held here counts only under a command that covers it", async () => {
  const { store } = await holding();
  await receive(store, erased({ targets: [[1, `hash-${TALK}-1`]], ranges: [[1, 2]] }));
  await shownAgain(store, left(TALK, 2, [TALK, false]));
  expect(await store.get("rows", [TALK, 2])).toMatchObject({ trouble: "unasked", entry: null });
  expect((await store.get("rows", [TALK, 2]))?.payload).not.toBeNull();
});

test.each([
  ["about another conversation", 1, ["other", true]],
  ["that refers to nothing which was erased", 1, [TALK, false]],
] as const)("[L7, L8] nor does one over a back-room message %s", async (_, pos, where) => {
  const { store } = await holding();
  await shownAgain(store, left(ROOM, pos, where));
  expect(await store.get("rows", [ROOM, pos])).toMatchObject({ trouble: "unasked", entry: null });
});

test("[L7, L8] a back-room message about an erased conversation goes under its command", async () => {
  const { store } = await holding();
  await shownAgain(store, left(ROOM, 1, [TALK, true]));
  expect((await store.get("rows", [ROOM, 1]))?.payload).toBeNull();
});

test("[S17, L9] a command whose signer has lost the right counts only if it was obeyed before", async () => {
  const { store } = await holding();
  const event = (pos: number, hash: string): StoredRow =>
    row(TALK, pos, { kind: Kind.erased, hash: null, payload: null, epoch: 1, entry: [erased({ hash })] });
  const kept = await write(store, (tx) =>
    writeNewer(tx, TALK, [event(3, "h"), row(TALK, 4, { epoch: 2 }), event(5, "h"), event(6, "late")], "me"),
  );
  expect(kept.rows.map(({ trouble }) => trouble)).toEqual([null, null, null, "unasked"]);
});

test("[L9] a retained message that referred to an erased one goes under the same command when its time is over", async () => {
  const { store } = await holding();
  const answer = row(TALK, 3, { refers: `device-${TALK}.1` });
  const targets = [[1, `hash-${TALK}-1`]] as const;
  const event = (pos: number, changed: Partial<Erased>): StoredRow =>
    row(TALK, pos, {
      kind: Kind.erased,
      hash: null,
      payload: null,
      entry: [erased({ targets, ...changed })],
    });
  const kept = [{ pos: 3, class: "letter", untilMs: 9 }];
  for (const each of [answer, event(4, { ranges: [[1, 1]], kept }), event(5, { ranges: [[3, 3]] })])
    await write(store, async (tx) => dropErased(tx, await writeNewer(tx, TALK, [each], "me"), [each]));
  expect(await store.get("rows", [TALK, 3])).toMatchObject({ payload: null, trouble: null });
});

test("[L7] what was fetched of a former chat goes with its conversation, and no other's", async () => {
  const { store } = await holding();
  for (const id of [TALK, "other"]) await store.put("state", new Blob(["x"]), `${FORMER}${id}:blob`);
  await receive(store, erased({}));
  expect(await store.getAllKeys("state", draftKeys(FORMER))).toEqual([`${FORMER}other:blob`]);
});
