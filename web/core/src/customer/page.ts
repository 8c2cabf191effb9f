/** The customer page's side of the core: `createChat`. Nothing is stored and nothing connected before `begin`. */

import { type Bytes, toBase64url } from "../base/bytes.ts";
import { BadRecord, ServerRefusal, Unreachable } from "../base/errors.ts";
import { writable } from "../base/readable.ts";
import type { CallNote } from "../calls/api.ts";
import { payloadOf } from "../content/index.ts";
import { type Opened, openedAt, ServerClock } from "../conversation/opened.ts";
import { ChatLog } from "../conversation/window.ts";
import type { Erasure } from "../erasing/receipt.ts";
import type { Inviting } from "../model/invited.ts";
import type { Draft, OutboxRow } from "../model/outbox.ts";
import { EarlierProfiles } from "../profile/earlier.ts";
import { type Shopfront, shopfrontOf, type Trust } from "../profile/shopfront.ts";
import { type DeviceKeys, platformCanSeal } from "../seal/keys.ts";
import {
  deleteStore,
  ERASURE,
  OWN_DRAFT,
  openStore,
  pastName,
  readState,
  type Store,
  storeExists,
} from "../store/database.ts";
import { keepDraft } from "../store/drafts.ts";
import { backoffMs, type Net, type Stop, stopBy } from "../sync/connection.ts";
import { enqueue, saysOf, withTyped } from "../sync/outbox.ts";
import { joinTabs, type Lead, type Tabs } from "../sync/tabs.ts";
import type { Chain } from "../trust/chain.ts";
import { PublicChain } from "../trust/pinned.ts";
import { readRecords } from "../wire/answers.ts";
import { http } from "../wire/http.ts";
import { type PageFragment, readFragment } from "../wire/links.ts";
import type { Back, Chat, ChatEnv, Parts } from "./api.ts";
import { type Begun, begin, linkOf, lookBack } from "./begin.ts";
import type { CustomerCommands } from "./commands.ts";
import { AskedHours } from "./hours.ts";
import { Customer, type CustomerNote, readBegun } from "./leader.ts";
import { trustOf } from "./trust.ts";
import { TypingFlag } from "./typing.ts";
import { Verbs } from "./verbs.ts";

type Note = CustomerNote | { readonly type: "gone"; readonly removed: boolean };

export const createChat = (env: ChatEnv): Chat => new ChatPage(env);

class ChatPage extends Verbs implements Chat {
  readonly phase = writable<"loading" | "visit" | "conversation" | "stopped">("loading");
  readonly stop = writable<Stop | null>(null);
  readonly shopfront = writable<Shopfront | null>(null);
  readonly net = writable<Net>("connecting");
  readonly slowed = writable<string | null>(null);
  readonly returnLink = writable<string | null>(null);
  readonly returnLinkKept = writable(false);
  readonly showsReading = writable(true);
  readonly deviceChanges = writable(0);
  readonly returning = writable<Back | null>(null);
  readonly erasure = writable<Erasure | null>(null);
  readonly hasPast = writable(false);
  readonly called = writable<CallNote | null>(null);
  readonly invited = writable<Begun["invited"]>(null);
  readonly #env: ChatEnv;
  readonly #name: string;
  #fragment: PageFragment;
  readonly #log = new ChatLog("customer", fetchActs);
  readonly rows = this.#log.rows;
  readonly older = this.#log.older;
  readonly pins = this.#log.pins;
  readonly #loaded: Promise<void>;
  #beginning: Promise<void> | null = null;
  #publicChain: PublicChain | null = null;
  readonly #earlier: EarlierProfiles;
  #store: Store | null = null;
  #tabs: Tabs<Note, CustomerCommands> | null = null;
  #begun: Begun | null = null;
  readonly #hours: AskedHours;
  readonly #typing = new TypingFlag((ms, run) => this.#env.later(ms, run));
  readonly typing = this.#typing.on;
  #cancelVisit = () => {};
  readonly #clock = new ServerClock();
  #closed = false;

