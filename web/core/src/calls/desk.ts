/** Calls in one tab: carries out what the machine decides. Fetched when somebody calls, or when it rings. */

import { type Bytes, toBase64url } from "../base/bytes.ts";
import type { Env } from "../base/env.ts";
import { Refused, ServerRefusal, Unreachable } from "../base/errors.ts";
import { type Readable, writable } from "../base/readable.ts";
import { count, flag, list, map, nil, text } from "../base/shape.ts";
import { random } from "../seal/suite.ts";
import type { LentHttp } from "../sync/lent.ts";
import type { SignalKind, SignalPayload } from "../wire/callframes.ts";
import { ID_BYTES, RING_MS } from "../wire/generated.ts";
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
import { Pact } from "./pact.ts";
import { isRelayed, withoutCandidates, withoutRelated } from "./sdp.ts";

export interface DeskNeeds<M extends Media> {
  readonly env: Env;
  readonly me: Me;
  /** The customer's. */
  readonly conversation?: string;
  /** Every note about calls, from the leading tab and from the others. */
  readonly notes: Readable<CallNote | null>;
  leader(): CallCommands & LentHttp;
  publish(note: CallNote): void;
  /** The business allows that addresses are seen. */
  direct(): boolean;
  /** The person's name, of staff only. */
  by(): string | undefined;
  readonly open: OpenMedia<M>;
}

/** The server ends it earlier, if it hears of it. */
const LONGEST_RING_MS = RING_MS + 15_000;
/** Signals that may wait for media. */
const EARLY = 64;
const ENDINGS: readonly string[] = ["denied", "noDevice", "noWay", "unsupported", "offline", "refused"];

/** Refusals of the relay that say of a new call what the refusal of its ring would. */
const BEFORE_IT_RINGS: readonly string[] = [
  "call_busy",
  "calls_off",
  "outside_call_hours",
  "not_answered_yet",
  "conversation_blocked",
];

interface Relay {
  readonly servers: readonly RtcServer[];
  readonly untilMs: number;
}

export class CallDesk<M extends Media> implements CallsView<M> {
  readonly shown = writable<Call | null>(null);
  readonly running = writable<ReadonlyMap<string, Call>>(new Map());
  readonly media = writable<M | null>(null);
  readonly words = writable<readonly string[] | null>(null);
  readonly #needs: DeskNeeds<M>;
  readonly #tab = crypto.randomUUID();
  readonly #unlisten: () => void;
  #state: Calls;
  /** Signals for media that are not made yet. */
  #early: HeardSignal[] = [];
  #relay: Promise<Relay> | null = null;
  #relayOnly = true;
  #pact: Pact | null = null;
  /** What the other side says is taken one after another. */
  #passing: Promise<void> = Promise.resolve();
  #release = () => {};
  #cancelLate = () => {};
  #closed = false;

  constructor(needs: DeskNeeds<M>) {
    this.#needs = needs;
    this.#state = noCalls(needs.me);
    this.#unlisten = needs.notes.subscribe((note) => note && this.#hear(note));
    this.#order({ do: "wake" }).catch(() => {});
  }

  may = async (conversation = this.#needs.conversation ?? ""): Promise<MayCall> => {
    const answer = map(await this.#needs.leader().http("GET", `/conversations/${conversation}/calls`, null));
    return {
      relay: flag(answer.relay),
      direct: flag(answer.direct),
      open: flag(answer.open),
      nextMs: nil(count)(answer.next_ms),
      unanswered: answer.unanswered === true,
    };
  };

  place = (video: boolean, conversation = this.#needs.conversation ?? ""): void =>
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

  async #work(effect: Extract<Effect, { type: "place" | "join" | "connect" | "offer" }>): Promise<void> {
    if (effect.type === "place") await this.#place(effect.call);
    else if (effect.type === "join") await this.#join(effect.call, effect.ring);
    else if (effect.type === "offer") await this.#offer(effect.call);
    else await this.#connect(effect.call, effect.accept);
  }

  #failed(call: Call, error: unknown): void {
    if (error instanceof Refused) {
      this.#take({ type: "forged", call: call.id, conversation: call.conversation });
      return;
    }
    if (error instanceof ServerRefusal && BEFORE_IT_RINGS.includes(error.code)) {
      // Over HTTP the words stand first that a frame says behind the call's id.
      this.#take({ type: "refused", call: call.id, code: error.code, words: error.detail.split(" ") });
      return;
    }
    const message = error instanceof Unreachable ? "offline" : error instanceof Error ? error.message : "";
    const ending = (ENDINGS.includes(message) ? message : "refused") as Ending;
    this.#take({ type: "failed", call: call.id, ending });
  }

