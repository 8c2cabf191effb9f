/**
 * The leading tab's part in calls: it alone has the connection and the keys. It seals what a tab of this device says, checks and opens what
 * others say, and tells every tab.
 */

import { type Bytes, equal, fromBase64url, toBase64url } from "../base/bytes.ts";
import type { Env } from "../base/env.ts";
import { Refused } from "../base/errors.ts";
import type { EpochKey } from "../seal/epoch.ts";
import type { DeviceKeys } from "../seal/keys.ts";
import { openSignal, readSignedSignal, sealSignal } from "../seal/signal.ts";
import { random } from "../seal/suite.ts";
import { CALL_COUNTS, readState, type Store } from "../store/database.ts";
import type { Chain } from "../trust/chain.ts";
import type { Epochs } from "../trust/keyring.ts";
import { senderOf } from "../trust/verdict.ts";
import {
  type CallFrame,
  readCallFrame,
  readSignalHeader,
  type SignalHeader,
  type Signalled,
  signalFrame,
} from "../wire/callframes.ts";
import type { ServerFrame } from "../wire/frames.ts";
import { ID_BYTES, SIGNAL_MS } from "../wire/generated.ts";
import { VERSION } from "../wire/layouts.ts";
import type { CallNote, CallNow, CallOrder, HeardSignal } from "./api.ts";
import { callLock } from "./lock.ts";

/** The engine of the leading tab, as far as calls need it. */
export interface LineEngine {
  readonly setup: {
    readonly env: Pick<Env, "locks" | "now">;
    readonly store: Store;
    readonly keys: DeviceKeys;
    readonly party: "customer" | "team";
    readonly publicChain: { readonly chain: Chain };
  };
  readonly connection: { send(frame: Bytes): boolean };
  readonly inbound: { called(conversation: string, calledMs: number): Promise<void> };
  serverMs(): number;
}

export interface LineSide {
  person(): number | null;
  epoch(conversation: string): Promise<EpochKey>;
  epochs(conversation: string, n: number): Promise<Epochs>;
}

/** So many calls have their counts remembered. */
const CALLS = 16;

/** How far each device has counted in a call; this one's own under its id. */
type Counts = Readonly<Record<string, Readonly<Record<string, number>>>>;

export class CallLine {
  readonly #engine: LineEngine;
  readonly #side: LineSide;
  readonly #publish: (note: CallNote) => void;
  readonly #mine: string;
  readonly #running = new Map<string, CallNow>();
  /** What rings here, for a tab that fetches calls because of it. */
  readonly #rings = new Map<string, HeardSignal>();
  /** What could not be believed in calls that run. */
  readonly #forged = new Map<string, CallNote>();
  #counts: Counts | null = null;
  /** Signals go out, and are read, one after another: their numbers grow. */
  #work: Promise<unknown> = Promise.resolve();

  constructor(engine: LineEngine, side: LineSide, publish: (note: CallNote) => void) {
    this.#engine = engine;
    this.#side = side;
    this.#publish = publish;
    this.#mine = toBase64url(engine.setup.keys.id);
  }

  order = (order: CallOrder): Promise<boolean> => this.#inTurn(() => this.#order(order));

  /** A frame about a call, or a refusal that may be about one. */
  async take(frame: ServerFrame): Promise<void> {
    if (frame.type === "error") return this.#refused(frame.code, frame.detail);
    if (frame.type !== "call") return;
    const read = readCallFrame(frame.fields);
    await this.#inTurn(() => (read.type === "signalled" ? this.#heard(read) : this.#now(read)));
  }

  /** The connection is gone: the next one says anew which calls run. */
  down(): void {
    this.#running.clear();
    this.#rings.clear();
  }

