/**
 * What the leading tab runs: connection, receiving, sending, keys. The customer page and the inbox differ in what they follow; each
 * gives its part as `Follower`.
 */

import { equal, fromBase64url, toBase64url } from "../base/bytes.ts";
import type { Env } from "../base/env.ts";
import { BadRecord, ServerRefusal } from "../base/errors.ts";
import { list } from "../base/shape.ts";
import type { StoredRow } from "../model/row.ts";
import type { EpochKey } from "../seal/epoch.ts";
import type { DeviceKeys } from "../seal/keys.ts";
import { PENDING, type Store, write } from "../store/database.ts";
import type { Epochs, Openers } from "../trust/keyring.ts";
import { Keyrings } from "../trust/keyrings.ts";
import { isProfileAfter, type PublicChain } from "../trust/pinned.ts";
import { type Event, markFrame, type ServerFrame, type Welcome } from "../wire/frames.ts";
import { type Http, http, readPublished } from "../wire/http.ts";
import { type Net, type Resume, Session, type Stop } from "./connection.ts";
import type { Asked, Eraser } from "./eraser.ts";
import { readRecordBody, Sync } from "./inbound.ts";
import type { EngineNote } from "./notes.ts";
import { Outbox, type Versions } from "./outbox.ts";

export interface EngineSetup {
  readonly env: Env;
  readonly store: Store;
  readonly keys: DeviceKeys;
  readonly publicChain: PublicChain;
  readonly party: "customer" | "team";
  readonly openers: Openers;
  /** The part of the program that reads erase commands. */
  eraser(): Promise<Eraser>;
  publish(note: EngineNote): void;
}

/** The part in which customer page and inbox differ. */
export interface Follower {
  person(): number | null;
  resume(): Promise<Resume>;
  onWelcome(welcome: Welcome): Promise<void>;
  /** Events of conversations, in log order. */
  onEvents(events: readonly Event[]): Promise<void>;
  onBehind(head: number): Promise<void>;
  /** The resume is complete. */
  onReady(): Promise<void>;
  /** Other frames, and answers to commands that are no messages. */
  onOther(frame: ServerFrame): Promise<void>;
  /** After rows were kept and shown; `live`: they are new, not read from a page of the past. */
  arrived(conversation: string, rows: readonly StoredRow[], live: boolean): Promise<void>;
  /** The connection is gone. */
  onDown(): void;
  epochs(conversation: string, n: number): Promise<Epochs>;
  epoch(conversation: string): Promise<EpochKey>;
  stale(conversation: string): Promise<void>;
  /** null: customers have no documents (L8). */
  readonly versions: Versions | null;
  /** The records of this conversation contradict each other; false: no longer. */
  disputed(conversation: string, on: boolean): void;
}

export class Engine {
  readonly session: Session;
  readonly http: Http;
  readonly keyrings: Keyrings;
  readonly sync: Sync;
  readonly outbox: Outbox;
  readonly setup: EngineSetup;
  readonly #follower: Follower;
  #net: Net = "connecting";
  #stop: Stop | null = null;
  #welcomeRev = 0;
  #resume: Resume | null = null;
  #erasures: Asked | null = null;

  constructor(setup: EngineSetup, follower: Follower) {
    const { env, store, keys, publish, party } = setup;
    this.setup = setup;
    this.#follower = follower;
    this.session = new Session(env, {
      keys,
      resume: async () => {
        this.#resume = await follower.resume();
        return this.#resume;
      },
      onFrame: (frame) => this.#onFrame(frame),
      onNet: (net) => this.#onNet(net),
      onStop: (stop) => this.stop(stop),
    });
    this.http = http(env, this.session.bearer);
    this.keyrings = new Keyrings({
      store,
      keys,
      http: this.http,
      openers: setup.openers,
      now: env.now,
      chain: () => setup.publicChain,
      refreshChain: () => this.refreshChain(),
      disputed: (conversation, on) => follower.disputed(conversation, on),
    });
    this.sync = new Sync({
      store,
      party,
      http: this.http,
      mine: toBase64url(keys.id),
      chain: () => setup.publicChain.chain,
      now: env.now,
      publish,
      eraser: setup.eraser,
      epochs: (conversation, n) => follower.epochs(conversation, n),
      record: (...record) => this.keyrings.add(...record),
      witness: async (conversation) => {
        const ring = await this.keyrings.get(conversation);
        return { chain: setup.publicChain.chain, ring };
      },
      sendMark: (conversation, delivered, read) => {
        this.session.send(markFrame(fromBase64url(conversation), delivered, read));
      },
      arrived: (...kept) => follower.arrived(...kept),
    });
    this.outbox = new Outbox({
      env,
      store,
      keys,
      publish,
      business: toBase64url(setup.publicChain.chain.business),
      person: () => follower.person(),
      sync: this.sync,
      epoch: (conversation) => follower.epoch(conversation),
      stale: (conversation) => follower.stale(conversation),
      versions: () => follower.versions,
      send: (frame) => this.session.send(frame),
      ready: () => this.session.live,
      restart: () => this.session.restart(),
    });
  }

