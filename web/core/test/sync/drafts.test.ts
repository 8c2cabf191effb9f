/** A message is a draft or it is sent, and never both: whatever ends the page, and whenever (A4). */

import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { afterEach, describe, expect, test } from "vitest";
import { StaffChatPage } from "../../src/backroom/tab.ts";
import { toBase64url } from "../../src/base/bytes.ts";
import type { Env } from "../../src/base/env.ts";
import type { Chat } from "../../src/customer/api.ts";
import { createChat } from "../../src/customer/page.ts";
import { Documents } from "../../src/documents/leader.ts";
import * as note from "../../src/documents/note.ts";
import { random } from "../../src/seal/suite.ts";
import { Drafts } from "../../src/staff/drafts.ts";
import { DRAFT, NOTE_DRAFT, OWN_DRAFT, openStore, type Store } from "../../src/store/database.ts";
import { enqueue, typedIn, withTyped } from "../../src/sync/outbox.ts";
import { TeamRing } from "../../src/trust/teamkeys.ts";
import { NOON, openBakery } from "../world/bakery.ts";
import { Browser } from "../world/browser.ts";
import { MemoryServer } from "../world/server.ts";

const bakery = await openBakery();
const TEXT = "Haben Sie morgen Roggenbrot?";
const open: Chat[] = [];

afterEach(() => {
  for (const chat of open.splice(0)) chat.close();
});

const opened = () => openStore({ indexedDB: new IDBFactory() } as unknown as Env, "inbox");

/** What one transaction finds: what a page finds that is opened after a crash. */
async function left(store: Store, key: string): Promise<{ draft: unknown; sent: number }> {
  const tx = store.transaction(["state", "outbox", "rows"]);
  const draft = await tx.objectStore("state").get(key);
  const waiting = await tx.objectStore("outbox").count();
  const rows = (await tx.objectStore("rows").getAll()).filter(({ payload }) => payload?.kind === "text");
  return { draft, sent: waiting + rows.length };
}

describe("the customer page", () => {
  async function page() {
    const browser = new Browser(new MemoryServer(bakery));
    const chat = createChat(browser.chat(""));
    open.push(chat);
    await chat.begin();
    const store = await openStore(browser.tab(), "tresen-chat-sonnenschein");
    return { chat, store };
  }

  test("a sent message is no draft any more, though the field never said so", async () => {
    const { chat, store } = await page();
    chat.setDraft(`${TEXT} `);
    await chat.send(TEXT);
    expect(await left(store, OWN_DRAFT)).toEqual({ draft: undefined, sent: 1 });
    store.close();
  });

  test("what was typed since stays", async () => {
    const { chat, store } = await page();
    chat.setDraft("Und Brötchen?");
    await chat.send(TEXT);
    expect(await left(store, OWN_DRAFT)).toEqual({ draft: "Und Brötchen?", sent: 1 });
    store.close();
  });

  test("a message that is refused stays a draft", async () => {
    const { chat, store } = await page();
    const long = "ä".repeat(9_000);
    chat.setDraft(long);
    await expect(chat.send(long)).rejects.toThrow();
    expect(await left(store, OWN_DRAFT)).toEqual({ draft: long, sent: 0 });
    store.close();
  });
});

test("an answer, and the words of a file, are what was typed; an edit is not", () => {
  expect(typedIn({ payload: { kind: "text", text: TEXT, quote: [new Uint8Array(16), 1] } })).toBe(TEXT);
  expect(typedIn({ payload: { kind: "photo", caption: TEXT } })).toBe(TEXT);
  expect(typedIn({ payload: { kind: "photo" } })).toBeNull();
  const refers = { device: new Uint8Array(16), counter: 1 } as never;
  expect(typedIn({ payload: { kind: "edit", text: TEXT }, refers })).toBeNull();
});

test("a tab that sends, and empties its field, leaves what another tab typed since", async () => {
  const store = await opened();
  const told: string[] = [];
  const tabs = [0, 1].map(() => new Drafts(DRAFT, (id, text) => told.push(`${id} ${text}`)));
  for (const tab of tabs) await tab.load(store);
  tabs[0]?.set("a", "Kurz");
  tabs[1]?.set("a", "Langer Text im zweiten Fenster");
  await enqueue(
    store,
    withTyped(`${DRAFT}a`, { conversation: "a", payload: { kind: "text", text: "Kurz" } }),
    NOON,
  );
  tabs[0]?.set("a", "");
  await expect
    .poll(() => left(store, `${DRAFT}a`))
    .toEqual({ draft: "Langer Text im zweiten Fenster", sent: 1 });
  expect(told.at(-1)).toBe("a Langer Text im zweiten Fenster");
  tabs[1]?.set("a", "");
  await expect.poll(() => left(store, `${DRAFT}a`)).toEqual({ draft: undefined, sent: 1 });
  expect(told.at(-1)).toBe("a ");
});

test("a draft of the visit before is emptied by whoever empties the field", async () => {
  const store = await opened();
  await store.put("state", TEXT, `${DRAFT}a`);
  const tab = new Drafts(DRAFT, () => {});
  await tab.load(store);
  tab.set("a", "");
  await expect.poll(() => left(store, `${DRAFT}a`)).toEqual({ draft: undefined, sent: 0 });
});

test("a row that cannot be stored leaves the draft", async () => {
  const store = await opened();
  await store.put("state", TEXT, `${DRAFT}a`);
  const typed = { key: `${DRAFT}a`, text: TEXT };
  const row = { conversation: "a", payload: { kind: "text", text: TEXT, not: () => {} }, typed };
  await expect(enqueue(store, row as never, NOON)).rejects.toThrow();
  expect(await left(store, `${DRAFT}a`)).toEqual({ draft: TEXT, sent: 0 });
});

test("in the staff chat too", async () => {
  const store = await opened();
  await store.put("state", TEXT, `${DRAFT}room`);
  const chat = new StaffChatPage({
    leader: { readBackRoom: async () => {}, olderInBackRoom: async () => {}, pump: async () => {} },
    now: () => NOON,
    me: () => null,
    nameOf: () => null,
    wrote: () => {},
    setDraft: () => {},
    saw: () => {},
  });
  await chat.useStore({ store, room: "room", mine: "mine" }, TEXT);
  await chat.send(TEXT);
  expect(await left(store, `${DRAFT}room`)).toEqual({ draft: undefined, sent: 1 });
});

test("[L8] a note too: its mentions are stored otherwise than they were typed", async () => {
  const store = await opened();
  const about = toBase64url(random(16));
  const key = NOTE_DRAFT + about;
  await store.put("state", "@Ben schaut nach", key);
  const documents = new Documents({
    env: { now: () => NOON } as Env,
    store,
    http: { get: async () => ({}) as never, post: async () => ({}) },
    mine: bakery.anna.id,
    room: toBase64url(random(16)),
    ring: new TeamRing(bakery.anna, () => bakery.chain),
    chain: () => bakery.chain,
    online: () => false,
    learnKeys: async () => {},
    wrote: () => {},
    changed: async () => {},
    lost: () => {},
  });
  const values = note.written(1, "@{2} schaut nach", null);
  await documents.add(note, about, values, { key, text: "@Ben schaut nach" });
  expect(await left(store, key)).toEqual({ draft: undefined, sent: 1 });
});