  /** Rings only when the person gave a microphone and there is a way. */
  async #place(call: Call): Promise<void> {
    this.#begin(call);
    this.#cancelLate = this.#needs.env.later(
      LONGEST_RING_MS,
      () => this.#isStill(call, "ringing") && this.hangUp(),
    );
    const pact = new Pact(null);
    const media = this.#open(call, pact, !this.#needs.direct());
    const sdp = pact.said(withoutCandidates(await media.offer()));
    await this.#send(call, "ring", null, { sdp, commit: await pact.commit(), ...this.#self() });
  }

  async #join(call: Call, { kind, from, payload }: HeardSignal): Promise<void> {
    this.#begin(call);
    if (kind === "handover") {
      const pact = new Pact(null);
      await this.#open(call, pact, !this.#needs.direct()).wait();
      return this.#send(call, "accept", call.peer, { commit: await pact.commit(), ...this.#self() });
    }
    const pact = new Pact(payload.commit ?? new Uint8Array());
    const media = this.#open(call, pact, this.#hides(payload));
    const sdp = pact.said(withoutCandidates(await media.answer(pact.heard(payload.sdp ?? ""))));
    await this.#send(call, "accept", from, { sdp, nonce: pact.nonce, ...this.#self() });
    media.begin();
  }

  /** The call is this device's now: a colleague had it until now. */
  async #offer(call: Call): Promise<void> {
    const [media, pact] = [this.media.get(), this.#pact];
    if (media === null || pact === null) return;
    await this.#send(call, "offer", call.peer, { sdp: pact.said(withoutCandidates(await media.offer())) });
  }

  async #connect(call: Call, { payload }: HeardSignal): Promise<void> {
    const [media, pact] = [this.media.get(), this.#pact];
    if (payload.sdp === undefined) {
      // A colleague takes the call over, and describes itself next.
      this.#open(call, new Pact(payload.commit ?? new Uint8Array()), this.#hides(payload));
      return;
    }
    if (media === null || pact === null) return;
    if (this.#hides(payload)) this.#hide(media);
    const sdp = pact.heard(payload.sdp);
    if (payload.nonce !== undefined) await pact.learn(payload.nonce);
    await media.answered(sdp);
    media.begin();
    void this.#compare(call);
  }

  /** Only what both sides allow is seen. */
  #hides({ relay }: SignalPayload): boolean {
    return relay !== false || !this.#needs.direct();
  }

  #hide(media: M): void {
    this.#relayOnly = true;
    media.hide();
  }

  #self(): Pick<SignalPayload, "relay" | "by"> {
    const by = this.#needs.by();
    return { relay: !this.#needs.direct(), ...(by ? { by } : {}) };
  }

  async #compare(call: Call): Promise<void> {
    const words = await this.#pact?.words(call.id, this.#needs.me.side);
    if (words && this.#state.mine === call.id) this.words.set(words);
  }

  #begin(call: Call): void {
    this.#early = [];
    this.#relay = null;
    this.words.set(null);
    this.#needs.publish({ type: "call", taken: call.id, tab: this.#tab });
    const { locks } = this.#needs.env;
    void locks?.request(
      callLock(call.id),
      () =>
        new Promise<void>((done) => {
          this.#release = done;
        }),
    );
  }

  /** Media for this call, in place of those that it had. */
  #open(call: Call, pact: Pact, relay: boolean): M {
    const before = this.media.get();
    this.#pact = pact;
    this.#relayOnly = relay;
    this.words.set(null);
    const needs: MediaNeeds = {
      video: call.video,
      relay,
      side: this.#needs.me.side,
      servers: () => this.#servers(call, this.#relayOnly),
      say: (kind, payload) => this.#say(call, kind, payload),
      onState: (state) => {
        if (state === "failed") this.#take({ type: "failed", call: call.id, ending: "broken" });
      },
    };
    const media = this.#needs.open(needs, before);
    before?.close();
    this.media.set(media);
    const early = this.#early;
    this.#early = [];
    for (const each of early) this.#pass(each);
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
  async #say(call: Call, kind: "offer" | "answer" | "ice", said: SignalPayload): Promise<boolean> {
    const to = this.#state.calls[call.id]?.peer ?? null;
    const pact = this.#pact;
    if (this.#state.mine !== call.id || to === null || pact === null) return false;
    const due = kind === "ice" && pact.due;
    const sent = await this.#signal(call, kind, to, this.#dressed(said, due ? pact.nonce : null)).catch(
      () => false,
    );
    if (due && sent) pact.told();
    return sent;
  }

  #dressed({ sdp, candidates }: SignalPayload, nonce: Bytes | null): SignalPayload {
    return {
      ...(sdp === undefined ? {} : { sdp: withoutCandidates(sdp) }),
      ...(candidates === undefined ? {} : { candidates: this.#allowed(candidates) }),
      ...(nonce === null ? {} : { nonce }),
    };
  }

  #allowed(candidates: readonly string[]): readonly string[] {
    if (!this.#relayOnly) return candidates;
    return candidates.filter((each) => each === "" || isRelayed(each)).map(withoutRelated);
  }

  #signal(
    call: Call,
    kind: SignalKind,
    to: string | null,
    payload: SignalPayload,
    person: number | null = null,
  ): Promise<boolean> {
    const { conversation, id } = call;
    const video = kind === "ring" && call.video;
    return this.#order({ do: "signal", conversation, call: id, kind, to, video, person, payload });
  }

  /** Rejects with `Unreachable` when there is no connection. */
  async #send(call: Call, kind: SignalKind, to: string | null, payload: SignalPayload): Promise<void> {
    if (this.#state.mine !== call.id) return;
    if (!(await this.#signal(call, kind, to, payload))) throw new Unreachable("there is no connection");
  }

  #farewell({ call, kind, to, person }: Extract<Effect, { type: "say" }>): void {
    // A decline needs somebody to decline to.
    if (kind === "decline" && to === null) return;
    void this.#signal(call, kind, to, {}, person).catch(() => {});
  }

  #pass(signal: HeardSignal): void {
    const call = this.#state.calls[signal.call];
    const media = this.media.get();
    if (call === undefined) return;
    if (media === null) this.#early = [...this.#early, signal].slice(-EARLY);
    else
      this.#passing = this.#passing
        .then(() => this.#heard(call, media, signal))
        .catch((error) => {
          if (error instanceof Refused) this.#failed(call, error);
        });
  }

  async #heard(call: Call, media: M, { kind, payload }: HeardSignal): Promise<void> {
    const pact = this.#pact;
    if (pact === null || media !== this.media.get()) return;
    const first = !pact.met;
    const sdp = payload.sdp === undefined ? "" : pact.heard(payload.sdp);
    if (payload.nonce !== undefined) await pact.learn(payload.nonce);
    if (kind === "ice") await media.hear("ice", { candidates: this.#allowed(payload.candidates ?? []) });
    else if (first) await this.#meet(call, media, pact, kind, sdp);
    else if (kind === "offer" || kind === "answer") await media.hear(kind, { sdp });
    void this.#compare(call);
  }

  /** The first descriptions after a handover. */
  async #meet(call: Call, media: M, pact: Pact, kind: string, sdp: string): Promise<void> {
    if (kind === "answer") await media.answered(sdp);
    else {
      const answer = pact.said(withoutCandidates(await media.answer(sdp)));
      await this.#send(call, "answer", call.peer, { sdp: answer, nonce: pact.nonce });
    }
    media.begin();
  }

  #again(): void {
    const call = this.shown.get();
    if (call?.phase === "talking") this.media.get()?.wake();
  }

  #drop(): void {
    this.#cancelLate();
    this.media.get()?.close();
    this.media.set(null);
    this.words.set(null);
    this.#pact = null;
    this.#early = [];
    this.#release();
    this.#release = () => {};
  }
}
