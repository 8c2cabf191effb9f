/**
 * The engine of the leading tab: connection, receiving, sending, keys. What the customer page and the inbox do differently is the `Side`
 * that each of them passes in.
 */

import { equal, fromBase64url, toBase64url } from "../base/bytes.ts";
import type { Env } from "../base/env.ts";
import { BadRecord, ServerRefusal } from "../base/errors.ts";
import type { StoredRow } from "../model/row.ts";
import type { EpochKey } from "../seal/epoch.ts";
import type { DeviceKeys } from "../seal/keys.ts";
import { PENDING, type Store, write } from "../store/database.ts";
import type { Epochs, Openers } from "../trust/keyring.ts";
import { Keyrings } from "../trust/keyrings.ts";
import { isProfileAfter, type PublicChain } from "../trust/pinned.ts";
import { readRecords } from "../wire/answers.ts";
import { type Event, markFrame, type ServerFrame, type Welcome } from "../wire/frames.ts";
import { http, type RawHttp } from "../wire/http.ts";
import { callsFor } from "../wire/refusals.ts";
import { backoffMs, Connection, type Net, type Resume, type Stop, stopBy } from "./connection.ts";
import type { EraseRequests, Eraser } from "./eraser.ts";
import { Inbound, readRecordBody } from "./inbound.ts";
import type { EngineNote } from "./notes.ts";
import { Outbox, type Versions } from "./outbox.ts";

export interface EngineSetup {
  readonly env: Env;
  readonly store: Store;
  readonly keys: DeviceKeys;
  readonly publicChain: PublicChain;
  /** The business's, under which its profiles are served. */
  readonly handle: string;
  readonly party: "customer" | "team";
  readonly openers: Openers;
  /** The part of the program that reads erase commands. */
  eraser(): Promise<Eraser>;
  publish(note: EngineNote): void;
}

/** What customer page and inbox do differently. */
export interface Side {
  person(): number | null;
  resume(): Promise<Resume>;
  onWelcome(welcome: Welcome): Promise<void>;
  /** Events of conversations, in log order. */
  onEvents(events: readonly Event[]): Promise<void>;
  onBehind(head: number): Promise<void>;
  /** The resume is complete. */
  onReady(): Promise<void>;
  /** All other frames, and the answers to commands that are not messages. */
  onOther(frame: ServerFrame): Promise<void>;
  /** Called after rows were written and shown. */
  arrived(conversation: string, rows: readonly StoredRow[]): Promise<void>;
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
  readonly connection: Connection;
  readonly http: RawHttp;
  readonly keyrings: Keyrings;
  readonly inbound: Inbound;
  readonly outbox: Outbox;
  readonly setup: EngineSetup;
  readonly #side: Side;
  #net: Net = "connecting";
  #refusals = 0;
  #cancelAnswers: (() => void) | null = null;
  #stop: Stop | null = null;
  #welcomeRev = 0;
  /** How far the server's clock is ahead of this device's; undefined until it said its time. */
  #aheadMs: number | undefined;
  #resume: Resume | null = null;
  #eraseRequests: EraseRequests | null = null;

  constructor(setup: EngineSetup, side: Side) {
    const { env, store, keys, publish, party } = setup;
    this.setup = setup;
    this.#side = side;
    this.connection = new Connection(env, {
      keys,
      resume: async () => {
        this.#resume = await side.resume();
        return this.#resume;
      },
      onFrame: (frame) => this.#onFrame(frame),
      onNet: (net) => this.#onNet(net),
      onStop: (stop) => this.stop(stop),
    });
    this.http = http(env, this.connection.bearer);
    this.keyrings = new Keyrings({
      store,
      keys,
      http: this.http,
      openers: setup.openers,
      now: env.now,
      chain: () => setup.publicChain,
      refreshChain: () => this.refreshChain(),
      disputed: (conversation, on) => side.disputed(conversation, on),
    });
    this.inbound = new Inbound({
      store,
      party,
      http: this.http,
      mine: toBase64url(keys.id),
      chain: () => setup.publicChain.chain,
      now: env.now,
      publish,
      eraser: setup.eraser,
      epochs: (conversation, n) => side.epochs(conversation, n),
      record: (...record) => this.keyrings.add(...record),
      business: setup,
      witness: async (conversation) => {
        const ring = await this.keyrings.get(conversation);
        return { chain: setup.publicChain.chain, ring };
      },
      sendMark: (conversation, delivered, read) => {
        this.connection.send(markFrame(fromBase64url(conversation), delivered, read));
      },
      arrived: (...kept) => side.arrived(...kept),
    });
    this.outbox = new Outbox({
      env,
      store,
      keys,
      publish,
      business: toBase64url(setup.publicChain.chain.business),
      person: () => side.person(),
      sync: this.inbound,
      epoch: (conversation) => side.epoch(conversation),
      stale: (conversation) => side.stale(conversation),
      versions: () => side.versions,
      send: (frame) => this.connection.send(frame),
      ready: () => this.connection.live,
      restart: () => this.connection.restart(),
    });
  }

