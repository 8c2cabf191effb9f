/** What the leading tab of a customer page does: begin the conversation, restore it by its return link, follow it (S13, W8). */

import { equal, fromBase64url, toBase64url } from "../base/bytes.ts";
import { NotAdmitted, Refused, ServerRefusal, Unreachable } from "../base/errors.ts";
import { list } from "../base/shape.ts";
import { Erasing } from "../erasing/leader.ts";
import type { OutboxRow } from "../model/outbox.ts";
import type { StoredRow } from "../model/row.ts";
import { customerDevice, listed, signListing } from "../seal/customers.ts";
import { type EpochKey, makeEpoch } from "../seal/epoch.ts";
import { type DeviceKeys, paperKeys, unwrapWith } from "../seal/keys.ts";
import { random } from "../seal/suite.ts";
import { readState, type Store, write } from "../store/database.ts";
import { forgetRows, offerAgain } from "../store/restore.ts";
import { backoffMs, type Resume, type Session, type Stop } from "../sync/connection.ts";
import { Engine, type EngineSetup, type Follower } from "../sync/engine.ts";
import type { EngineNote } from "../sync/notes.ts";
import { signIn } from "../sync/signin.ts";
import { Keyring, type Openers } from "../trust/keyring.ts";
import { recipientsOf } from "../trust/keyrings.ts";
import { type Event, Kind, typingFrame, type Welcome } from "../wire/frames.ts";
import { SECRET_BYTES } from "../wire/generated.ts";
import { epochJson, http, readSealedEpoch, readSigned, signedJson } from "../wire/http.ts";
import type { Begun } from "./begin.ts";
import type { OwnDevice } from "./owndevices.ts";

/** Most visits erase nothing. */
const fetchErasing = () => import("../erasing/index.ts");

export type CustomerNote =
  | EngineNote
  | { readonly type: "typing"; readonly on: boolean }
  | { readonly type: "begun"; readonly begun: Begun };

export interface CustomerSetup extends Omit<EngineSetup, "party" | "openers" | "eraser" | "publish"> {
  readonly handle: string;
  readonly begun: Begun;
  publish(note: CustomerNote): void;
}

export const openersFor =
  (...devices: readonly DeviceKeys[]): Openers =>
  async (to) => {
    const name = toBase64url(to);
    const keys = devices.find(({ id }) => toBase64url(id) === name);
    if (keys === undefined) return null;
    return { id: keys.id, unwrap: (wrapped, info) => unwrapWith(keys, wrapped, info) };
  };

