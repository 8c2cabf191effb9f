/** Two browsers of a team change documents at the same time, with real sealing, against a server that keeps to L8. */

import { beforeEach, expect, test } from "vitest";
import { type Bytes, toBase64url } from "../../src/base/bytes.ts";
import type { Env } from "../../src/base/env.ts";
import { EntryRemoved, TooLong } from "../../src/base/errors.ts";
import { array, decode, encode } from "../../src/base/shape.ts";
import type { FileContent } from "../../src/content/file.ts";
import * as card from "../../src/documents/card.ts";
import { EMPTY } from "../../src/documents/merge.ts";
import * as people from "../../src/documents/people.ts";
import * as quickreply from "../../src/documents/quickreply.ts";
import * as usage from "../../src/documents/replyusage.ts";
import { currentEntries, currentNames } from "../../src/documents/room.ts";
import { quickReplies } from "../../src/quickreplies/leader.ts";
import type { LocalUses } from "../../src/quickreplies/uses.ts";
import { random } from "../../src/seal/suite.ts";
import { REPLY_USES, readState } from "../../src/store/database.ts";
import { DOCUMENTS } from "../../src/wire/generated.ts";
import { NOON } from "../world/bakery.ts";
import { bakery, cardDoc, conversation, Desk, RoomServer, room } from "../world/desks.ts";

const ZONE = "Europe/Berlin";
let server: RoomServer;
let one: Desk;
let two: Desk;

beforeEach(async () => {
  server = new RoomServer();
  one = await Desk.open(server, bakery.anna, bakery.annaWrap);
  two = await Desk.open(server, bakery.ben, bakery.benWrap);
});

const earlier = toBase64url(random(16));
const NOTHING = card.cardIn(EMPTY);
const linked = () => card.linked(NOTHING, [earlier]);

test("[L8, S9] a name and a link, given on two devices at the same time, are both kept", async () => {
  one.online = false;
  await one.set(card.named("Frau Krause"));
  await two.set(linked());
  await two.settle();
  one.online = true;
  await one.settle();
  await two.documents.refresh(cardDoc);
  for (const desk of [one, two])
    expect(await desk.card()).toEqual({ ...NOTHING, name: "Frau Krause", earlier: [earlier] });
});

test("[L8, S8] a stale version is merged and sealed anew under the same counter", async () => {
  await one.set(card.named("Frau Krause"));
  await one.settle();
  await two.documents.refresh(cardDoc);
  await one.set(linked());
  await one.settle();
  await two.set(card.named("Sabine Krause"));
  await two.settle();
  expect(server.refused).toEqual([`${toBase64url(bakery.ben.id)}.1`]);
  expect(await two.card()).toEqual({ ...NOTHING, name: "Sabine Krause", earlier: [earlier] });
});

test("[S9] of two names the later one counts, whichever is stored first", async () => {
  for (const first of [one, two]) {
    const second = first === one ? two : one;
    await one.documents.refresh(cardDoc);
    await two.documents.refresh(cardDoc);
    await first.set(card.named(`Zuerst ${server.nowMs}`));
    server.nowMs += 10;
    const name = `Zuletzt ${server.nowMs}`;
    await second.set(card.named(name));
    await second.settle();
    await first.settle();
    await second.documents.refresh(cardDoc);
    for (const desk of [one, two]) expect((await desk.card()).name).toBe(name);
    server.nowMs += 10;
  }
});

test("[L4] an answer that was lost changes nothing: the same bytes are offered again", async () => {
  one.lose = 2;
  await one.set(card.named("Frau Krause"));
  one.outbox.pump();
  await one.settle();
  expect(server.refused).toEqual([]);
  expect(server.newest.get(cardDoc)).toBe(101);
  expect((await one.card()).name).toBe("Frau Krause");
});

test("[L8] a waiting change is shown at once, and one without an effect is not written", async () => {
  one.online = false;
  await one.documents.set(people, null, people.named(new Map([[1, "Anna"]])));
  await one.documents.set(people, null, people.named(new Map([[2, "Ben"]])));
  await one.documents.set(people, null, people.named(new Map([[1, "Anna"]])));
  expect(await currentNames(one.store, bakery.anna.id)).toEqual(
    new Map([
      [1, "Anna"],
      [2, "Ben"],
    ]),
  );
  expect(await one.store.count("outbox")).toBe(2);
});

