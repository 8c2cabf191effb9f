/** The leading tab of a customer page: begins the conversation, restores it by its return link, and follows it (S13, W8). */

import { fromBase64url, toBase64url } from "../base/bytes.ts";
import { Refused, ReturnLinkRefused, ServerRefusal, Unreachable } from "../base/errors.ts";
import type { CallNote } from "../calls/api.ts";
import { LazyLine } from "../calls/lazy.ts";
import { isGoing } from "../model/erased.ts";
import { CARRIED, type OutboxRow } from "../model/outbox.ts";
import { CUT, type StoredRow } from "../model/row.ts";
import type { OwnDevicesCommands } from "../owndevices/api.ts";
import type { OwnDevicesNeeds } from "../owndevices/leader.ts";
import { checkLink } from "../owndevices/link.ts";
import { type EpochKey, makeEpoch } from "../seal/epoch.ts";
import { paperKeys } from "../seal/keys.ts";
import { eventHash } from "../seal/suite.ts";
import { readState, type Store, write } from "../store/database.ts";
import { backoffMs, type Resume, type Stop } from "../sync/connection.ts";
import { Engine, type EngineSetup, type Side } from "../sync/engine.ts";
import type { EngineNote } from "../sync/notes.ts";
import { Keyring, openersFor } from "../trust/keyring.ts";
import { recipientsOf } from "../trust/keyrings.ts";
import { readRecords } from "../wire/answers.ts";
import { type Event, Kind, type Known, typingFrame, type Welcome } from "../wire/frames.ts";
import { epochJson, messageJson, signedJson } from "../wire/http.ts";
import { callsFor, isRefused } from "../wire/refusals.ts";
import type { Begun } from "./begin.ts";
import type { CustomerCommands } from "./commands.ts";

/** Fetched on demand, because most visits erase nothing. */
const fetchErasing = () => import("../erasing/index.ts");

export type CustomerNote =
  | EngineNote
  | CallNote
  | { readonly type: "typing"; readonly on: boolean }
  | { readonly type: "begun"; readonly begun: Begun };

export interface CustomerSetup extends Omit<EngineSetup, "party" | "openers" | "eraser" | "publish"> {
  readonly begun: Begun;
  publish(note: CustomerNote): void;
}

export class Customer implements Side {
  readonly #setup: CustomerSetup;
  readonly #engine: Engine;
  readonly #own: OwnDevicesNeeds;
  readonly #calls: LazyLine;
  #begun: Begun;
  #failures = 0;
  #working = false;
  #closed = false;
  #cancel = () => {};

