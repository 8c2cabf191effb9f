/**
 * The leading tab's part in calls: it alone has the connection and the keys. It seals what a tab of this device says, checks and opens what
 * others say, and tells every tab.
 */

import { equal, fromBase64url, toBase64url } from "../base/bytes.ts";
import type { Env } from "../base/env.ts";
import { Refused } from "../base/errors.ts";
import type { EpochKey } from "../seal/epoch.ts";
import type { DeviceKeys } from "../seal/keys.ts";
import { openSignal, readSignedSignal, sealSignal } from "../seal/signal.ts";
import { random } from "../seal/suite.ts";
import { CALL_COUNTS, readState, type Store } from "../store/database.ts";
import type { Chain } from "../trust/chain.ts";
import type { Epochs } from "../trust/keyring.ts";
import { type Sender, senderOf } from "../trust/verdict.ts";
import {
  type CallFrame,
  readCallFrame,
  readSignalHeader,
  type Signalled,
  type SignalHeader,
  signalFrame,
} from "../wire/callframes.ts";
import type { ServerFrame } from "../wire/frames.ts";
import { VERSION } from "../wire/layouts.ts";
import type { CallNote, CallNow, CallOrder, HeardSignal } from "./api.ts";
import { callLock } from "./lock.ts";

export interface LineNeeds {
  readonly env: Env;
  readonly store: Store;
  readonly keys: DeviceKeys;
  readonly party: "customer" | "team";
  person(): number | null;
  chain(): Chain;
  epoch(conversation: string): Promise<EpochKey>;
  epochs(conversation: string, n: number): Promise<Epochs>;
  /** The server's clock. */
  serverMs(): number;
  send(frame: Uint8Array<ArrayBuffer>): boolean;
  publish(note: CallNote): void;
}

/** A signal is no older or newer than this. */
const FRESH_MS = 120_000;
/** So many calls have their counts remembered. */
const CALLS = 16;

/** How far each device has counted in a call; this one's own under its id. */
type Counts = Readonly<Record<string, Readonly<Record<string, number>>>>;

export class CallLine {
  readonly #needs: LineNeeds;
  readonly #mine: string;
  readonly #running = new Map<string, CallNow>();
  #counts: Counts | null = null;
  /** Signals go out, and are read, one after another: their numbers grow. */
  #work: Promise<unknown> = Promise.resolve();

  constructor(needs: LineNeeds) {
    this.#needs = needs;
    this.#mine = toBase64url(needs.keys.id);
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
  }

