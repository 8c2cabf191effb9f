/** Notes as the leading tab holds them, on a real store: whose they are, their order, what is unread, and what erasing leaves (L7, L8). */

import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { beforeEach, expect, test } from "vitest";
import { type Bytes, toBase64url } from "../../src/base/bytes.ts";
import type { Env } from "../../src/base/env.ts";
import { ServerRefusal, Unreachable } from "../../src/base/errors.ts";
import * as note from "../../src/documents/note.ts";
import type { NotesChanged, TeamNote } from "../../src/notes/api.ts";
import { NoteKeeper } from "../../src/notes/leader.ts";
import { random } from "../../src/seal/suite.ts";
import { type DocumentRow, NOTES_SEEN, NOTES_TO, openStore, type Store } from "../../src/store/database.ts";
import { enqueue } from "../../src/sync/outbox.ts";
import { TeamRing } from "../../src/trust/teamkeys.ts";
import { NOON, openBakery } from "../world/bakery.ts";

const bakery = await openBakery();
const KRAUSE = toBase64url(random(16));
const about = Uint8Array.from(atob(KRAUSE.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
const ANNA = bakery.anna.id;
const BEN = bakery.ben.id;

let store: Store;
let told: NotesChanged[];
let rung: string[];

beforeEach(async () => {
  store = await openStore({ indexedDB: new IDBFactory() } as unknown as Env, "inbox");
  told = [];
  rung = [];
});

/** Anna's device, which is here since `NOON`. `answer`: of the server, when it is asked for documents. */
async function keeper(answer: (path: string) => object = () => ({})): Promise<NoteKeeper> {
  const found = new NoteKeeper({
    store,
    http: { get: async (path) => answer(path) as never, post: async () => ({}) },
    mine: ANNA,
    room: "room",
    ring: new TeamRing(bakery.anna, () => bakery.chain),
    documents: { add: async () => {}, set: async () => {}, remove: async () => {}, keep: async () => {} },
    chain: () => bakery.chain,
    me: () => 1,
    live: () => false,
    publish: (each) => void (each.type === "notes" && told.push(each)),
    arrived: (conversation) => void rung.push(conversation),
  });
  await found.begin(NOON);
  return found;
}

interface Told {
  readonly key?: Bytes;
  readonly by?: Bytes;
  readonly author?: number;
  readonly text?: string;
  readonly atMs?: number;
  readonly storedMs?: number;
}

async function arrives(to: NoteKeeper, told: Told): Promise<DocumentRow> {
  const { key = random(16), by = BEN, author = 2, text = "Emma wird 5.", atMs = NOON + 1 } = told;
  const id = toBase64url((await note.idOf(about as Bytes, key)) ?? key);
  const storedMs = told.storedMs ?? atMs;
  const row: DocumentRow = {
    id,
    about: KRAUSE,
    pos: 1,
    seq: storedMs,
    replaces: 0,
    atMs: storedMs,
    device: toBase64url(by),
    payload: { kind: note.KIND, key, fields: { author: [author, atMs, by], text: [text, atMs, by] } },
  };
  await store.put("documents", row);
  await to.changed([row], true);
  return row;
}

const words = (notes: readonly TeamNote[]) => notes.map(({ parts }) => parts.join("|"));

test("[L8] notes stand by the time they were written, whatever order they arrive in", async () => {
  const one = await keeper();
  for (const [text, atMs] of [
    ["drei", 30],
    ["eins", 10],
    ["zwei", 20],
  ] as const)
    await arrives(one, { text, atMs: NOON + atMs, storedMs: NOON + 100 });
  expect(words(await one.commands.notes(KRAUSE))).toEqual(["eins", "zwei", "drei"]);
  expect(words(await (await keeper()).commands.notes(KRAUSE))).toEqual(["eins", "zwei", "drei"]);
});

test("[L8] notes of one moment have one order on every device", async () => {
  const keys = Array.from({ length: 5 }, () => random(16));
  const one = await keeper();
  for (const key of keys) await arrives(one, { key, text: toBase64url(key) });
  const first = words(await one.commands.notes(KRAUSE));
  one.forget();
  for (const key of [...keys].reverse()) await arrives(one, { key, text: toBase64url(key) });
  expect(words(await one.commands.notes(KRAUSE))).toEqual(first);
});

test("[L8] a version that its author did not sign says nothing", async () => {
  const one = await keeper();
  await arrives(one, { by: BEN, author: 1, text: "Anna sagt: gratis" });
  await arrives(one, { by: random(16), author: 2 });
  expect(await one.commands.notes(KRAUSE)).toEqual([]);
  expect((await one.commands.noteSummaries())[0]).toMatchObject({ unread: 0, forMeMs: null });
});

test("[L8] a note for this person is told, rings, and is unread until it was seen here", async () => {
  const one = await keeper();
  await arrives(one, { text: "ohne Namen", atMs: NOON + 1 });
  expect(rung).toEqual([]);
  await arrives(one, { text: "@{1} haben wir Zwetschgen?", atMs: NOON + 2 });
  expect(rung).toEqual([KRAUSE]);
  expect(told.at(-1)?.summary).toEqual({
    conversation: KRAUSE,
    unread: 2,
    forMeMs: NOON + 2,
    forMeUnread: true,
  });
  await one.commands.sawNotes(KRAUSE);
  expect(told.at(-1)?.summary).toEqual({
    conversation: KRAUSE,
    unread: 0,
    forMeMs: NOON + 2,
    forMeUnread: false,
  });
  expect((await (await keeper()).summaries())[0]).toMatchObject({ conversation: KRAUSE, forMeUnread: false });
});

test("[L8] what was written before this device was there is nothing new to it", async () => {
  const one = await keeper();
  await arrives(one, { text: "@{1} von gestern", atMs: NOON - 10 });
  expect(rung).toEqual([]);
  expect((await one.commands.noteSummaries())[0]).toMatchObject({
    unread: 0,
    forMeMs: NOON - 10,
    forMeUnread: false,
  });
});

test("[S8] what waits here is shown as waiting, and what was refused as failed", async () => {
  const one = await keeper();
  const key = random(16);
  const doc = toBase64url((await note.idOf(about as Bytes, key)) ?? key);
  const fields = { author: [1, NOON, ANNA], text: ["Liegt bereit", NOON, ANNA] };
  const draft = {
    conversation: "room",
    payload: { kind: note.KIND, key, fields },
    spoken: false,
    doc,
    about: KRAUSE,
  };
  const row = await enqueue(store, draft, NOON);
  expect(await one.commands.notes(KRAUSE)).toMatchObject([{ person: 1, state: "waiting", counter: null }]);
  await store.put("outbox", { ...row, failed: "too_large" });
  expect(await one.commands.notes(KRAUSE)).toMatchObject([{ state: "failed", counter: row.counter }]);
});

test("[L8] what was written while this device was away is read in pages, from where it last came to", async () => {
  const asked: string[] = [];
  const answer = (next: number | null) => (path: string) => {
    asked.push(path);
    return { documents: [], next: asked.length === 1 ? next : null };
  };
  await (await keeper(answer(7))).catchUp();
  expect(asked).toEqual(["/back-room?after=0&about=any", "/back-room?after=7&about=any"]);
  await store.put("state", 12, NOTES_TO);
  asked.length = 0;
  await (await keeper(answer(null))).catchUp();
  expect(asked).toEqual(["/back-room?after=12&about=any"]);
});

test("[A12] a server of the version before, and one that is out of reach, change nothing", async () => {
  for (const error of [new ServerRefusal("bad_request", false, ""), new Unreachable("away")]) {
    const one = await keeper(() => {
      throw error;
    });
    await one.catchUp();
    expect(await one.summaries()).toEqual([]);
  }
});

test("[L7] after erasing the conversation nothing is held, and nothing is for anybody", async () => {
  const one = await keeper();
  const row = await arrives(one, { text: "@{1} geheim" });
  await one.commands.sawNotes(KRAUSE);
  await store.delete("documents", row.id);
  await store.delete("state", NOTES_SEEN + KRAUSE);
  await one.end(KRAUSE);
  expect(await one.commands.notes(KRAUSE)).toEqual([]);
  expect(await one.summaries()).toEqual([]);
  expect(told.at(-1)?.summary).toMatchObject({ unread: 0, forMeMs: null });
});

test("[S9] what is typed names people by number, and only whole names", () => {
  const people = [
    { person: 1, name: "Anna" },
    { person: 2, name: "Ben" },
    { person: 3, name: "Ben Öz" },
    { person: 4, name: "" },
  ];
  expect(note.withNumbers("@Ben Öz und @Ben, @Benno, anna@Anna", people)).toBe(
    "@{3} und @{2}, @Benno, anna@{1}",
  );
  expect(note.partsOf("@{3} und @{2}!")).toEqual([3, " und ", 2, "!"]);
});