test("[L8] an old version that the server says again, as the newest, changes nothing", async () => {
  await one.set(card.named("Alt"));
  await one.settle();
  const old = decode(server.versions.get(cardDoc) as Bytes, array(9));
  await one.set(card.named("Neu"));
  await one.settle();
  server.versions.set(cardDoc, encode([500, ...old.slice(1)]));
  await one.documents.refresh(cardDoc);
  expect((await one.card()).name).toBe("Neu");
});

test("[L8] an unreadable version is replaced by what the device held plus the change", async () => {
  await one.set(card.named("Frau Krause"));
  await one.settle();
  const seq = await two.vandalise();
  await one.set(linked());
  await one.settle();
  expect(server.newest.get(cardDoc)).toBe(seq + 1);
  expect(await one.card()).toEqual({ ...NOTHING, name: "Frau Krause", earlier: [earlier] });
  await two.documents.refresh(cardDoc);
  expect(await two.card()).toEqual({ ...NOTHING, name: "Frau Krause", earlier: [earlier] });
});

test("[A12] an earlier client's version is read, and a change that it left in the outbox is sent", async () => {
  await one.store.put("outbox", {
    counter: 1,
    conversation: toBase64url(room),
    payload: { kind: "card", name: "Frau Krause" },
    spoken: false,
    doc: cardDoc,
    about: conversation,
    atMs: NOON - 5,
    sealed: null,
    failed: null,
  });
  await one.settle();
  expect(await one.card()).toEqual({ ...NOTHING, name: "Frau Krause", earlier: [] });
});

const HOURS: quickreply.QuickReply = {
  shortcut: "zeiten",
  title: "Öffnungszeiten",
  textDe: "Wir haben von 6 bis 18 Uhr auf.",
  textEn: "",
  keywords: ["uhrzeit"],
};

test("[L8] entries of a list are documents of their own, and two devices change one without losing a field", async () => {
  await one.documents.add(quickreply, null, quickreply.written(HOURS));
  await one.documents.add(quickreply, null, quickreply.written({ ...HOURS, shortcut: "weg" }));
  expect(await one.replies()).toHaveLength(2);
  await one.settle();
  await two.readAll();
  expect(server.newest.size).toBe(2);
  const [entry] = await currentEntries(one.store, quickreply, one.keys.id);
  const key = entry?.key ?? random(16);
  one.online = false;
  await one.documents.set(quickreply, null, { title: "Wann wir da sind" }, key);
  await two.documents.set(quickreply, null, { text_en: "We are open." }, key);
  await two.settle();
  one.online = true;
  await one.settle();
  await two.readAll();
  for (const desk of [one, two])
    expect(await desk.replies()).toContainEqual(
      expect.objectContaining({ title: "Wann wir da sind", textEn: "We are open." }),
    );
});

const PHOTO: FileContent = {
  kind: "photo",
  file: {
    blob: toBase64url(random(16)),
    key: random(32),
    size: 7,
    hash: random(32),
    type: "image/jpeg",
    name: "Foto.jpg",
  },
  caption: "",
  alt: "Roggenbrot",
  preview: null,
  width: 4,
  height: 3,
};

test("[F3, L8] each version names the file that it keeps, whoever writes it; a lost one holds up nothing", async () => {
  const blob = PHOTO.file.blob;
  await one.documents.add(quickreply, null, quickreply.written({ ...HOURS, file: PHOTO }));
  await one.settle();
  const [doc = ""] = [...server.named.keys()];
  expect(server.named.get(doc)).toEqual([blob]);
  await two.readAll();
  const [entry] = await currentEntries(two.store, quickreply, two.keys.id);
  const key = entry?.key ?? random(16);
  // Read from a table, the words alone change.
  await two.documents.set(quickreply, null, quickreply.written({ ...HOURS, title: "Wann" }), key);
  await two.settle();
  expect(server.named.get(doc)).toEqual([blob]);
  expect(await two.replies()).toContainEqual(expect.objectContaining({ title: "Wann", file: PHOTO }));
  server.gone.add(blob);
  await two.documents.set(quickreply, null, { title: "Wann denn" }, key);
  await two.settle();
  expect(server.named.get(doc)).toEqual([]);
  expect(await two.replies()).toContainEqual(expect.objectContaining({ title: "Wann denn", file: null }));
  await one.readAll();
  await one.documents.remove(quickreply, null, key);
  await one.settle();
  expect(server.named.get(doc)).toEqual([]);
});

