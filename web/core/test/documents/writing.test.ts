/** Two browsers of a team change documents at the same time, with real sealing, against a server that keeps to L8. */

import { beforeEach, expect, test } from "vitest";
import { type Bytes, toBase64url } from "../../src/base/bytes.ts";
import { EntryRemoved, ServerRefusal, Unreachable } from "../../src/base/errors.ts";
import { array, bytes, count, decode, encode } from "../../src/base/shape.ts";
import * as card from "../../src/documents/card.ts";
import { Documents } from "../../src/documents/leader.ts";
import { EMPTY } from "../../src/documents/merge.ts";
import * as people from "../../src/documents/people.ts";
import * as quickreply from "../../src/documents/quickreply.ts";
import { currentDocument, currentEntries, currentNames } from "../../src/documents/room.ts";
import { emptyConversation } from "../../src/model/conversation.ts";
import type { OutboxRow, Place } from "../../src/model/outbox.ts";
import type { StoredRow } from "../../src/model/row.ts";
import type { DeviceKeys } from "../../src/seal/keys.ts";
import { backRoomId, cardId, random } from "../../src/seal/suite.ts";
import { openStore, type Store, write } from "../../src/store/database.ts";
import { writeNewer } from "../../src/store/log.ts";
import { Outbox, type Versions } from "../../src/sync/outbox.ts";
import { TeamRing } from "../../src/trust/teamkeys.ts";
import { Kind } from "../../src/wire/frames.ts";
import { DOCUMENTS } from "../../src/wire/generated.ts";
import { readHeader } from "../../src/wire/layouts.ts";
import { NOON, openBakery } from "../world/bakery.ts";
import { Browser } from "../world/browser.ts";
import { MemoryServer } from "../world/server.ts";

const bakery = await openBakery();
const room = await backRoomId(bakery.chain.business);
const about = random(16);
const conversation = toBase64url(about);
const cardDoc = toBase64url(await cardId(about));

/** Stores a version only on top of the newest one, and gives a repeated counter its first outcome. */
class RoomServer {
  nowMs = NOON;
  readonly versions = new Map<string, Bytes>();
  readonly newest = new Map<string, number>();
  readonly refused: string[] = [];
  readonly #outcomes = new Map<string, { seq: number; atMs: number }>();
  #seq = 100;

  store(counter: number, parts: readonly Bytes[]): { readonly seq: number; readonly atMs: number } {
    const header = readHeader(parts[0] as Bytes);
    const doc = toBase64url(header.doc as Bytes);
    const key = `${toBase64url(header.device)}.${counter}`;
    const before = this.#outcomes.get(key);
    if (before !== undefined) return before;
    if (header.replaces !== (this.newest.get(doc) ?? 0)) {
      this.refused.push(key);
      throw new ServerRefusal("stale_document", false, "");
    }
    const stored = { seq: ++this.#seq, atMs: ++this.nowMs };
    this.newest.set(doc, stored.seq);
    this.versions.set(
      doc,
      encode([
        stored.seq,
        null,
        room,
        stored.seq - 100,
        Kind.message,
        stored.atMs,
        header.device,
        counter,
        parts,
      ]),
    );
    this.#outcomes.set(key, stored);
    return stored;
  }
}

class Desk {
  online = true;
  /** The kinds of entries whose changes came too late. */
  readonly lost: string[] = [];
  /** This many of the next answers are lost. */
  lose = 0;
  /** It stops after an answer was written down, before anything else is done with it. */
  stops = false;
  readonly store: Store;
  readonly documents: Documents;
  readonly outbox: Outbox;
  readonly keys: DeviceKeys;
  readonly #server: RoomServer;
  readonly #wrap: Bytes;
  #versions: Versions | null = null;
  #num = 0;
  #hash: string | null = null;
  #work: Promise<void> = Promise.resolve();

