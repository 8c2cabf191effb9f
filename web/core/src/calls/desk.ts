/** Calls in one tab: carries out what the machine decides. Fetched when somebody calls, or when it rings. */

import { fromBase64url, toBase64url } from "../base/bytes.ts";
import type { Env } from "../base/env.ts";
import { Unreachable } from "../base/errors.ts";
import { type Readable, writable } from "../base/readable.ts";
import { count, flag, list, map, nil, text } from "../base/shape.ts";
import { random } from "../seal/suite.ts";
import type { LentHttp } from "../sync/lent.ts";
import type { SignalKind, SignalPayload } from "../wire/callframes.ts";
import { ID_BYTES } from "../wire/generated.ts";
import type {
  Call,
  CallCommands,
  CallNote,
  CallsView,
  Ending,
  HeardSignal,
  MayCall,
  Media,
  MediaNeeds,
  OpenMedia,
  RtcServer,
} from "./api.ts";
import { callLock } from "./lock.ts";
import { type Calls, type Effect, type Input, type Me, noCalls, shownCall, step } from "./machine.ts";
import { withoutCandidates } from "./sdp.ts";
import { callWords } from "./words.ts";

export interface DeskNeeds<M extends Media> {
  readonly env: Env;
  readonly me: Me;
  /** Every note about calls, from the leading tab and from the others. */
  readonly notes: Readable<CallNote | null>;
  leader(): CallCommands & LentHttp;
  publish(note: CallNote): void;
  /** The business allows that addresses are seen. */
  direct(): boolean;
  /** The person's name, of staff only. */
  by(): string | undefined;
  /** The devices of a colleague. */
  devicesOf(person: number): readonly string[];
  readonly open: OpenMedia<M>;
}

/** The server ends a ring after 45 s. */
const RING_MS = 60_000;
/** Signals that may wait for media. */
const EARLY = 64;
const ENDINGS: readonly string[] = ["denied", "noDevice", "noWay", "unsupported", "offline", "refused"];

interface Relay {
  readonly servers: readonly RtcServer[];
  readonly untilMs: number;
}

export class CallDesk<M extends Media> implements CallsView<M> {
  readonly shown = writable<Call | null>(null);
  readonly running = writable<ReadonlyMap<string, Call>>(new Map());
  readonly media = writable<M | null>(null);
  readonly #needs: DeskNeeds<M>;
  readonly #tab = crypto.randomUUID();
  readonly #unlisten: () => void;
  #state: Calls;
  /** Signals for media that are not made yet. */
  #early: HeardSignal[] = [];
  #relay: Promise<Relay> | null = null;
  #release = () => {};
  #cancelLate = () => {};
  #closed = false;

  constructor(needs: DeskNeeds<M>) {
    this.#needs = needs;
    this.#state = noCalls(needs.me);
    this.#unlisten = needs.notes.subscribe((note) => note && this.#hear(note));
    this.#order({ do: "wake" }).catch(() => {});
  }