  /** What a tab that joins does not find in the store. */
  greet(): void {
    this.setup.publish({ type: "net", net: this.#net });
    if (this.#stop !== null) this.setup.publish({ type: "stop", stop: this.#stop });
  }

  stop(stop: Stop): void {
    this.#stop = stop;
    this.setup.publish({ type: "stop", stop });
  }

  /** After "replaced": connect again. */
  takeOver(): void {
    if (this.#stop !== "replaced") return;
    this.#stop = null;
    this.setup.publish({ type: "stop", stop: null });
    this.session.start();
  }

  start(): void {
    if (this.#stop === null) this.session.start();
  }

  close(): void {
    this.outbox.grounded();
    this.session.close();
  }

  /** Who asks for erasing. Throws when that part of the program cannot be fetched. */
  async erasures(): Promise<Asked> {
    const { setup, http, sync, session } = this;
    const { Erasures } = await setup.eraser();
    this.#erasures ??= new Erasures({
      ...setup,
      http,
      sync,
      business: setup.publicChain.chain.business,
      now: setup.env.now,
      later: setup.env.later,
      live: () => session.live,
      changed: () => setup.publish({ type: "erasing" }),
    });
    return this.#erasures;
  }

  /** Public records this device does not know yet. */
  async refreshChain(): Promise<void> {
    const { rev } = this.setup.publicChain.chain;
    const answer = await this.http.get(`/records?after=${rev}`);
    await this.takeRecords(list(readPublished)(answer.records));
  }

  /** Keeps what is new. What contradicts the known chain ends everything: it is an alarm (S4). */
  async takeRecords(records: Parameters<PublicChain["take"]>[0], whole = false): Promise<void> {
    const { publicChain, store, publish } = this.setup;
    try {
      const grown = await (whole ? publicChain.takeWhole(records) : publicChain.take(records));
      if (!grown) return;
      await store.put("state", [...publicChain.records], "records");
      publish({ type: "chain" });
    } catch (error) {
      if (error instanceof BadRecord) this.alarm();
      throw error;
    }
  }

  /** The public records among these events. */
  async takePublic(events: readonly Event[]): Promise<void> {
    const records = events.flatMap(({ rev, body }) => (rev === null ? [] : [readRecordBody(body).signed]));
    if (records.length === 0) return;
    const { rev } = this.setup.publicChain.chain;
    try {
      // The contents of a profile are not in the log.
      if (records.some((record) => isProfileAfter(rev, record))) await this.refreshChain();
    } catch (error) {
      if (error instanceof BadRecord) this.alarm();
      throw error;
    }
    await this.takeRecords(records);
  }

  #onNet(net: Net): void {
    this.#net = net;
    this.setup.publish({ type: "net", net });
    if (net === "online") {
      this.outbox.pump();
      this.#offerErasing().catch(() => {});
      return;
    }
    this.outbox.grounded();
    this.#follower.onDown();
  }

  async #onFrame(frame: ServerFrame): Promise<void> {
    switch (frame.type) {
      case "welcome":
        return this.#welcome(frame);
      case "events":
        return this.#events(frame.events);
      case "marks":
        await this.sync.marks(frame.marks);
        break;
      case "behind":
        return this.#follower.onBehind(frame.head);
      case "ready":
        return this.#ready();
      case "stored":
        await this.outbox.stored(frame);
        break;
      case "error":
        if (frame.counter === null) return;
        if (await this.outbox.refused(refusalOf(frame), frame.counter)) return;
        break;
      default:
        break;
    }
    await this.#follower.onOther(frame);
  }

  /** In the same generation of the log nothing known can be missing, and the business stays the same: else it is an alarm (S4, L1). */
  checkWelcome(welcome: Welcome, sameGeneration: boolean): void {
    const { rev, cursor } = this.#resume ?? {};
    const older = sameGeneration && (welcome.rev < (rev ?? 0) || welcome.head < (cursor ?? 0));
    if (!older && equal(welcome.business, this.setup.publicChain.chain.business)) return;
    this.alarm();
    throw new BadRecord("stale_record", "an older state than the one known here");
  }

  /** What the server shows contradicts what is known: nothing more is taken from it or sent to it. */
  alarm(): void {
    this.session.close();
    this.stop("broken");
  }

  async #welcome(welcome: Welcome): Promise<void> {
    this.#welcomeRev = welcome.rev;
    // Storage may be an older copy: counters the server has seen are never used again (L4).
    await write(this.setup.store, async (tx) => {
      const state = tx.objectStore("state");
      const counter = ((await state.get("counter")) as number | undefined) ?? 0;
      if (welcome.lastCounter > counter) await state.put(welcome.lastCounter, "counter");
    });
    await this.#follower.onWelcome(welcome);
  }

  async #events(events: readonly Event[]): Promise<void> {
    await this.takePublic(events);
    await this.#follower.onEvents(events);
  }

  /** What was asked to be erased and has no outcome yet. What fails now is offered with the next connection. */
  async #offerErasing(): Promise<void> {
    if ((await this.setup.store.get("state", PENDING)) !== undefined) await (await this.erasures()).flush();
  }

  async #ready(): Promise<void> {
    if (this.#welcomeRev > this.setup.publicChain.chain.rev) await this.refreshChain();
    await this.#follower.onReady();
    await this.sync.answerAll();
  }
}

export const refusalOf = (frame: Extract<ServerFrame, { type: "error" }>): ServerRefusal =>
  new ServerRefusal(frame.code, frame.retryable, frame.detail);