test("[L8] a removed entry says nothing any more, and a change that comes too late does not bring it back but is told", async () => {
  await one.documents.add(quickreply, null, quickreply.written(HOURS));
  await one.settle();
  await two.readAll();
  const key = await two.key();
  two.online = false;
  server.nowMs += 1000;
  await two.documents.set(quickreply, null, { title: "Später geändert" }, key);
  await one.documents.remove(quickreply, null, key);
  expect(await one.replies()).toEqual([]);
  await one.settle();
  expect(await two.replies()).toHaveLength(1);
  two.online = true;
  await two.settle();
  expect(two.lost).toEqual(["quick_reply"]);
  await one.readAll();
  for (const desk of [one, two]) {
    expect(await desk.replies()).toEqual([]);
    expect(JSON.stringify(await desk.store.getAll("documents"))).not.toContain("zeiten");
  }
  await expect(two.documents.set(quickreply, null, { title: "Noch einmal" }, key)).rejects.toThrow(
    EntryRemoved,
  );
  await one.documents.remove(quickreply, null, key);
  expect(await one.store.count("outbox")).toBe(0);
});

test("[L8] an entry that both remove is removed, and nobody is told of a loss", async () => {
  await one.documents.add(quickreply, null, quickreply.written(HOURS));
  await one.settle();
  await two.readAll();
  const key = await two.key();
  two.online = false;
  await two.documents.remove(quickreply, null, key);
  await one.documents.remove(quickreply, null, key);
  await one.settle();
  two.online = true;
  await two.settle();
  expect(two.lost).toEqual([]);
  expect(await two.replies()).toEqual([]);
});

test("[L8] what an answer had made final is taken up after a stop, however little was done with the answer", async () => {
  await one.documents.set(people, null, people.named(new Map([[1, "Anna"]])));
  await one.settle();
  one.stops = true;
  await one.documents.set(people, null, people.named(new Map([[1, "Anna Sonnenschein"]])));
  await one.settle();
  const again = await one.restarted();
  expect((await currentNames(again.store, again.keys.id)).get(1)).toBe("Anna Sonnenschein");
});

test("[L8] many entries are written together or not at all, and what they say already is not written", async () => {
  const reply = (shortcut: string) => quickreply.written({ ...HOURS, shortcut });
  await one.documents.setAll(quickreply, [
    { key: null, values: reply("a") },
    { key: null, values: reply("b") },
  ]);
  expect(await one.store.count("outbox")).toBe(2);
  await one.settle();
  const entries = await currentEntries(one.store, quickreply, one.keys.id);
  const key = (shortcut: string) =>
    entries.find(({ document }) => quickreply.replyIn(document)?.shortcut === shortcut)?.key ?? random(16);
  const wrong = [
    { key: null, values: reply("c") },
    { key: random(16), values: reply("d") },
  ];
  await expect(one.documents.setAll(quickreply, wrong)).rejects.toThrow(EntryRemoved);
  const long = [
    { key: null, values: reply("c") },
    { key: null, values: { text_de: "x".repeat(17_000) } },
  ];
  await expect(one.documents.setAll(quickreply, long)).rejects.toThrow("16 KiB");
  expect(await one.store.count("outbox")).toBe(0);
  const held = await one.store.count("documents");
  for (let at = held; at < DOCUMENTS - 1; at++)
    await one.store.put("documents", { id: `d${at}`, pos: 0, about: null, payload: null });
  const more = ["c", "d"].map((shortcut) => ({ key: null, values: reply(shortcut) }));
  await expect(one.documents.setAll(quickreply, more)).rejects.toThrow("at most 4096 documents");
  expect(await one.store.count("outbox")).toBe(0);
  const changed = { key: key("b"), values: { ...reply("b"), title: "Neu" } };
  await one.documents.setAll(quickreply, [{ key: key("a"), values: reply("a") }, changed]);
  expect(await one.store.count("outbox")).toBe(1);
  expect((await one.replies()).map((each) => each?.title).sort()).toEqual(["Neu", "Öffnungszeiten"]);
});