  may = async (conversation: string): Promise<MayCall> => {
    const answer = map(await this.#needs.leader().http("GET", `/conversations/${conversation}/calls`, null));
    return {
      relay: flag(answer.relay),
      direct: flag(answer.direct),
      open: flag(answer.open),
      nextMs: nil(count)(answer.next_ms),
    };
  };

  place = (conversation: string, video: boolean): void =>
    this.#take({ type: "place", id: toBase64url(random(ID_BYTES)), conversation, video });
  accept = (video = false): void => this.#take({ type: "accept", video });
  decline = (): void => this.#take({ type: "decline" });
  hangUp = (): void => this.#take({ type: "hangUp" });
  handOver = (person: number): void => this.#take({ type: "handOver", person });
  dismiss = (): void => this.#take({ type: "dismiss" });

  close = (): void => {
    if (this.#closed) return;
    this.hangUp();
    this.#closed = true;
    this.#unlisten();
    this.#drop();
  };

  #order(order: Parameters<CallCommands["call"]>[0]): Promise<boolean> {
    return this.#needs.leader().call(order);
  }

  #hear(note: CallNote): void {
    if ("now" in note) this.#take({ type: "now", now: note.now });
    else if ("signal" in note) this.#take({ type: "signal", signal: note.signal });
    else if ("refused" in note)
      this.#take({ type: "refused", call: note.refused, code: note.code, words: note.detail.split(" ") });
    else if ("forged" in note)
      this.#take({ type: "forged", call: note.forged, conversation: note.conversation });
    else if ("online" in note) this.#take({ type: "online", running: note.online });
    else if (note.tab !== this.#tab) this.#take({ type: "taken", call: note.taken });
  }

  #take(input: Input): void {
    if (this.#closed) return;
    const [state, effects] = step(this.#state, input);
    this.#state = state;
    for (const effect of effects) this.#carryOut(effect);
    this.shown.set(shownCall(this.#state));
    this.running.set(new Map(Object.values(this.#state.calls).map((each) => [each.conversation, each])));
  }

  #carryOut(effect: Effect): void {
    if (effect.type === "drop") this.#drop();
    else if (effect.type === "say") this.#farewell(effect);
    else if (effect.type === "again") this.#again();
    else if (effect.type === "pass") this.#pass(effect.signal);
    else {
      const { call } = effect;
      this.#work(effect).catch((error) => this.#failed(call, error));
    }
  }

  async #work(effect: Extract<Effect, { type: "place" | "join" | "connect" }>): Promise<void> {
    if (effect.type === "place") await this.#place(effect.call);
    else if (effect.type === "join") await this.#join(effect.call, effect.ring, effect.to);
    else await this.#connect(effect.call, effect.accept);
  }

  #failed(call: Call, error: unknown): void {
    const message = error instanceof Unreachable ? "offline" : error instanceof Error ? error.message : "";
    const ending = (ENDINGS.includes(message) ? message : "refused") as Ending;
    this.#take({ type: "failed", call: call.id, ending });
  }

  /** Rings only when the person gave a microphone and there is a way. */
  async #place(call: Call): Promise<void> {
    this.#begin(call);
    this.#cancelLate = this.#needs.env.later(RING_MS, () => this.#isStill(call, "ringing") && this.hangUp());
    const media = this.#open(call, call.video, this.#relayed(true));
    const sdp = await media.offer();
    await this.#send(call, "ring", null, this.#described(sdp));
  }

  async #join(call: Call, ring: HeardSignal | null, to: string | null): Promise<void> {
    this.#begin(call);
    const media = this.#open(call, call.video, this.#relayed(ring?.payload.relay ?? true));
    const theirs = ring?.payload.sdp;
    const sdp = theirs === undefined ? await media.offer() : await media.answer(theirs);
    const payload = this.#described(sdp);
    await this.#send(call, "accept", to, theirs === undefined ? { ...payload, offers: true } : payload);
    media.begin();
    this.#flush();
  }

  async #connect(call: Call, { payload, from }: HeardSignal): Promise<void> {
    const sdp = payload.sdp ?? "";
    const media = this.media.get();
    if (payload.offers !== true && media !== null) {
      await media.answered(sdp);
      media.begin();
    } else {
      // Somebody who takes it over, or did not hear what this side said: a new connection, with one's own pictures as they are.
      const fresh = this.#open(call, call.video, this.#relayed(payload.relay ?? true));
      media?.close();
      await this.#send(call, "answer", from, { sdp: withoutCandidates(await fresh.answer(sdp)) });
      fresh.begin();
    }
    this.#flush();
  }

  /** What both sides must agree on: only what both allow is seen. */
  #relayed(theirs: boolean): boolean {
    return theirs || !this.#needs.direct();
  }

  #described(sdp: string): SignalPayload {
    const by = this.#needs.by();
    return { sdp: withoutCandidates(sdp), relay: !this.#needs.direct(), ...(by ? { by } : {}) };
  }

