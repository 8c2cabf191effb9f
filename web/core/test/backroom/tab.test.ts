/** The staff chat as one tab shows it, on a real store (L8). */

import { expect, test } from "vitest";
import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { StaffChatPage } from "../../src/backroom/tab.ts";
import type { Env } from "../../src/base/env.ts";
import { emptyConversation } from "../../src/model/conversation.ts";
import type { LogNote } from "../../src/model/notes.ts";
import { rowOf, type StoredRow } from "../../src/model/row.ts";
import { openStore, type Store, write } from "../../src/store/database.ts";
import { Kind } from "../../src/wire/frames.ts";
import { NOON } from "../world/bakery.ts";

const ROOM = "room";
const ME = { person: 1, name: "Anna", role: "owner" } as const;

const row = (pos: number, more: Partial<StoredRow> = {}): StoredRow => ({
  ...rowOf(ROOM, {
    kind: Kind.message,
    atMs: NOON + pos,
    seq: pos,
    rev: null,
    conversation: null,
    pos,
    device: new Uint8Array(16).fill(2),
    counter: pos,
    body: null,
  }),
  party: "team",
  person: 2,
  payload: { kind: "text", text: `Nummer ${pos}` },
  ...more,
});

const told = (rows: readonly StoredRow[], done: readonly number[] = []): LogNote => ({
  type: "log",
  conversation: ROOM,
  rows,
  state: { ...emptyConversation(ROOM), low: 1, high: Math.max(...rows.map(({ pos }) => pos)) },
  done,
  moved: [],
  anew: false,
  live: true,
});

async function hold(store: Store, rows: readonly StoredRow[]): Promise<void> {
  await write(store, async (tx) => {
    for (const each of rows) await tx.objectStore("rows").put(each);
    await tx.objectStore("conversations").put(told(rows).state);
  });
}

async function page(store: Store, older: () => Promise<void> = async () => {}): Promise<StaffChatPage> {
  const chat: StaffChatPage = new StaffChatPage({
    leader: { readBackRoom: async () => {}, olderInBackRoom: older, pump: async () => {} },
    now: () => NOON,
    me: () => ME,
    nameOf: (person) => (person === 2 ? "Ben" : "Anna"),
    wrote: (each) => chat.apply({ type: "outbox", rows: [each], gone: [] }),
    setDraft: () => {},
    saw: (atMs) => chat.seen(atMs),
  });
  await chat.useStore({ store, room: ROOM, mine: "mine" }, "");
  return chat;
}

const opened = () => openStore({ indexedDB: new IDBFactory() } as unknown as Env, "inbox");
const said = (chat: StaffChatPage) =>
  chat.rows
    .get()
    .map((each) => (each.type === "message" && each.content.kind === "text" ? each.content.text : each.type));

test("[L8] documents and what is about a customer are no part of it", async () => {
  const store = await opened();
  await hold(store, [
    row(1, { doc: "people" }),
    row(2),
    row(3, { about: "krause" }),
    row(4, { doc: "card", payload: null }),
  ]);
  const chat = await page(store);
  expect(said(chat)).toEqual(["Nummer 2"]);
  chat.apply(told([row(5, { doc: "people" }), row(6)]));
  expect(said(chat)).toEqual(["Nummer 2", "Nummer 6"]);
});

test("[L8] unread is what colleagues said since the newest message seen on this device", async () => {
  const store = await opened();
  await hold(store, [row(1), row(2, { person: 1 }), row(3, { payload: null, trouble: "unreadable" })]);
  const chat = await page(store);
  expect(chat.unread.get()).toBe(1);
  chat.markSeen();
  expect(chat.unread.get()).toBe(0);
  chat.apply(told([row(4), row(5)]));
  expect(chat.unread.get()).toBe(2);
  expect((await page(store)).unread.get()).toBe(0);
});

test("[S10] what cannot be opened is shown as such", async () => {
  const store = await opened();
  await hold(store, [row(1, { payload: null, trouble: "forged" })]);
  const chat = await page(store);
  expect(chat.rows.get()).toMatchObject([{ type: "message", trouble: "forged" }]);
});

test("[S8] what is written waits on the device, and is shown once when it is stored", async () => {
  const store = await opened();
  const chat = await page(store);
  await chat.send("Ich mache auf.");
  expect(chat.rows.get()).toMatchObject([{ state: "sending", ours: true }]);
  expect(await store.getAll("outbox")).toMatchObject([
    { conversation: ROOM, spoken: false, doc: null, about: null },
  ]);
  expect((await page(store)).rows.get()).toHaveLength(1);
  const stored = row(1, {
    device: "mine",
    counter: 1,
    person: 1,
    payload: { kind: "text", text: "Ich mache auf." },
  });
  chat.apply(told([stored], [1]));
  expect(chat.rows.get()).toMatchObject([{ state: "sent", ours: true, by: null }]);
});

test("[W5] a step back goes on over pages of documents until it finds a message", async () => {
  const store = await opened();
  const all = Array.from({ length: 900 }, (_, at) => row(at + 1, at === 0 ? {} : { doc: "people" }));
  await hold(store, all);
  const chat = await page(store);
  expect(said(chat)).toEqual([]);
  expect(chat.older.get()).toBe(true);
  await chat.loadOlder();
  expect(said(chat)).toEqual(["Nummer 1"]);
  expect(chat.older.get()).toBe(false);
});