test("[L8, S9] a reply that is brought back has the uses that were counted for it, here and elsewhere", async () => {
  const desk = (at: Desk) => quickReplies(at, at.documents);
  await desk(one).saveReply(null, HOURS);
  await one.settle();
  await two.readAll();
  const before = toBase64url(await one.key());
  // Two weeks: what one counted in the first is written when the second begins.
  for (const [at, times] of [
    [one, 2],
    [two, 3],
  ] as const) {
    for (let use = 0; use < times; use++) await desk(at).countReply(before, ZONE);
  }
  server.nowMs += 8 * 86_400_000;
  for (const at of [one, two]) {
    await desk(at).countReply(before, ZONE);
    await at.settle();
  }
  for (const at of [one, two]) await at.readAll();
  await desk(one).removeReply(before);
  await one.settle();
  await desk(one).restoreReply(before, HOURS);
  await one.settle();
  expect(await one.replies()).toEqual([{ ...HOURS, file: null }]);
  const after = await one.key();
  expect(toBase64url(after)).not.toBe(before);
  const local = await readState<LocalUses>(one.store, REPLY_USES);
  let uses = 0;
  const add = (counts: Iterable<readonly [string, number]>): void => {
    for (const [at, count] of counts) if (at.endsWith(`.${usage.nameOf(after)}`)) uses += count;
  };
  for (const { document } of await currentEntries(one.store, usage, one.keys.id))
    add(usage.countsIn(document, local?.slot ?? null));
  add(Object.entries(local?.counts ?? {}));
  // Of the second week the other device has written nothing yet.
  expect(uses).toBe(2 + 3 + 1);
});

test("[S9] counts that no longer fit the week's document go on in the next, each counted once", async () => {
  const week = usage.weekOf(usage.dayOf(server.nowMs, ZONE));
  const others = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, at) => [`20000.${10_000_000 + at}`, 111_111]));
  const fill = (slot: string, count: number) =>
    one.documents.set(usage, null, usage.written(slot, others(count)), usage.keyOf(week));
  let write = () => {};
  const env: Env = {
    ...one.env,
    later: (_, run) => {
      write = run;
      return () => {};
    },
  };
  const desk = quickReplies({ env, store: one.store, keys: one.keys }, one.documents);
  const [first, ...more] = Array.from({ length: 7 }, () => random(16)) as [Bytes, ...Bytes[]];
  /** How many documents hold uses of these replies, how many there are, and how many uses. */
  const found = async () => {
    const named = [first, ...more].map(usage.nameOf);
    const held = (await currentEntries(one.store, usage, one.keys.id)).map(({ document }) =>
      [...usage.countsIn(document)].filter(([at]) => named.includes(at.split(".")[1] ?? "")),
    );
    const uses = held.flat().reduce((sum, [, count]) => sum + count, 0);
    return [held.filter((counts) => counts.length > 0).length, held.length, uses];
  };
  await fill("others", usage.COUNTS);
  for (let use = 0; use < 2; use++) await desk.countReply(toBase64url(first), ZONE);
  write();
  await expect.poll(found).toEqual([1, 1, 2]);
  // As full as it can be.
  let rest = 200;
  while (
    await fill("rest", rest).then(
      () => false,
      (error) => error instanceof TooLong,
    )
  )
    rest--;
  for (const reply of more) await desk.countReply(toBase64url(reply), ZONE);
  write();
  await expect.poll(found).toEqual([1, 2, 8]);
  await one.settle();
  expect(await found()).toEqual([1, 2, 8]);
});