  #begin(call: Call): void {
    this.#early = [];
    this.#relay = null;
    this.#needs.publish({ type: "call", taken: call.id, tab: this.#tab });
    const { locks } = this.#needs.env;
    void locks?.request(callLock(call.id), () => new Promise<void>((done) => (this.#release = done)));
  }

  #open(call: Call, video: boolean, relay: boolean): M {
    const { me, open } = this.#needs;
    const needs: MediaNeeds = {
      video,
      relay,
      side: me.side,
      servers: () => this.#servers(call, relay),
      say: (kind, payload) => this.#say(call, kind, payload),
      onState: (state) => {
        if (state === "failed") this.#take({ type: "failed", call: call.id, ending: "broken" });
      },
      words: (own, theirs) =>
        me.side === "customer" ? callWords(call.id, own, theirs) : callWords(call.id, theirs, own),
    };
    const media = open(needs, this.media.get());
    this.media.set(media);
    return media;
  }

  async #servers(call: Call, relay: boolean): Promise<readonly RtcServer[]> {
    const soon = this.#needs.env.now() + 30_000;
    const held = await this.#relay?.catch(() => null);
    if (!held || held.untilMs < soon) this.#relay = this.#askRelay(call);
    const { servers } = await (this.#relay as Promise<Relay>);
    if (relay && servers.length === 0) throw new Error("noWay");
    return servers;
  }

  async #askRelay({ conversation, id }: Call): Promise<Relay> {
    const asked = this.#needs.env.now();
    const leader = this.#needs.leader();
    const answer = map(await leader.http("POST", `/conversations/${conversation}/relay`, { call: id }));
    const urls = list(text)(answer.urls);
    if (urls.length === 0) return { servers: [], untilMs: asked + 60_000 };
    const [username, credential] = [text(answer.username), text(answer.credential)];
    // Asked again after half of their ten minutes, whatever this device's clock says.
    return { servers: [{ urls, username, credential }], untilMs: asked + 300_000 };
  }

  #isStill({ id }: Call, ...phases: readonly Call["phase"][]): boolean {
    const now = this.#state.calls[id];
    return now !== undefined && phases.includes(now.phase);
  }

  /** To the device this call is with, as it is now. */
  async #say(call: Call, kind: "offer" | "answer" | "ice", payload: SignalPayload): Promise<boolean> {
    const to = this.#state.calls[call.id]?.peer ?? null;
    if (this.#state.mine !== call.id || to === null) return false;
    return this.#signal(call, kind, to, payload).catch(() => false);
  }

  #signal(call: Call, kind: SignalKind, to: string | null, payload: SignalPayload): Promise<boolean> {
    const { conversation, id, video } = call;
    return this.#order({ do: "signal", conversation, call: id, kind, to, video, payload });
  }

  /** Rejects with `Unreachable` when there is no connection. */
  async #send(call: Call, kind: SignalKind, to: string | null, payload: SignalPayload): Promise<void> {
    if (this.#state.mine !== call.id) return;
    if (!(await this.#signal(call, kind, to, payload))) throw new Unreachable("there is no connection");
  }

  #farewell({ call, kind, person }: Extract<Effect, { type: "say" }>): void {
    if (kind !== "handover") return void this.#signal(call, kind, null, {}).catch(() => {});
    const [first] = this.#needs.devicesOf(person ?? -1);
    if (first === undefined || call.peer === null) return;
    const device = fromBase64url(call.peer);
    const payload = { person: person ?? 0, device, video: call.video };
    void this.#signal(call, "handover", first, payload).catch(() => {});
  }

  #pass(signal: HeardSignal): void {
    const media = this.media.get();
    const { kind } = signal;
    if (kind !== "offer" && kind !== "answer" && kind !== "ice") return;
    // Media hold what comes before they know the other side's description.
    if (media === null) this.#early = [...this.#early, signal].slice(-EARLY);
    else void media.hear(kind, signal.payload).catch(() => {});
  }

  #flush(): void {
    const early = this.#early;
    this.#early = [];
    for (const each of early) this.#pass(each);
  }

  #again(): void {
    const call = this.shown.get();
    if (call?.phase === "talking") this.media.get()?.wake();
  }

  #drop(): void {
    this.#cancelLate();
    this.media.get()?.close();
    this.media.set(null);
    this.#early = [];
    this.#release();
    this.#release = () => {};
  }
}