  private constructor(server: RoomServer, keys: DeviceKeys, wrap: Bytes, store: Store) {
    const env = {
      ...new Browser(new MemoryServer(bakery)).tab(),
      now: () => server.nowMs,
      later: () => () => {},
    };
    const ring = new TeamRing(keys, () => bakery.chain);
    ring.take([{ n: 1, wrap }]);
    this.#server = server;
    this.#wrap = wrap;
    this.keys = keys;
    this.store = store;
    const http = { get: (path: string) => this.#get(path), post: async () => ({}) };
    this.documents = new Documents({
      env,
      store,
      http,
      mine: keys.id,
      room: toBase64url(room),
      ring,
      chain: () => bakery.chain,
      online: () => this.online,
      learnKeys: async () => {},
      wrote: () => {},
      changed: async () => {},
      lost: (kind) => this.lost.push(kind.KIND),
    });
    this.outbox = new Outbox({
      env,
      store,
      keys,
      business: toBase64url(bakery.chain.business),
      person: () => 1,
      sync: {
        state: async (id) => ({ ...emptyConversation(id), sent: { num: this.#num, hash: this.#hash } }),
        storedOwn: async (row, { pos, atMs, seq }) => {
          if (row.sealed === null || row.doc === null || seq === null)
            throw new Error("not a sealed version");
          this.#num = row.sealed.num;
          this.#hash = row.sealed.hash;
          const stored = this.#rowOf(row, { pos, atMs, seq });
          await write(store, (tx) => writeNewer(tx, toBase64url(room), [stored], toBase64url(keys.id)));
          if (!this.stops) await this.documents.take([stored]);
        },
        newest: async () => {},
      },
      epoch: () => ring.key(1),
      stale: async () => {},
      versions: () => this.#versions ?? this.documents,
      send: (frame) => this.#send(frame),
      ready: () => this.online,
      restart: () => {},
      publish: () => {},
    });
  }

  static async open(server: RoomServer, keys: DeviceKeys, wrap: Bytes): Promise<Desk> {
    const env = new Browser(new MemoryServer(bakery)).tab();
    return new Desk(server, keys, wrap, await openStore(env, "tresen-inbox"));
  }

  /** The same device, started again. */
  async restarted(): Promise<Desk> {
    const desk = new Desk(this.#server, this.keys, this.#wrap, this.store);
    await desk.documents.begin();
    return desk;
  }

  #rowOf(row: OutboxRow, place: Place): StoredRow {
    if (row.sealed === null) throw new Error("not a sealed version");
    const header = readHeader(row.sealed.header);
    return {
      ...row,
      ...place,
      kind: Kind.message,
      device: toBase64url(this.keys.id),
      num: row.sealed.num,
      hash: row.sealed.hash,
      prev: header.prev === null ? null : toBase64url(header.prev),
      saw: { pos: 0, hash: null },
      party: "team",
      person: 1,
      replaces: header.replaces,
      refers: null,
      payload: row.sealed.version ?? null,
      trouble: null,
      epoch: header.epoch,
      entry: null,
    };
  }

  async #get(path: string) {
    if (!this.online) throw new Unreachable("there is no connection");
    const event = this.#server.versions.get(path.split("/").at(-1) ?? "");
    return { document: event === undefined ? null : toBase64url(event) };
  }

  #send(frame: Bytes): boolean {
    const [, counter, ...parts] = decode(frame, array(6));
    this.#work = this.#work.then(() => this.#answer(count(counter), parts.map(bytes)));
    return true;
  }

  async #answer(counter: number, parts: readonly Bytes[]): Promise<void> {
    try {
      const { seq, atMs } = this.#server.store(counter, parts);
      if (this.lose > 0) {
        this.lose--;
        this.outbox.grounded();
      } else await this.outbox.stored({ counter, pos: seq - 100, atMs, seq });
    } catch (error) {
      if (!(error instanceof ServerRefusal)) throw error;
      await this.outbox.refused(error, counter);
    }
  }

  /** Stores an unreadable version of the card; returns its `seq`. */
  async vandalise(): Promise<number> {
    await this.documents.refresh(cardDoc);
    const replaces = this.#server.newest.get(cardDoc) ?? 0;
    const version = async () => ({ payload: { kind: "nonsense" }, replaces });
    this.#versions = { version, refresh: async () => {} };
    await this.set(card.named("niemand"));
    await this.settle();
    this.#versions = null;
    return this.#server.newest.get(cardDoc) ?? 0;
  }

  /** Until nothing waits any more. */
  async settle(): Promise<void> {
    for (let turn = 0; (await this.store.count("outbox")) > 0; turn++) {
      expect(turn).toBeLessThan(200);
      this.outbox.pump();
      await new Promise((resolve) => setTimeout(resolve, 1));
      await this.#work;
    }
  }

  async card(): Promise<card.Card> {
    return card.cardIn(await currentDocument(this.store, card, cardDoc, this.keys.id));
  }

  async replies(): Promise<readonly (quickreply.QuickReply | null)[]> {
    const entries = await currentEntries(this.store, quickreply, this.keys.id);
    return entries.map(({ document }) => quickreply.replyIn(document));
  }

  /** The key of the only reply there is. */
  async key(): Promise<Bytes> {
    const [entry] = await currentEntries(this.store, quickreply, this.keys.id);
    return entry?.key ?? random(16);
  }

  /** Reads all newest versions, as a new device does. */
  async readAll(): Promise<void> {
    for (const doc of this.#server.newest.keys()) await this.documents.refresh(doc);
  }

  set = (values: Readonly<Record<string, unknown>>) => this.documents.set(card, conversation, values);
}

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