export class Customer implements Follower {
  readonly #setup: CustomerSetup;
  readonly #engine: Engine;
  readonly #erasing: Erasing;
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
    this.#erasing = new Erasing(this.#engine, fetchErasing);
  }

  get commands() {
    return {
      pump: () => this.#advance(),
      older: () => this.#engine.sync.older(this.#begun.conversation),
      read: () => this.#engine.sync.read(this.#begun.conversation, this.#begun.showsReading),
      typing: async (on: boolean) => void this.#engine.session.send(typingFrame(null, on)),
      showsReading: (on: boolean) => this.#change({ showsReading: on }),
      kept: () => this.#change({ kept: true }),
      verified: () => this.#change({ verified: true }),
      erase: (message: string | null) => this.#erasing.ask(this.#begun.conversation, message),
      beforeErasing: (whole: boolean) => this.#erasing.before(this.#begun.conversation, whole),
      takeOver: async () => this.#engine.takeOver(),
      devices: () => this.#devices(),
      renew: (without: string | null) => this.#renew(without),
    };
  }

  greet(): void {
    this.#engine.greet();
    this.#setup.publish({ type: "begun", begun: this.#begun });
  }

  /** Begins to work; what must wait for the network goes on by itself. */
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

  /** The next step towards a live conversation: restore, create, connect, send. One at a time. */
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
    const again = error instanceof Unreachable || (error instanceof ServerRefusal && error.retryable);
    if (!again) {
      this.#engine.stop(stopOf(error));
      return;
    }
    this.#failures += 1;
    if (error instanceof Unreachable) this.#setup.publish({ type: "net", net: "offline" });
    const { env } = this.#setup;
    const ms = backoffMs(this.#failures, env.random());
    this.#cancel = env.later(ms, () => void this.#advance());
  }

  /** One POST: customer-devices, first epoch, first message. The same again gives the first outcome (W8). */
  async #create(): Promise<void> {
    const waiting = (await this.#setup.store.getAll("outbox")).find(({ failed }) => failed === null);
    if (waiting === undefined) return;
    await this.#refreshShopfront();
    const sealed = await this.#sealFirst(waiting);
    try {
      await this.#post(sealed);
    } catch (error) {
      const stale = error instanceof ServerRefusal && STALE.has(error.code);
      if (!stale) throw error;
      // The team changed since the first epoch was made: another one, and the message sealed anew.
      await this.#setup.store.delete("keys", this.#begun.conversation);
      await this.#setup.store.put("outbox", { ...waiting, sealed: null });
      throw new ServerRefusal(error.code, true, "");
    }
    // What the server holds is what counts, also if an earlier attempt had already reached it.
    await this.#setup.store.delete("keys", this.#begun.conversation);
    this.#engine.keyrings.drop(this.#begun.conversation);
    await this.#change({ created: true });
    void this.#setup.env.persist();
  }

  async #refreshShopfront(): Promise<void> {
    const answer = await this.#engine.http.get(`/businesses/${this.#setup.handle}`);
    await this.#engine.takeRecords(list(readSigned)(answer.records), true);
  }

  async #sealFirst(waiting: OutboxRow): Promise<OutboxRow> {
    if (waiting.sealed !== null) return waiting;
    const { store, keys, publicChain, env } = this.#setup;
    const { conversation, listing } = this.#begun;
    const ring = new Keyring(publicChain.chain.business, fromBase64url(conversation), openersFor(keys));
    await ring.addListing(listing);
    const to = recipientsOf(publicChain.chain, ring);
    const id = fromBase64url(conversation);
    // Signed by the return link: whoever comes back by it knows its own conversation (S13).
    const paper = await paperKeys("paper", fromBase64url(this.#begun.secret));
    const made = await makeEpoch(paper, publicChain.chain.business, id, env.now(), to, null);
    const epochs = [{ ...made.signed, wraps: made.wraps }];
    await store.put("keys", { id: conversation, devices: [listing], epochs });
    this.#engine.keyrings.drop(conversation);
    return this.#engine.outbox.seal(waiting);
  }

  async #post(row: OutboxRow): Promise<void> {
    const { store, handle } = this.#setup;
    const kept = await store.get("keys", this.#begun.conversation);
    const epoch = kept?.epochs[0];
    if (row.sealed === null || epoch === undefined) throw new Refused("malformed", "nothing is sealed yet");
    const { header, slot, ciphertext, signature } = row.sealed;
    await this.#engine.http.post(`/businesses/${handle}/conversations`, {
      devices: signedJson(this.#begun.listing),
      epoch: epochJson(epoch),
      message: {
        header: toBase64url(header),
        slot: toBase64url(slot),
        ciphertext: toBase64url(ciphertext),
        signature: toBase64url(signature),
      },
    });
  }

  /** The return link's paper device adds this device to the conversation it belongs to. */
  async #restore(secret: string): Promise<void> {
    const paper = await paperKeys("paper", fromBase64url(secret));
    await this.#refreshShopfront();
    const conversation = await joinByPaper(this.#setup, paper, () => this.#refreshShopfront());
    await this.#change({ conversation, created: true, returning: null, secret, kept: true });
    void this.#setup.env.persist();
  }

  async #devices(): Promise<readonly OwnDevice[]> {
    const { keyrings } = this.#engine;
    const { conversation } = this.#begun;
    const ring = await keyrings.refresh(conversation).catch(() => keyrings.get(conversation));
    await this.#checkLink();
    return (await import("./owndevices.ts")).ownDevices(ring, this.#setup.keys.id);
  }

  async #renew(without: string | null): Promise<void> {
    const { renew } = await import("./owndevices.ts");
    const { env, keys, publicChain } = this.#setup;
    const { conversation, next } = this.#begun;
    const secret = next ?? toBase64url(random(SECRET_BYTES));
    await this.#change({ next: secret });
    const home = {
      env,
      keys,
      conversation,
      http: this.#engine.http,
      ring: () => this.#engine.keyrings.refresh(conversation),
      chain: () => publicChain.chain,
      refreshChain: () => this.#engine.refreshChain(),
    };
    await renew(home, fromBase64url(secret), without);
    await this.#change({ secret, next: null, kept: false, replaced: false });
  }

  /** Does the return link that this device knows still count? Only the device that renews it knows the new one (S13). */
  async #checkLink(): Promise<void> {
    const { listing } = await this.#engine.keyrings.get(this.#begun.conversation);
    const paper = await paperKeys("paper", fromBase64url(this.#begun.secret));
    const replaced = listing !== null && listed(listing, paper.id) === null;
    if (replaced !== (this.#begun.replaced ?? false)) await this.#change({ replaced });
  }

  /** What was written while the conversation was being restored, in whichever tab, belongs to it. */
  async #rehome(): Promise<void> {
    const { conversation } = this.#begun;
    const rows = await write(this.#setup.store, async (tx) => {
      const outbox = tx.objectStore("outbox");
      const strays = (await outbox.getAll()).filter((row) => row.conversation !== conversation);
      const moved = strays.map((row) => ({ ...row, conversation, sealed: null }));
      for (const row of moved) await outbox.put(row);
      return moved;
    });
    if (rows.length > 0) this.#setup.publish({ type: "outbox", rows, gone: [] });
  }

  person = (): null => null;

  async resume(): Promise<Resume> {
    const { high } = await this.#engine.sync.state(this.#begun.conversation);
    const { generation } = this.#begun;
    return {
      generation: generation === null ? null : fromBase64url(generation),
      cursor: high === 0 ? null : high,
      rev: this.#setup.publicChain.chain.rev,
    };
  }

  async onWelcome(welcome: Welcome): Promise<void> {
    const generation = toBase64url(welcome.generation);
    this.#engine.checkWelcome(welcome, this.#begun.generation === generation);
    if (this.#begun.generation === generation) return;
    if (this.#begun.generation !== null) {
      const { store, keys, publish } = this.#setup;
      const again = await offerAgain(store, toBase64url(keys.id), welcome.lastCounter);
      await forgetRows(store, publish, true);
      publish({ type: "outbox", rows: again, gone: [] });
    }
    await this.#change({ generation });
  }

  async onEvents(events: readonly Event[]): Promise<void> {
    const own = events.filter((event) => event.pos !== null);
    await this.#engine.sync.receive(this.#begun.conversation, own);
    if (!own.some(({ kind }) => kind === Kind.record)) return;
    await this.#checkLink();
    this.#setup.publish({ type: "begun", begun: this.#begun });
  }

  async onBehind(): Promise<void> {
    await this.#engine.sync.newest(this.#begun.conversation);
    await this.#checkLink();
  }

  async onReady(): Promise<void> {
    const { high } = await this.#engine.sync.state(this.#begun.conversation);
    if (high === 0) await this.#engine.sync.newest(this.#begun.conversation);
  }

  async onOther(frame: Parameters<Follower["onOther"]>[0]): Promise<void> {
    if (frame.type === "typingNow") this.#setup.publish({ type: "typing", on: frame.on });
  }

  async arrived(conversation: string, rows: readonly StoredRow[]): Promise<void> {
    if (!rows.some(({ kind }) => kind === Kind.erased)) return;
    const { store, keys, publicChain } = this.#setup;
    const { farewell } = await import("../erasing/index.ts");
    const receipt = await farewell(store, conversation, toBase64url(keys.id), publicChain.chain);
    if (receipt === null) return;
    if (receipt.kept.length === 0) this.close();
    this.#engine.stop("erased");
  }

  onUp(): void {
    this.#erasing.offer().catch(() => {});
  }

  onDown(): void {
    this.#setup.publish({ type: "typing", on: false });
  }

  epochs(conversation: string, n: number): Promise<Keyring> {
    return this.#engine.keyrings.withEpoch(conversation, n);
  }

  async epoch(conversation: string): Promise<EpochKey> {
    // The first epoch is made here and not yet on the server.
    if (!this.#begun.created) return (await this.#engine.keyrings.get(conversation)).key(1);
    return this.#engine.keyrings.current(conversation);
  }

  disputed(_: string, on: boolean): void {
    if (on) this.#engine.alarm();
  }

  async stale(conversation: string): Promise<void> {
    await this.#engine.refreshChain();
    await this.#engine.keyrings.refresh(conversation);
  }
}

function stopOf(error: unknown): Stop {
  if (error instanceof ReturnLinkRefused) return "return_link";
  return error instanceof ServerRefusal && error.code === "conversation_erased" ? "erased" : "broken";
}

const STALE = new Set(["stale_record", "stale_epoch", "bad_record", "epoch_taken"]);
const TRIES = 4;

/** The link opens no conversation on this server. */
export class ReturnLinkRefused extends Error {
  override readonly name = "ReturnLinkRefused";
}

/** Connects as the paper device, adds this device, disconnects; answers the conversation. */
async function joinByPaper(
  setup: CustomerSetup,
  paper: DeviceKeys,
  refresh: () => Promise<void>,
): Promise<string> {
  const { welcome, session } = await signIn(setup.env, paper).catch((error: unknown) => {
    throw error instanceof NotAdmitted
      ? new ReturnLinkRefused("no conversation has this return link")
      : error;
  });
  try {
    if (welcome.conversation === null) throw new ReturnLinkRefused("not a customer's return link");
    const conversation = toBase64url(welcome.conversation);
    for (let tries = 0; tries < TRIES; tries++)
      if (await addThisDevice(setup, paper, conversation, session)) return conversation;
      else await refresh();
    throw new Unreachable("the conversation changed again and again");
  } finally {
    session.close();
  }
}

/** False when another record came first: read the conversation again. */
async function addThisDevice(
  setup: CustomerSetup,
  paper: DeviceKeys,
  conversation: string,
  session: Session,
): Promise<boolean> {
  const { env, keys, publicChain } = setup;
  const { chain } = publicChain;
  const calls = http(env, session.bearer);
  const answer = await calls.get(`/conversations/${conversation}/keys`);
  const id = fromBase64url(conversation);
  const ring = new Keyring(chain.business, id, openersFor(paper));
  for (const signed of list(readSigned)(answer.devices)) await ring.addListing(signed);
  for (const epoch of list(readSealedEpoch)(answer.epochs)) await ring.addEpoch(epoch, chain);
  const { listing, current } = ring;
  if (listing === null || current === null) throw new Unreachable("the conversation has no records");
  // Who does not hold the link's secret can list it in a conversation made up around it, but sign no epoch there (S13).
  if (!ring.epochs.some(({ epoch }) => equal(epoch.signer, paper.id)))
    throw new ReturnLinkRefused("the return link does not vouch for this conversation");
  if (listed(listing, keys.id) !== null) return true;
  const devices = [...listing.devices, customerDevice(keys, false)];
  const signed = await signListing(paper, chain.business, listing, devices, env.now());
  await ring.addListing(signed);
  const key = await ring.key(current.epoch.n);
  const made = await makeEpoch(paper, chain.business, id, env.now(), recipientsOf(chain, ring), key);
  try {
    await calls.post(`/conversations/${conversation}/devices`, {
      devices: signedJson(signed),
      epoch: epochJson({ ...made.signed, wraps: made.wraps }),
    });
    return true;
  } catch (error) {
    if (error instanceof ServerRefusal && STALE.has(error.code)) return false;
    throw error;
  }
}

export const readBegun = (store: Store): Promise<Begun | null> => readState<Begun>(store, "begun");