  constructor(setup: CustomerSetup) {
    this.#setup = setup;
    this.#begun = setup.begun;
    this.#engine = new Engine(
      { ...setup, party: "customer", openers: openersFor(setup.keys), eraser: fetchErasing },
      this,
    );
    this.#calls = new LazyLine(this.#engine, this, setup.publish);
    this.#own = {
      ...setup,
      http: this.#engine.http,
      keyrings: this.#engine.keyrings,
      refreshChain: () => this.#engine.refreshChain(),
      state: () => this.#begun,
      change: (changed) => this.#change(changed),
    };
  }

  get commands(): CustomerCommands {
    const { inbound, connection } = this.#engine;
    return {
      pump: () => this.#advance(),
      older: () => inbound.older(this.#begun.conversation),
      read: () => inbound.read(this.#begun.conversation, this.#begun.showsReading),
      typing: async (on) => void connection.send(typingFrame(null, on)),
      showsReading: (on) => this.#change({ showsReading: on }),
      kept: (kept = true) => this.#change({ kept }),
      verified: () => this.#change({ verified: true }),
      erase: async (message) => (await this.#engine.eraseRequests()).ask(this.#begun.conversation, message),
      http: async (...call) => (await import("../sync/lent.ts")).lend(this.#engine.http).http(...call),
      beforeErasing: async (whole) =>
        (await this.#engine.eraseRequests()).before(this.#begun.conversation, whole),
      takeOver: async () => this.#engine.takeOver(),
      call: this.#calls.call,
      devices: async () => (await this.#ownDevices()).devices(),
      renew: async (...how) => (await this.#ownDevices()).renew(...how),
      nameDevice: async (id, name) => (await this.#ownDevices()).nameDevice(id, name),
    };
  }

  async #ownDevices(): Promise<OwnDevicesCommands> {
    return new (await import("../owndevices/leader.ts")).OwnDevices(this.#own);
  }

  greet(): void {
    this.#engine.greet();
    this.#setup.publish({ type: "begun", begun: this.#begun });
  }

  /** Starts working. Whatever must wait for the network continues by itself. */
  start(): void {
    void this.#advance();
  }

  close(): void {
    this.#closed = true;
    this.#cancel();
    this.#engine.close();
  }

  async #change(changed: Partial<Begun>): Promise<void> {
    this.#begun = { ...this.#begun, ...changed };
    await this.#setup.store.put("state", this.#begun, "begun");
    this.#setup.publish({ type: "begun", begun: this.#begun });
  }

  /** Takes the next steps towards a live conversation: restore, create, connect, send. One run at a time. */
  async #advance(): Promise<void> {
    if (this.#working || this.#closed) return;
    this.#working = true;
    this.#cancel();
    try {
      if (this.#begun.returning !== null) await this.#restore(this.#begun.returning);
      await this.#rehome();
      if (!this.#begun.created) await this.#create();
      if (this.#begun.created) this.#engine.start();
      this.#failures = 0;
    } catch (error) {
      this.#onFailure(error);
    } finally {
      this.#working = false;
    }
    this.#engine.outbox.pump();
  }

  #onFailure(error: unknown): void {
    if (this.#closed) return;
    const passes = error instanceof ServerRefusal && (error.retryable || isRefused(error, "clock_ahead"));
    if (!passes && !(error instanceof Unreachable)) {
      this.#engine.stop(stopOf(error));
      return;
    }
    this.#failures += 1;
    this.#setup.publish(
      error instanceof Unreachable ? { type: "net", net: "offline" } : { type: "slowed", why: error.code },
    );
    const { env } = this.#setup;
    const ms = backoffMs(this.#failures, env.random());
    this.#cancel = env.later(ms, () => void this.#advance());
  }

  /**
   * One POST carries the customer-devices record, the first epoch and the first message; without the message where nothing waits but a file,
   * which can only be carried into a conversation that is there (F3). Repeating it returns the first outcome (W8).
   */
  async #create(): Promise<void> {
    const { env, store } = this.#setup;
    // Read before the outbox: what is ahead of its time now can still be taken back.
    const now = env.now();
    const rows = await store.getAll("outbox");
    const { invited } = this.#begun;
    const answering = invited ? await import("./invited.ts") : null;
    const waiting = rows.find(({ failed }) => failed === null);
    // An invitation is answered by words.
    if (waiting === undefined && (answering || !rows.some(({ failed }) => failed === CARRIED))) return;
    const ahead = (waiting?.notBeforeMs ?? 0) - now;
    if (ahead > 0) {
      this.#cancel = env.later(ahead, () => void this.#advance());
      return;
    }
    await this.#refreshShopfront();
    const sealed = await this.#sealFirst(answering?.carrying(waiting, invited) ?? waiting);
    try {
      await this.#post(sealed);
    } catch (error) {
      if (answering?.isOver(error)) {
        await answering.without(this.#setup.store, this.#begun.conversation);
        await this.#change({ invited: null });
        return this.#create();
      }
      const anew = callsFor(error) === "anew" && error instanceof ServerRefusal && error.retryable;
      // The team changed after the first epoch was made, or the clock ran ahead. A new epoch is made, and the message is sealed again.
      if (anew || isRefused(error, "clock_ahead"))
        await this.#setup.store.delete("keys", this.#begun.conversation);
      throw error;
    }
    // The server's records count, even if an earlier attempt had already reached it.
    const begun = { ...this.#begun, created: true };
    await write(this.#setup.store, async (tx) => {
      await tx.objectStore("keys").delete(begun.conversation);
      await tx.objectStore("state").put(begun, "begun");
    });
    this.#begun = begun;
    this.#engine.keyrings.drop(begun.conversation);
    this.#setup.publish({ type: "begun", begun });
    // Nobody is asked anything before the first answer.
    void this.#setup.env.persist(true);
  }

  async #refreshShopfront(): Promise<void> {
    const { rev } = this.#setup.publicChain.chain;
    const answer = await this.#engine.http.get(`/businesses/${this.#setup.handle}?seen=${rev}`);
    await this.#engine.takeRecords(readRecords(answer), true);
  }

  /** The epoch, and the message sealed in it. */
  async #sealFirst(waiting: OutboxRow | undefined): Promise<OutboxRow | undefined> {
    const { store, keys, publicChain, env } = this.#setup;
    const { conversation, listing } = this.#begun;
    // Without the epoch that it was sealed for, a sealed message is of no use.
    if (waiting?.sealed !== null && (await store.get("keys", conversation)) !== undefined) return waiting;
    const ring = new Keyring(publicChain.chain.business, fromBase64url(conversation), openersFor(keys));
    await ring.addListing(listing);
    const to = recipientsOf(publicChain.chain, ring);
    const id = fromBase64url(conversation);
    // The return link signs the epoch, so that whoever returns with it recognises its own conversation (S13).
    const paper = await paperKeys("paper", fromBase64url(this.#begun.secret));
    const made = await makeEpoch(paper, publicChain.chain.business, id, env.now(), to, null);
    const epochs = [{ ...made.signed, wraps: made.wraps }];
    await store.put("keys", { id: conversation, devices: [listing], epochs });
    this.#engine.keyrings.drop(conversation);
    return waiting && this.#engine.outbox.seal({ ...waiting, sealed: null });
  }

  async #post(row: OutboxRow | undefined): Promise<void> {
    const { store, handle } = this.#setup;
    const kept = await store.get("keys", this.#begun.conversation);
    const epoch = kept?.epochs[0];
    if (row?.sealed === null || epoch === undefined) throw new Refused("malformed", "nothing is sealed yet");
    await this.#postFirst(`/businesses/${handle}/conversations`, {
      devices: signedJson(this.#begun.listing),
      epoch: epochJson(epoch),
      ...(row && { message: messageJson(row.sealed) }),
      invitation: this.#begun.invited?.request,
    });
  }

  /** During a rush the server asks for a puzzle first. */
  async #postFirst(path: string, body: Readonly<Record<string, unknown>>): Promise<void> {
    const { http } = this.#engine;
    try {
      await http.post(path, body);
    } catch (error) {
      if (!isRefused(error, "puzzle_due")) throw error;
      const { answerTo } = await import("./puzzle.ts");
      await http.post(path, { ...body, puzzle: await answerTo(error.detail, this.#setup.env) });
    }
  }

  /** The return link's paper device adds this device to the conversation it belongs to. */
  async #restore(secret: string): Promise<void> {
    const paper = await paperKeys("paper", fromBase64url(secret));
    await this.#refreshShopfront();
    const { joinByPaper } = await import("./restoring.ts");
    const conversation = await joinByPaper(this.#setup, paper, () => this.#refreshShopfront());
    await this.#change({ conversation, created: true, returning: null, secret, kept: true });
    void this.#setup.env.persist();
  }

  /** Messages written in any tab while the conversation was being restored belong to it. */
  async #rehome(): Promise<void> {
    const { conversation } = this.#begun;
    const waiting = await this.#setup.store.getAll("outbox");
    if (waiting.some((row) => row.conversation !== conversation))
      await (await import("./restoring.ts")).rehome(this.#setup, conversation);
  }

  person = (): null => null;

  async resume(): Promise<Resume> {
    const { high } = await this.#engine.inbound.state(this.#begun.conversation);
    const { generation } = this.#begun;
    return {
      generation: generation === null ? null : fromBase64url(generation),
      cursor: high === 0 ? null : high,
      rev: this.#setup.publicChain.chain.rev,
      known: await this.#known(high),
    };
  }

  /** The newest row that is held, by which the server shows that its log is the one this device has read (L10). */
  async #known(high: number): Promise<Known | null> {
    const row = await this.#setup.store.get("rows", [this.#begun.conversation, high]);
    if (row === undefined || row.kind === CUT || row.trouble !== null) return null;
    const device = row.device === null ? null : fromBase64url(row.device);
    return [high, await eventHash(high, { ...row, device })];
  }

  async onWelcome(welcome: Welcome): Promise<void> {
    const generation = toBase64url(welcome.generation);
    this.#engine.checkWelcome(welcome, this.#begun.generation === generation);
    if (this.#begun.generation === generation) return;
    // Fetched on demand, because servers are seldom restored.
    if (this.#begun.generation !== null)
      await (await import("../store/restore.ts")).beginAnew(this.#setup, welcome.lastCounter);
    await this.#change({ generation });
  }

  async onEvents(events: readonly Event[]): Promise<void> {
    const own = events.filter((event) => event.pos !== null);
    await this.#engine.inbound.receive(this.#begun.conversation, own);
    if (!own.some(({ kind }) => kind === Kind.record)) return;
    await checkLink(this.#own);
    this.#setup.publish({ type: "begun", begun: this.#begun });
  }

  async onBehind(): Promise<void> {
    await this.#engine.inbound.newest(this.#begun.conversation);
    await checkLink(this.#own);
  }

  async onReady(): Promise<void> {
    await this.#engine.inbound.begin(this.#begun.conversation);
    await this.#calls.on("ready");
  }

  async onOther(frame: Parameters<Side["onOther"]>[0]): Promise<void> {
    if (frame.type === "typingNow") this.#setup.publish({ type: "typing", on: frame.on });
    else await this.#calls.take(frame);
  }

  async arrived(conversation: string, rows: readonly StoredRow[]): Promise<void> {
    // From now on the message says it, as long as that is there.
    if (this.#begun.invited && rows.some(({ payload }) => payload)) await this.#change({ invited: null });
    if (!rows.some(isGoing)) return;
    const { store, keys, publicChain } = this.#setup;
    const { writeReceipt } = await import("../erasing/index.ts");
    const receipt = await writeReceipt(store, conversation, toBase64url(keys.id), publicChain.chain);
    if (receipt === null) return;
    if (receipt.kept.length === 0) this.close();
    this.#engine.stop("erased");
  }

  onDown(): void {
    this.#setup.publish({ type: "typing", on: false });
    void this.#calls.on("down");
  }

  epochs(conversation: string, n: number): Promise<Keyring> {
    return this.#engine.keyrings.withEpoch(conversation, n);
  }

  async epoch(conversation: string): Promise<EpochKey> {
    // The first epoch was made here and is not on the server yet.
    if (!this.#begun.created) return (await this.#engine.keyrings.get(conversation)).key(1);
    return this.#engine.keyrings.current(conversation);
  }

  disputed(_: string, on: boolean): void {
    if (on) this.#engine.alarm();
  }

  readonly versions = null;

  async stale(conversation: string): Promise<void> {
    await this.#engine.refreshChain();
    await this.#engine.keyrings.refresh(conversation);
  }
}

function stopOf(error: unknown): Stop {
  if (error instanceof ReturnLinkRefused) return "return_link";
  return isRefused(error, "conversation_erased") ? "erased" : "broken";
}

export const readBegun = (store: Store): Promise<Begun | null> => readState<Begun>(store, "begun");