  serverMs = (): number => this.setup.env.now() + (this.#aheadMs ?? 0);

  /** Tells a tab that joins what is not in the store. */
  greet(): void {
    this.#saysNet();
    if (this.#stop !== null) this.setup.publish({ type: "stop", stop: this.#stop });
  }

  #saysNet(): void {
    this.setup.publish({
      type: "net",
      net: this.#net,
      ...(this.#aheadMs === undefined ? {} : { aheadMs: this.#aheadMs }),
    });
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
    this.connection.start();
  }

  start(): void {
    if (this.#stop === null) this.connection.start();
  }

  close(): void {
    this.#cancelAnswers?.();
    this.outbox.grounded();
    this.connection.close();
  }

  /** Requests to erase. Throws when that part of the program cannot be fetched. */
  async eraseRequests(): Promise<EraseRequests> {
    const { setup, http, inbound, connection } = this;
    const { Requests } = await setup.eraser();
    this.#eraseRequests ??= new Requests({
      ...setup,
      http,
      sync: inbound,
      business: setup.publicChain.chain.business,
      now: setup.env.now,
      later: setup.env.later,
      live: () => connection.live,
      changed: () => setup.publish({ type: "erasing" }),
    });
    return this.#eraseRequests;
  }

  /** Fetches the public records that this device does not know yet. */
  async refreshChain(): Promise<void> {
    const { rev } = this.setup.publicChain.chain;
    const answer = await this.http.get(`/records?after=${rev}`);
    await this.takeRecords(readRecords(answer));
  }

  /** Stores the new records. A record that contradicts the known chain raises an alarm and ends everything (S4). */
  async takeRecords(records: Parameters<PublicChain["take"]>[0], whole = false): Promise<void> {
    const { publicChain, store, publish } = this.setup;
    try {
      const grown = await (whole ? publicChain.takeWhole(records) : publicChain.take(records));
      if (!grown) return;
      await store.put("state", [...publicChain.records], "records");
      publish({ type: "chain" });
    } catch (error) {
      if (error instanceof BadRecord) this.alarm(stopBy(error));
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
      if (error instanceof BadRecord) this.alarm(stopBy(error));
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
    this.#cancelAnswers?.();
    this.#cancelAnswers = null;
    this.#side.onDown();
  }

  /** Something without a counter was refused, perhaps a receipt: those not known to be stored are sent again (L6). */
  #answerLater(refusal: ServerRefusal): void {
    if (callsFor(refusal) !== "again" || this.#cancelAnswers !== null) return;
    this.#refusals += 1;
    const { env } = this.setup;
    this.#cancelAnswers = env.later(backoffMs(this.#refusals, env.random()), () => {
      this.#cancelAnswers = null;
      // Storage that fails: tried again with the next connection.
      this.inbound.answerAll().catch(() => this.connection.restart());
    });
  }

  async #onFrame(frame: ServerFrame): Promise<void> {
    switch (frame.type) {
      case "welcome":
        return this.#welcome(frame);
      case "events":
        return this.#events(frame.events);
      case "marks":
        this.#refusals = 0;
        await this.inbound.marks(frame.marks);
        break;
      case "behind":
        return this.#side.onBehind(frame.head);
      case "ready":
        return this.#ready();
      case "stored":
        await this.outbox.stored(frame);
        break;
      case "error":
        if (frame.counter === null) this.#answerLater(refusalOf(frame));
        else if (await this.outbox.refused(refusalOf(frame), frame.counter)) return;
        break;
      default:
        break;
    }
    await this.#side.onOther(frame);
  }

  /**
   * Within one generation of the log nothing known can be missing, and the business never changes. Anything else raises an alarm (S4, L1).
   */
  checkWelcome(welcome: Welcome, sameGeneration: boolean): void {
    const { rev, cursor } = this.#resume ?? {};
    const older = sameGeneration && (welcome.rev < (rev ?? 0) || welcome.head < (cursor ?? 0));
    if (!older && equal(welcome.business, this.setup.publicChain.chain.business)) return;
    this.alarm();
    throw new BadRecord("stale_record", "an older state than the one known here");
  }

  /** The server contradicts what is known here. Nothing more is accepted from it or sent to it. */
  alarm(why: Stop = "broken"): void {
    this.connection.close();
    this.stop(why);
  }

  async #welcome(welcome: Welcome): Promise<void> {
    this.#welcomeRev = welcome.rev;
    this.#aheadMs = welcome.nowMs - this.setup.env.now();
    this.#saysNet();
    // The storage may be an older copy. Counters that the server has seen are never used again (L4).
    await write(this.setup.store, async (tx) => {
      const state = tx.objectStore("state");
      const counter = ((await state.get("counter")) as number | undefined) ?? 0;
      if (welcome.lastCounter > counter) await state.put(welcome.lastCounter, "counter");
    });
    await this.#side.onWelcome(welcome);
  }

  async #events(events: readonly Event[]): Promise<void> {
    await this.takePublic(events);
    await this.#side.onEvents(events);
  }

  /** Sends again the erase commands that have no outcome yet. What fails now is sent again with the next connection. */
  async #offerErasing(): Promise<void> {
    if ((await this.setup.store.get("state", PENDING)) !== undefined)
      await (await this.eraseRequests()).flush();
  }

  async #ready(): Promise<void> {
    if (this.#welcomeRev > this.setup.publicChain.chain.rev) await this.refreshChain();
    await this.#side.onReady();
    await this.inbound.answerAll();
  }
}

export const refusalOf = (frame: Extract<ServerFrame, { type: "error" }>): ServerRefusal =>
  new ServerRefusal(frame.code, frame.retryable, frame.detail);