  /** Everything that runs was told. */
  ready = (): Promise<void> =>
    this.#inTurn(async () => this.#publish({ type: "call", online: [...this.#running.keys()] }));

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#work.then(work);
    this.#work = turn.catch(() => {});
    return turn;
  }

  #refused(code: string, detail: string): void {
    const [call = "", ...words] = detail.split(" ");
    // Other refusals without a number begin with something else than a call's id.
    if (/^[\w-]{22}$/.test(call))
      this.#publish({ type: "call", refused: call, code, detail: words.join(" ") });
  }

  async #order(order: CallOrder): Promise<boolean> {
    if (order.do === "wake") {
      for (const now of this.#running.values()) this.#publish({ type: "call", now });
      for (const note of this.#forged.values()) this.#publish(note);
      for (const signal of this.#rings.values()) this.#publish({ type: "call", signal });
      return true;
    }
    const { keys, party, publicChain } = this.#engine.setup;
    const { conversation, call, kind, to, video, person, payload } = order;
    const key = await this.#side.epoch(conversation);
    const header: SignalHeader = {
      version: VERSION,
      business: publicChain.chain.business,
      conversation: fromBase64url(conversation),
      epoch: key.n,
      epochHash: key.hash,
      device: keys.id,
      call: fromBase64url(call),
      kind,
      to: to === null ? null : fromBase64url(to),
      n: await this.#count(call, this.#mine),
      atMs: this.#engine.serverMs(),
      salt: random(ID_BYTES),
      video,
      person,
    };
    const sealed = await sealSignal(keys, key, header, payload);
    return this.#engine.connection.send(signalFrame(party === "team" ? header.conversation : null, sealed));
  }

  async #counted(): Promise<Counts> {
    this.#counts ??= (await readState<Counts>(this.#engine.setup.store, CALL_COUNTS)) ?? {};
    return this.#counts;
  }

  async #count(call: string, device: string, n?: number): Promise<number> {
    const counts = await this.#counted();
    const { [call]: known = {}, ...others } = counts;
    const next = n ?? (known[device] ?? 0) + 1;
    const kept = Object.entries(others).slice(-CALLS);
    this.#counts = { ...Object.fromEntries(kept), [call]: { ...known, [device]: next } };
    await this.#engine.setup.store.put("state", this.#counts, CALL_COUNTS);
    return next;
  }

  async #now({ conversation, call, device, caller, ...rest }: CallFrame): Promise<void> {
    const { type: _, ...word } = rest;
    const now: CallNow = {
      ...word,
      conversation: toBase64url(conversation),
      call: toBase64url(call),
      device: device === null ? null : toBase64url(device),
      caller: caller === null ? null : toBase64url(caller),
    };
    if (now.phase === "ended") {
      this.#running.delete(now.call);
      this.#forged.delete(now.call);
    } else this.#running.set(now.call, now);
    if (now.phase === "ended" && (now.caller === this.#mine || now.device === this.#mine))
      await this.#engine.inbound.called(now.conversation, this.#engine.setup.env.now());
    if (now.phase === "ended" || now.phase === "accepted") this.#rings.delete(now.call);
    this.#publish({ type: "call", now });
    if (now.phase !== "ended") void this.#endOrphan(now);
  }

  /**
   * This device took part in the call, and none of its tabs does any more: the page was reloaded. Whoever takes part holds the call's
   * lock.
   */
  async #endOrphan(now: CallNow): Promise<void> {
    const { locks } = this.#engine.setup.env;
    const { conversation, call } = now;
    if (locks === null || (now.caller !== this.#mine && now.device !== this.#mine)) return;
    await locks.request(callLock(call), { ifAvailable: true }, async (free) => {
      const nothing = { to: null, video: false, person: null, payload: {} };
      if (free !== null) await this.order({ do: "signal", conversation, call, kind: "hangup", ...nothing });
    });
  }

  async #heard(signalled: Signalled): Promise<void> {
    const conversation = toBase64url(signalled.conversation);
    try {
      const signal = await this.#open(signalled, conversation);
      if (signal === null) return;
      if (signal.kind === "ring" || signal.kind === "handover") this.#rings.set(signal.call, signal);
      this.#publish({ type: "call", signal });
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const call = callIn(signalled);
      const note: CallNote = { type: "call", forged: call, conversation };
      if (call !== null && this.#running.has(call)) this.#forged.set(call, note);
      this.#publish(note);
    }
  }

  /** null: it was heard before, or is not for this device. Throws `Refused` for what is not what its sender signed. */
  async #open(signalled: Signalled, conversation: string): Promise<HeardSignal | null> {
    const { chain } = this.#engine.setup.publicChain;
    const claimed = readSignalHeader(signalled.header);
    const agrees =
      equal(claimed.conversation, signalled.conversation) && equal(claimed.business, chain.business);
    if (!agrees) throw new Refused("wrong_place", "sealed for another conversation");
    const known = await this.#side.epochs(conversation, claimed.epoch);
    const membership = known.membership(claimed.epoch);
    if (membership === null || !equal(membership.hash, claimed.epochHash))
      throw new Refused("wrong_epoch", "no such epoch");
    if (known.membership(claimed.epoch + 2) !== null)
      throw new Refused("wrong_epoch", "an epoch of long ago");
    const sender = senderOf(chain, membership, claimed.device);
    if (sender === null) throw new Refused("wrong_sender", "not a member of this conversation");
    const header = await readSignedSignal(signalled, sender.ed);
    if (Math.abs(header.atMs - this.#engine.serverMs()) > SIGNAL_MS) return null;
    const device = toBase64url(header.device);
    const call = toBase64url(header.call);
    const before = (await this.#counted())[call]?.[device] ?? 0;
    if (device === this.#mine || header.n <= before || !this.#isForUs(header)) return null;
    const payload = await openSignal(signalled, header, header.device, await known.key(header.epoch));
    await this.#count(call, device, header.n);
    return {
      conversation,
      call,
      kind: header.kind,
      from: device,
      party: sender.party,
      person: sender.person,
      video: header.video,
      payload,
    };
  }

  #isForUs({ to, kind, person }: SignalHeader): boolean {
    if (kind === "handover") return person === this.#side.person();
    return to === null || equal(to, this.#engine.setup.keys.id);
  }
}

function callIn({ header }: Signalled): string | null {
  try {
    return toBase64url(readSignalHeader(header).call);
  } catch {
    return null;
  }
}