  constructor(env: ChatEnv) {
    super();
    this.#env = env;
    this.#name = `tresen-chat-${env.handle}`;
    this.#fragment = readFragment(env.fragment);
    this.#earlier = new EarlierProfiles(http(env, () => null));
    this.#hours = new AskedHours(env, () => this.#askAgain());
    this.#loaded = this.#load().catch(this.#onFailure);
  }

  begin = async (secret?: Bytes, inviting?: Inviting): Promise<void> => {
    await this.#loaded;
    if (this.phase.get() !== "visit") return;
    const fingerprint = secret && this.#publicChain?.chain.fingerprint;
    if (fingerprint) this.#fragment = { type: "return", secret, fingerprint };
    this.#cancelVisit();
    this.#beginning ??= this.#begin(inviting).catch((error) => {
      this.#beginning = null;
      this.#onFailure(error);
    });
    await this.#beginning;
  };

  send = (text: string, holdMs = 0): Promise<number> => this.#say({ kind: "text", text }, holdMs);

  readonly #say = (said: Parameters<typeof payloadOf>[0], holdMs = 0): Promise<number> =>
    this.#write({ payload: payloadOf(said), holdMs });

  readonly #write = async (draft: Omit<Draft, "conversation">): Promise<number> => {
    await this.begin();
    const store = this.#store;
    if (store === null || this.#begun === null || this.phase.get() !== "conversation")
      throw new Error("this page cannot send");
    const way = draft.spoken !== false && this.came.get();
    const payload = way ? { ...draft.payload, way } : draft.payload;
    const whole = withTyped(OWN_DRAFT, { ...draft, ...this.#begun, payload });
    const row = await enqueue(store, whole, this.#env.now());
    if (way) this.came.set(null);
    this.#wrote(row);
    return row.counter;
  };

  takeBack = async (counter: number): Promise<boolean> =>
    (await import("../sync/takeback.ts")).takeBack(
      this.#store,
      counter,
      this.#env.now,
      this.#tabs,
      this.came,
    );
  readonly #publish = (note: Note): void => this.#tabs?.publish(note);

  acts: Chat["acts"] = async () => {
    const side = { now: this.#env.now, leader: () => this.leader, publish: this.#publish };
    return (await fetchActs()).customerActs(this.#store, this.#log, { ...side, write: this.#write });
  };

  get #held() {
    if (this.#store === null || this.#begun === null) throw new Unreachable("there is no conversation yet");
    return {
      store: this.#store,
      conversation: this.#begun.conversation,
      env: this.#env,
      name: this.#name,
      publicChain: this.#publicChain,
    };
  }

  protected parts = async (): Promise<Parts> =>
    (await import("./parts.ts")).partsOf(this, {
      leader: () => this.leader,
      say: this.#say,
      publish: this.#publish,
      held: () => this.#held,
      created: () => this.#begun?.created === true,
      texts: () => this.#texts,
    });

  protected leading = (): CustomerCommands | null => this.#tabs?.leader ?? null;

  retry = async (key: string): Promise<void> => {
    const { revive } = await fetchActs();
    if (this.#store !== null) this.#wrote(await revive(this.#store, Number(key.split(".")[1])));
  };

  #wrote(row: OutboxRow | null): void {
    if (row !== null) this.#tabs?.publish({ type: "outbox", rows: [row], gone: [] });
    void this.#tabs?.leader.pump();
  }

  loadOlder = async (): Promise<void> =>
    this.#store === null ? undefined : this.#log.loadOlder(this.#store, () => this.leader.older());

  setDraft = (text: string): void => {
    if (this.stop.get() === "erased") return;
    const before = this.draft.get();
    this.draft.set(text);
    if (this.#store !== null) void keepDraft(this.#store, OWN_DRAFT, text, before);
  };

  setTyping = (on: boolean): void => void (this.net.get() === "online" && this.#tabs?.leader.typing(on));
  opening = (): Opened => openedAt(this.#log.state, this.#env.now(), this.#clock);

  reword = (): void => this.#log.show();
  letGo = (): void => this.#log.letGo();
  takeOver = (): void => void (this.stop.get() === "replaced" && this.#tabs?.leader.takeOver());
  reload = (): void => (this.#tabs === null ? this.#env.reload() : this.#tabs.reload());
  touched = (): void => {
    if (this.#begun?.verified === false && this.#trust() === "verified")
      this.#tabs?.leader.verified().catch(this.#onFailure);
  };
  leaveLink = async (): Promise<void> => void (this.#begun?.returning && (await this.forget()));
  past: Chat["past"] = async () => (await import("../erasing/index.ts")).readPast(this.#env, this.#name);

  forget = async (removed = false): Promise<void> => {
    const erasure = this.erasure.get();
    if (erasure?.kept.length) {
      const one = { erasure, rows: this.rows.get() };
      await (await import("../erasing/index.ts")).writePast(this.#env, this.#name, one);
    } else if (removed) await deleteStore(this.#env, pastName(this.#name));
    this.#tabs?.publish({ type: "gone", removed });
    await deleteStore(this.#env, this.#name);
  };

  close = (): void => {
    this.#closed = true;
    this.#typing.close();
    this.#cancelVisit();
    this.#hours.close();
    this.#tabs?.close();
    this.#store?.close();
  };

  async #load(): Promise<void> {
    void this.#seePast();
    if (!(await platformCanSeal())) return this.#halt("unsupported");
    if (this.#fragment.type === "damaged" && this.#fragment.of === "return") return this.#halt("return_link");
    if (await storeExists(this.#env, this.#name)) {
      const store = await openStore(this.#env, this.#name);
      const begun = await readBegun(store);
      if (begun !== null) return this.#open(store, begun);
      if ((await readState(store, ERASURE)) !== null) return this.#rest(store);
      store.close();
    }
    await this.#visit(0);
  }

  async #seePast(): Promise<void> {
    this.hasPast.set(await storeExists(this.#env, pastName(this.#name)));
  }

  /** Only the receipt of an erased conversation is left here. */
  async #rest(store: Store): Promise<void> {
    this.#store = store;
    this.#join(
      () => {},
      async () => ({ commands: {} as CustomerCommands, greet: () => {}, close: () => {} }),
    );
    await this.#onErased(store);
  }

  /** Without an answer the page says so, and continues by itself once there is one. */
  async #visit(failures: number): Promise<void> {
    try {
      await this.#look();
      // The page opens once the business has published what it must. Until then nothing else can be done here.
      if (this.phase.get() === "visit" && !this.shopfront.get()?.open) this.#visitLater(OPENS_MS, 0);
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
      this.#halt("unreachable");
      this.#visitLater(backoffMs(failures + 1, this.#env.random()), failures + 1);
    }
  }

  #visitLater(ms: number, failures: number): void {
    this.#cancelVisit = this.#env.later(ms, () => void this.#visit(failures).catch(this.#onFailure));
  }

  async #look(): Promise<void> {
    const answer = await http(this.#env, () => null).get(`/businesses/${this.#env.handle}`);
    const publicChain = await PublicChain.open(readRecords(answer));
    const { chain } = publicChain;
    const back = this.returning.get() ?? (await lookBack(this.#env, chain, this.#fragment));
    // Asked last: whoever begins meanwhile is no visitor any more, and is not to be made one again.
    if (this.#beginning !== null) return;
    this.#publicChain = publicChain;
    this.#hours.take(answer);
    const trust = this.#trust();
    this.#show(chain, trust);
    if (trust === "mismatch")
      return this.#halt(this.#fragment.type === "return" ? "return_link" : "mismatch");
    if (typeof back === "string") return this.#halt(back);
    this.returning.set(back);
    this.stop.set(null);
    this.phase.set("visit");
  }

  async #begin(inviting?: Inviting): Promise<void> {
    const publicChain = this.#publicChain;
    if (publicChain === null) return;
    const store = await openStore(this.#env, this.#name);
    const { begun, keys } = await begin(store, publicChain, {
      verified: this.#trust() === "verified",
      returning: this.#fragment.type === "return" ? this.#fragment.secret : null,
      nowMs: this.#env.now(),
      inviting,
    });
    // The link has served its purpose. If this browser is shut out later, the link must not let it in again.
    if (this.#fragment.type === "return") this.#fragment = { ...this.#fragment, type: "key" };
    await this.#enter(store, begun, keys, publicChain);
  }

  /** A conversation, or the wish to begin one, exists on this device. */
  async #open(store: Store, begun: Begun): Promise<void> {
    const keys = await readState<DeviceKeys>(store, "keys");
    const records = await readState<Parameters<typeof PublicChain.open>[0]>(store, "records");
    if (keys === null || records === null) return this.#halt("storage");
    const publicChain = await PublicChain.open(records);
    this.#publicChain = publicChain;
    this.draft.set((await readState<string>(store, OWN_DRAFT)) ?? "");
    await this.#enter(store, begun, keys, publicChain);
  }

  async #enter(store: Store, begun: Begun, keys: DeviceKeys, publicChain: PublicChain): Promise<void> {
    this.#store = store;
    this.#onBegun(begun);
    const trust = this.#trust();
    const log = this.#log.open(store, begun.conversation, toBase64url(keys.id), null);
    if (trust === "mismatch") {
      await log;
      return this.#halt("mismatch");
    }
    // The tabs are joined while the log is still being read, so that no change is missed.
    this.#join(
      () => void this.#catchUp().catch(() => {}),
      async () => {
        const known = (await readBegun(store)) ?? begun;
        const setup = { env: this.#env, store, keys, publicChain, handle: this.#env.handle, begun: known };
        const customer = new Customer({ ...setup, publish: (note) => this.#tabs?.publish(note) });
        customer.start();
        return customer;
      },
    );
    await log;
    this.returning.set(null);
    if ((await readState(store, ERASURE)) !== null) await this.#onErased(store);
    if (this.stop.get() === null) this.phase.set("conversation");
  }

  #join(onLeader: () => void, lead: () => Promise<Lead<CustomerCommands>>): Tabs<Note, CustomerCommands> {
    this.#tabs = joinTabs<Note, CustomerCommands>(this.#env, this.#name, {
      onNote: (note) => this.#onNote(note),
      onLeader,
      onOutdated: () => {
        if (this.stop.get() !== "erased") this.#halt("updated");
      },
      onFailure: (error) => this.#onFailure(error),
      lead,
    });
    return this.#tabs;
  }

  readonly #texts = (learned: () => void) => this.#earlier.texts(this.#publicChain, this.#env, learned);

  #trust(): Trust {
    return trustOf(this.#publicChain?.chain, this.#fragment, this.#begun?.verified === true);
  }

  #show(chain: Chain, trust: Trust): void {
    this.#log.setRecords(
      this.#texts(() => this.#log.show()),
      () => chain.changes,
    );
    this.shopfront.set(shopfrontOf(chain, this.#env.handle, trust, this.#env.now(), this.#hours.known));
  }

  /** Shut out: when the conversation's own records confirm it, empties itself. A return link in the address is offered, not followed (S4, S13). */
  async #onRevoked(): Promise<void> {
    const [store, begun, chain] = [this.#store, this.#begun, this.#publicChain?.chain];
    if (store === null || begun === null || chain === undefined) return;
    const here = { store, business: chain.business, isHere: () => this.#store === store };
    const { afterRevoked } = await import("../owndevices/leader.ts");
    const left = await afterRevoked(this.#env, here, begun.conversation);
    if (left === "removed") await this.forget(true);
    else if (left !== null) this.#onStop(this.#fragment.type === "return" ? "again" : left);
  }

  /** Everything of this business was erased from this browser, here or in another tab. */
  #onGone(removed: boolean): void {
    this.#tabs?.close();
    this.#store?.close();
    this.#tabs = this.#store = this.#begun = this.#beginning = null;
    this.#empty();
    // A return link to an erased conversation opens nothing; the sign's fingerprint in it is still valid.
    if (this.stop.get() === "erased" && this.#fragment.type === "return")
      this.#fragment = { ...this.#fragment, type: "key" };
    this.erasure.set(null);
    void this.#seePast();
    if (removed) {
      this.#halt("removed");
      return;
    }
    this.phase.set("loading");
    this.#visit(0).catch(this.#onFailure);
  }

  #empty(): void {
    this.#log.clear();
    this.draft.set("");
    this.returnLink.set(null);
    this.deviceChanges.set(0);
  }

  async #onErased(store: Store): Promise<void> {
    const erasure = await readState<Erasure>(store, ERASURE);
    this.erasure.set(erasure);
    if (erasure?.kept.length === 0) this.#empty();
    this.#halt("erased");
  }

  #onNote(note: Note): void {
    if (note.type === "gone") this.#onGone(note.removed);
    else if (note.type === "stop" && note.stop === "revoked") this.#onRevoked().catch(this.#onFailure);
    else if (note.type === "net") this.#onNet(note);
    else if (note.type === "slowed") this.slowed.set(note.why);
    else if (note.type === "typing") this.#typing.set(note.on);
    else if (note.type === "stop") this.#onStop(note.stop);
    else if (note.type === "call") this.called.set(note);
    else if (note.type === "begun") this.#onBegun(note.begun);
    else if (note.type === "chain") this.#onChain().catch(this.#onFailure);
    else this.#onLog(note);
  }

  #onNet({ net, aheadMs }: Extract<Note, { type: "net" }>): void {
    this.#clock.take(aheadMs, this.#env.now());
    this.net.set(net);
    if (net === "online") this.#hours.check();
  }

  /** The opening hours known here are too old. */
  #askAgain(): void {
    if (this.#tabs !== null) void this.#askHours();
    else if (this.phase.get() === "visit")
      this.#look().catch((error) => error instanceof Unreachable || this.#onFailure(error));
  }

  /** Asks for the opening hours: from time to time, and when a new profile arrived. */
  async #askHours(): Promise<void> {
    if (!(await this.#hours.fetch()) || this.#closed) return;
    const chain = this.#publicChain?.chain;
    if (chain !== undefined) this.#show(chain, this.#trust());
  }

  #onLog(note: Parameters<ChatLog["apply"]>[0]): void {
    this.#log.apply(note);
    if (note.type === "outbox" && saysOf(note.rows, this.draft.get())) this.draft.set("");
    if (note.type === "log" && note.rows.some(({ party }) => party === "team")) this.#typing.set(false);
  }

  #onBegun(begun: Begun): void {
    const before = this.#begun;
    this.#begun = begun;
    this.showsReading.set(begun.showsReading);
    this.returnLinkKept.set(begun.kept);
    this.invited.set(begun.invited);
    const chain = this.#publicChain?.chain;
    if (chain !== undefined) this.#show(chain, this.#trust());
    if (begun.created && chain !== undefined) {
      this.deviceChanges.set(this.deviceChanges.get() + 1);
      this.returnLink.set(linkOf(this.#env, begun, chain));
    }
    if (before !== null && before.conversation !== begun.conversation && this.#store !== null)
      this.#log.open(this.#store, begun.conversation, null, null).catch(this.#onFailure);
  }

  /** The previous leader may have closed before it told everything. */
  async #catchUp(): Promise<void> {
    const store = this.#store;
    const begun = store === null ? null : await readBegun(store);
    if (begun !== null && this.#store === store) this.#onBegun(begun);
    await this.#log.reload();
    if (store !== null && this.#store === store && (await readState(store, ERASURE)) !== null)
      await this.#onErased(store);
  }

  async #onChain(): Promise<void> {
    const records =
      this.#store && (await readState<Parameters<typeof PublicChain.open>[0]>(this.#store, "records"));
    if (records === null) return;
    await this.#publicChain?.take(records);
    if (this.#publicChain !== null) this.#show(this.#publicChain.chain, this.#trust());
    void this.#askHours();
  }

  #onStop(stop: Stop | null): void {
    if (stop === "erased" && this.#store !== null)
      return void this.#onErased(this.#store).catch(this.#onFailure);
    this.stop.set(stop);
    this.phase.set(stop === null ? "conversation" : "stopped");
  }

  #halt(stop: Stop): void {
    this.stop.set(stop);
    this.phase.set("stopped");
  }

  readonly #onFailure = (error: unknown): void => {
    // Work that was still running when this browser was emptied finds nothing any more.
    if (this.#closed || this.stop.get() === "removed") return;
    if (error instanceof BadRecord) this.#halt(stopBy(error));
    else if (error instanceof ServerRefusal) this.#halt(error.retryable ? "unreachable" : "unknown");
    else this.#halt("storage");
  };
}

const fetchActs = () => import("../acts/sides.ts");
const OPENS_MS = 1_500;