  /** Everything that runs was told. */
  ready = (): Promise<void> =>
    this.#inTurn(async () => this.#needs.publish({ type: "call", online: [...this.#running.keys()] }));

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#work.then(work);
    this.#work = turn.catch(() => {});
    return turn;
  }

  #refused(code: string, detail: string): void {
    const [call = "", ...words] = detail.split(" ");
    // Other refusals without a number begin with something else than a call's id.
    if (/^[\w-]{22}$/.test(call))
      this.#needs.publish({ type: "call", refused: call, code, detail: words.join(" ") });
  }

  async #order(order: CallOrder): Promise<boolean> {
    if (order.do === "wake") {
      for (const now of this.#running.values()) this.#needs.publish({ type: "call", now });
      return true;
    }
    const { keys, epoch, serverMs, chain, send, party } = this.#needs;
    const { conversation, call, kind, to, video, payload } = order;
    const key = await epoch(conversation);
    const header: SignalHeader = {
      version: VERSION,
      business: chain().business,
      conversation: fromBase64url(conversation),
      epoch: key.n,
      epochHash: key.hash,
      device: keys.id,
      call: fromBase64url(call),
      kind,
      to: to === null ? null : fromBase64url(to),
      n: await this.#count(call, this.#mine),
      atMs: serverMs(),
      salt: random(16),
      video,
    };
    const sealed = await sealSignal(keys, key, header, payload);
    return send(signalFrame(party === "team" ? header.conversation : null, sealed));
  }

  async #counted(): Promise<Counts> {
    this.#counts ??= (await readState<Counts>(this.#needs.store, CALL_COUNTS)) ?? {};
    return this.#counts;
  }

  async #count(call: string, device: string, n?: number): Promise<number> {
    const counts = await this.#counted();
    const { [call]: known = {}, ...others } = counts;
    const next = n ?? (known[device] ?? 0) + 1;
    const kept = Object.entries(others).slice(-CALLS);
    this.#counts = { ...Object.fromEntries(kept), [call]: { ...known, [device]: next } };
    await this.#needs.store.put("state", this.#counts, CALL_COUNTS);
    return next;
  }

  async #now({ conversation, call, device, ...rest }: CallFrame): Promise<void> {
    const { type: _, ...word } = rest;
    const now: CallNow = {
      ...word,
      conversation: toBase64url(conversation),
      call: toBase64url(call),
      device: device === null ? null : toBase64url(device),
    };
    if (now.phase === "ended") this.#running.delete(now.call);
    else this.#running.set(now.call, now);
    this.#needs.publish({ type: "call", now });
    if (now.phase !== "ended") void this.#endOrphan(now);
  }

  /**
   * This device took part in the call, and none of its tabs does any more: the page was reloaded. Whoever takes part holds the call's
   * lock.
   */
  async #endOrphan(now: CallNow): Promise<void> {
    const { locks } = this.#needs.env;
    const counted = (await this.#counted())[now.call]?.[this.#mine] ?? 0;
    const others = now.person !== null && this.#needs.party === "team" && now.device !== this.#mine;
    if (locks === null || counted === 0 || others) return;
    await locks.request(callLock(now.call), { ifAvailable: true }, async (free) => {
      if (free === null) return;
      const { conversation, call, phase } = now;
      const kind = phase === "ringing" ? "cancel" : "hangup";
      await this.order({ do: "signal", conversation, call, kind, to: null, video: false, payload: {} });
    });
  }

  async #heard(signalled: Signalled): Promise<void> {
    const conversation = toBase64url(signalled.conversation);
    try {
      const signal = await this.#open(signalled, conversation);
      if (signal !== null) this.#needs.publish({ type: "call", signal });
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.#needs.publish({ type: "call", forged: callIn(signalled), conversation });
    }
  }

  /** null: it was heard before, or is not for this device. Throws `Refused` for what is not what its sender signed. */
  async #open(signalled: Signalled, conversation: string): Promise<HeardSignal | null> {
    const { chain, epochs, serverMs } = this.#needs;
    const claimed = readSignalHeader(signalled.header);
    const agrees =
      equal(claimed.conversation, signalled.conversation) && equal(claimed.business, chain().business);
    if (!agrees) throw new Refused("wrong_place", "sealed for another conversation");
    const known = await epochs(conversation, claimed.epoch);
    const membership = known.membership(claimed.epoch);
    if (membership === null || !equal(membership.hash, claimed.epochHash))
      throw new Refused("wrong_epoch", "no such epoch");
    if (known.membership(claimed.epoch + 2) !== null) throw new Refused("wrong_epoch", "an epoch of long ago");
    const sender = senderOf(chain(), membership, claimed.device);
    if (sender === null) throw new Refused("wrong_sender", "not a member of this conversation");
    const header = await readSignedSignal(signalled, sender.ed);
    if (Math.abs(header.atMs - serverMs()) > FRESH_MS) return null;
    const device = toBase64url(header.device);
    const call = toBase64url(header.call);
    const before = (await this.#counted())[call]?.[device] ?? 0;
    if (device === this.#mine || header.n <= before || !this.#isForUs(header, sender)) return null;
    const payload = await openSignal(signalled, header, await known.key(header.epoch));
    await this.#count(call, device, header.n);
    if (header.kind === "handover" && payload.person !== this.#needs.person()) return null;
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

  /** To all, to this device; a handover names any device of the colleague. */
  #isForUs({ to, kind }: SignalHeader, { party }: Sender): boolean {
    if (to === null || equal(to, this.#needs.keys.id)) return true;
    if (kind !== "handover" || party !== "team") return false;
    return this.#needs.chain().devices.get(toBase64url(to))?.person === this.#needs.person();
  }
}

function callIn({ header }: Signalled): string | null {
  try {
    return toBase64url(readSignalHeader(header).call);
  } catch {
    return null;
  }
}
