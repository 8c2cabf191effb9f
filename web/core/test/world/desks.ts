/** Two browsers of a team that write documents, with real sealing, and a server that keeps to L8. */

import { expect } from "vitest";
import { type Bytes, toBase64url } from "../../src/base/bytes.ts";
import type { Env } from "../../src/base/env.ts";
import { ServerRefusal, Unreachable } from "../../src/base/errors.ts";
import { array, bytes, count, decode, encode } from "../../src/base/shape.ts";
import * as card from "../../src/documents/card.ts";
import { Documents } from "../../src/documents/leader.ts";
import * as quickreply from "../../src/documents/quickreply.ts";
import { currentDocument, currentEntries } from "../../src/documents/room.ts";
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
import { readHeader } from "../../src/wire/layouts.ts";
import { NOON, openBakery } from "./bakery.ts";
import { Browser } from "./browser.ts";
import { MemoryServer } from "./server.ts";

export const bakery = await openBakery({ greeting: { text: { de: "Guten Tag! Wir öffnen {opening}." } } });
export const room = await backRoomId(bakery.chain.business);
export const about = random(16);
export const conversation = toBase64url(about);
export const cardDoc = toBase64url(await cardId(about));

/** Stores a version only on top of the newest one, and gives a repeated counter its first outcome. */
export class RoomServer {
  nowMs = NOON;
  readonly versions = new Map<string, Bytes>();
  readonly newest = new Map<string, number>();
  readonly refused: string[] = [];
  /** The files that each newest version names. */
  readonly named = new Map<string, readonly string[]>();
  /** Files that it has lost. */
  readonly gone = new Set<string>();
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
    const blobs = (header.blobs ?? []).map(toBase64url);
    if (blobs.some((each) => this.gone.has(each))) {
      this.refused.push(key);
      throw new ServerRefusal("blob_missing", false, "");
    }
    this.named.set(doc, blobs);
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

export class Desk {
  online = true;
  /** The kinds of entries whose changes came too late. */
  readonly lost: string[] = [];
  /** This many of the next answers are lost. */
  lose = 0;
  /** It stops after an answer was written down, before anything else is done with it. */
  stops = false;
  readonly env: Env;
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
    this.env = env;
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
    this.#versions = { version, refresh: async () => {}, without: async () => false };
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
