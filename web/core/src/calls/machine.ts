/**
 * Calls as one tab of a device sees them: a pure machine. The server's word decides which phase a call is in; signed signals decide with
 * whom this device speaks. Both may come late, twice, or not at all, and in any order.
 */

import type { SignalKind } from "../wire/callframes.ts";
import type { Call, CallNow, Ending, HeardSignal } from "./api.ts";

export interface Me {
  readonly side: "customer" | "team";
  readonly device: string;
  readonly person: number | null;
}

/** How this tab left a call: what it says again when the server still counts on it. */
type Left = "hangup" | "cancel" | "decline" | "none";

export interface Calls {
  readonly me: Me;
  readonly calls: Readonly<Record<string, Call>>;
  /** The call that this tab takes part in. */
  readonly mine: string | null;
  /** The one that was over last, until that was seen. */
  readonly last: Call | null;
  readonly left: Readonly<Record<string, Left>>;
  /** Signals that wait for the server's word. */
  readonly rings: Readonly<Record<string, HeardSignal>>;
  readonly accepts: Readonly<Record<string, HeardSignal>>;
  /** Calls whose ring could not be believed. */
  readonly doubts: Readonly<Record<string, string>>;
  /** The server's last word on each call. */
  readonly words: Readonly<Record<string, CallNow>>;
  /** The other side called at the same moment: its call is the one that counts. */
  readonly expects: { readonly call: string; readonly video: boolean } | null;
}

export type Input =
  | { readonly type: "place"; readonly id: string; readonly conversation: string; readonly video: boolean }
  | { readonly type: "now"; readonly now: CallNow }
  | { readonly type: "signal"; readonly signal: HeardSignal }
  | {
      readonly type: "refused";
      readonly call: string;
      readonly code: string;
      readonly words: readonly string[];
    }
  | { readonly type: "forged"; readonly call: string | null; readonly conversation: string }
  | { readonly type: "taken"; readonly call: string }
  | { readonly type: "accept"; readonly video: boolean }
  | { readonly type: "decline" | "hangUp" | "dismiss" }
  /** The connection is back, and these are all calls that run. */
  | { readonly type: "online"; readonly running: readonly string[] }
  | { readonly type: "handOver"; readonly person: number }
  | { readonly type: "failed"; readonly call: string; readonly ending: Ending };

export type Effect =
  /** Get microphone and camera, describe oneself, and ring. */
  | { readonly type: "place"; readonly call: Call }
  /** The same, and accept. `ring`: what the caller said, or the colleague who hands it over. */
  | { readonly type: "join"; readonly call: Call; readonly ring: HeardSignal }
  /** The other side's device is known, and this is what it said. */
  | { readonly type: "connect"; readonly call: Call; readonly accept: HeardSignal }
  /** For the media. */
  | { readonly type: "pass"; readonly signal: HeardSignal }
  | {
      readonly type: "say";
      readonly call: Call;
      readonly kind: SignalKind;
      readonly to: string | null;
      readonly person: number | null;
    }
  | { readonly type: "drop"; readonly call: string }
  /** It was taken over here, and the server says so: describe oneself to the other side. */
  | { readonly type: "offer"; readonly call: Call }
  /** Say again what may have been lost with the connection. */
  | { readonly type: "again" };

type Step = readonly [Calls, readonly Effect[]];

export const noCalls = (me: Me): Calls => ({
  me,
  calls: {},
  mine: null,
  last: null,
  left: {},
  rings: {},
  accepts: {},
  doubts: {},
  words: {},
  expects: null,
});

const REMEMBERED = 32;
const RANK: Readonly<Record<string, number>> = { ringing: 0, accepted: 1, handing: 1, ended: 2 };

/** The call that this tab shows: its own, else the one that rings here, else the one that was over last. */
export function shownCall(state: Calls): Call | null {
  const own = state.mine === null ? undefined : state.calls[state.mine];
  if (own) return own;
  const rings = Object.values(state.calls).find(({ phase }) => phase === "incoming");
  return rings ?? state.last;
}

/** Every transition. */
export function step(state: Calls, input: Input): Step {
  switch (input.type) {
    case "place":
      return place(state, input);
    case "now":
      return now(state, input.now);
    case "signal":
      return signal(state, input.signal);
    case "refused":
      return refused(state, input.call, input.code, input.words);
    case "forged":
      return forged(state, input.call, input.conversation);
    case "taken":
      return input.call === state.mine ? [state, []] : [aside(state, input.call), []];
    case "accept": {
      const rings = state.mine === null ? incoming(state) : null;
      return rings === null ? [state, []] : join(state, rings, input.video);
    }
    case "decline":
      return decline(state);
    case "hangUp":
      return hangUp(state);
    case "handOver": {
      const call = own(state);
      if (call?.phase !== "talking" || state.me.side !== "team" || call.handing !== null) return [state, []];
      const handing = put(state, { ...call, handing: input.person });
      return [handing, [{ type: "say", call, kind: "handover", to: null, person: input.person }]];
    }
    case "failed": {
      const call = own(state);
      if (call === null || call.id !== input.call) return [state, []];
      return leave(state, call, input.ending, call.phase === "joining" ? "decline" : farewell(call));
    }
    case "online":
      return online(state, input.running);
    case "dismiss":
      return [{ ...state, last: null, expects: null }, []];
  }
}

const own = (state: Calls): Call | null => (state.mine === null ? null : (state.calls[state.mine] ?? null));

const incoming = (state: Calls): Call | null =>
  Object.values(state.calls).find(({ phase }) => phase === "incoming") ?? null;

/** Another tab of this device takes part in it. */
const aside = (state: Calls, id: string): Calls => ({
  ...state,
  calls: without(state.calls, id),
  left: having(state.left, id, "none"),
});

function without<T>(all: Readonly<Record<string, T>>, id: string): Record<string, T> {
  const { [id]: _, ...rest } = all;
  return rest;
}

/** With one more; the oldest beyond the limit is forgotten. */
function having<T>(all: Readonly<Record<string, T>>, id: string, value: T): Record<string, T> {
  const entries = [...Object.entries(without(all, id)), [id, value] as const];
  return Object.fromEntries(entries.slice(-REMEMBERED));
}

/** What the server no longer names is over, and what was lost with the connection is said again, or undone. */
function online(state: Calls, running: readonly string[]): Step {
  const calls = Object.values(state.calls).filter(({ id }) => id === state.mine || running.includes(id));
  const next: Calls = { ...state, calls: Object.fromEntries(calls.map((call) => [call.id, call])) };
  const call = own(next);
  if (call === null) return [next, []];
  if (!running.includes(call.id)) return leave(next, call, "broken", farewell(call));
  if (call.phase !== "joining") return [next, [{ type: "again" }]];
  // Whether it was accepted here was never heard: it goes on ringing, unless somebody else has it.
  const word = next.words[call.id];
  const rings = word?.phase === "ringing" || word?.phase === "handing";
  if (!rings) return leave(next, call, "taken", "none");
  const again = put({ ...next, mine: null }, { ...call, phase: "incoming" });
  return [again, [{ type: "drop", call: call.id }]];
}

const farewell = ({ phase }: Call): "cancel" | "hangup" => (phase === "talking" ? "hangup" : "cancel");

/** This tab's part in the call is over. `say`: what it tells the others, now and whenever the server still counts on this device. */
function leave(state: Calls, call: Call, ending: Ending, say: Left): Step {
  const over: Call = { ...call, phase: "over", ending };
  const next: Calls = {
    ...state,
    calls: without(state.calls, call.id),
    mine: state.mine === call.id ? null : state.mine,
    last: over,
    left: having(state.left, call.id, say),
  };
  const effects: Effect[] = say === "none" ? [] : [bye(state, call, say)];
  return [next, state.mine === call.id ? [...effects, { type: "drop", call: call.id }] : effects];
}

/** A decline is for the device that rings, the others for whoever is in the call. */
function bye(state: Calls, call: Call, kind: Exclude<Left, "none">): Effect {
  const to = kind === "decline" ? (state.rings[call.id]?.from ?? null) : null;
  return { type: "say", call, kind, to, person: null };
}

function place(state: Calls, { id, conversation, video }: Extract<Input, { type: "place" }>): Step {
  if (state.mine !== null) return [state, []];
  const same = Object.values(state.calls).find(
    (each) => each.conversation === conversation && each.phase === "incoming",
  );
  // It rings here already: calling back means accepting.
  if (same !== undefined) return join(state, same, video);
  const call: Call = { ...fresh(id, conversation, video), ours: true, placed: true, phase: "calling" };
  const next = {
    ...state,
    calls: { ...state.calls, [id]: call },
    mine: id,
    last: null,
    expects: null,
  };
  return [next, [{ type: "place", call }]];
}

const fresh = (id: string, conversation: string, video: boolean): Call => ({
  id,
  conversation,
  ours: false,
  placed: false,
  video,
  phase: "aside",
  sinceMs: null,
  peer: null,
  person: null,
  by: null,
  handing: null,
  ending: null,
});

function join(state: Calls, rings: Call, video: boolean): Step {
  const ring = state.rings[rings.id];
  const word = state.words[rings.id];
  if (ring === undefined || word === undefined) return [state, []];
  const call: Call = { ...rings, phase: "joining", video, peer: devicesOf(state.me, word).theirs };
  const next = {
    ...state,
    calls: { ...state.calls, [call.id]: call },
    mine: call.id,
    last: null,
    expects: null,
  };
  return [next, [{ type: "join", call, ring }]];
}

/** The two devices of a call, as the server says. */
function devicesOf({ side }: Me, { party, caller, device }: CallNow) {
  const called = party === (side === "team" ? 1 : 0);
  return called ? { ours: caller, theirs: device } : { ours: device, theirs: caller };
}

function decline(state: Calls): Step {
  const call = state.mine === null ? incoming(state) : null;
  if (call === null) return [state, []];
  const [next, effects] = leave(state, call, "declined", "decline");
  return [{ ...next, last: state.last }, effects];
}

function hangUp(state: Calls): Step {
  const call = own(state);
  if (call === null) return [state, []];
  // Accepted here and not yet confirmed: the server may have made it ours.
  const say = call.phase === "joining" ? "hangup" : farewell(call);
  return leave(state, call, call.phase === "talking" ? "hung_up" : "cancelled", say);
}

const REFUSED: Readonly<Record<string, Ending>> = {
  call_busy: "busy",
  call_taken: "taken",
  call_over: "missed",
  calls_off: "off",
  outside_call_hours: "closed",
  not_answered_yet: "stranger",
  conversation_blocked: "blocked",
};

function refused(state: Calls, id: string, code: string, words: readonly string[]): Step {
  const call = own(state);
  if (call === null || call.id !== id) return [state, []];
  // What was refused then was a handover, or a renewal: the call goes on.
  if (call.phase === "talking") return [put(state, { ...call, handing: null }), []];
  if (call.phase === "ringing" && code !== "call_over") return [state, []];
  const [next, effects] = leave(state, call, REFUSED[code] ?? "refused", "none");
  const openMs = code === "outside_call_hours" ? Number(words[0]) || null : null;
  const told: Calls = { ...next, last: next.last && { ...next.last, openMs } };
  if (code !== "call_busy" || !words[0]) return [told, effects];
  const other = told.calls[words[0]];
  const expects = { call: words[0], video: call.video };
  if (other?.phase !== "incoming") return [{ ...told, expects }, effects];
  const [joined, more] = join(told, other, call.video);
  return [joined, [...effects, ...more]];
}

function forged(state: Calls, id: string | null, conversation: string): Step {
  const named = id === null ? undefined : state.calls[id];
  // A ring that cannot be believed rings nowhere; that somebody called, and what was wrong, is said.
  const unheard = named?.phase === "aside" && !named.ours && state.words[named.id]?.phase === "ringing";
  if (named && unheard) return leave(state, named, "forged", "none");
  if (id !== null && !named) return [{ ...state, doubts: having(state.doubts, id, conversation) }, []];
  const call = shownCall(state);
  if (call === null || call.phase === "over" || call.conversation !== conversation) return [state, []];
  if (id !== null && id !== call.id) return [state, []];
  return leave(state, call, "forged", call.phase === "incoming" ? "decline" : farewell(call));
}

/** An older word than one that was heard already. */
function isStale(before: CallNow | undefined, next: CallNow): boolean {
  if (before === undefined) return false;
  const [rank = 0, was = 0] = [RANK[next.phase], RANK[before.phase]];
  if (rank !== was) return rank < was;
  return next.atMs < before.atMs;
}

function now(state: Calls, word: CallNow): Step {
  if (!Object.hasOwn(RANK, word.phase) || isStale(state.words[word.call], word)) return [state, []];
  const heard: Calls = { ...state, words: having(state.words, word.call, word) };
  const left = heard.left[word.call];
  if (left !== undefined) return [heard, stillCounted(heard, word, left)];
  const known = heard.calls[word.call];
  if (word.phase === "ended") return ended(heard, known, word);
  const call: Call = known ?? {
    ...fresh(word.call, word.conversation, word.video),
    ours: word.party === (heard.me.side === "team" ? 1 : 0),
  };
  if (word.phase === "ringing") return ringing(heard, call, word);
  return word.phase === "handing" ? handing(heard, call, word) : accepted(heard, call, word);
}

/** The server goes on with a call that this tab has left: the farewell was lost. */
function stillCounted({ me }: Calls, word: CallNow, left: Left): readonly Effect[] {
  if ((left !== "hangup" && left !== "cancel") || word.phase === "ended") return [];
  if (devicesOf(me, word).ours !== me.device) return [];
  const call = fresh(word.call, word.conversation, word.video);
  return [{ type: "say", call, kind: "hangup", to: null, person: null }];
}

function ended(state: Calls, call: Call | undefined, word: CallNow): Step {
  const reason = (word.reason ?? "broken") as Ending;
  const rest: Calls = { ...state, left: having(state.left, word.call, "none") };
  if (call === undefined) return [rest, []];
  if (rest.mine === call.id) return leave(rest, call, reason, "none");
  return [{ ...rest, calls: without(rest.calls, call.id) }, []];
}

const put = (state: Calls, call: Call): Calls => ({ ...state, calls: having(state.calls, call.id, call) });

function ringing(state: Calls, call: Call, word: CallNow): Step {
  if (call.id === state.mine) {
    if (call.phase !== "calling") return [state, []];
    return [put(state, { ...call, phase: "ringing", sinceMs: word.atMs }), []];
  }
  return rings(put(state, { ...call, sinceMs: word.atMs }), call.id);
}

function handing(state: Calls, call: Call, word: CallNow): Step {
  const next = put(state, {
    ...call,
    person: word.person,
    ...(call.phase === "talking" ? {} : { sinceMs: word.atMs }),
  });
  return call.id === state.mine ? [next, []] : rings(next, call.id);
}

/** It rings here once the server says that it rings, and somebody has said so to this device. */
function rings(state: Calls, id: string): Step {
  const [call, word, ring] = [state.calls[id], state.words[id], state.rings[id]];
  if (call === undefined || word === undefined) return [state, []];
  const { ours } = devicesOf(state.me, word);
  const asked =
    (word.phase === "ringing" && ring?.kind === "ring") ||
    (word.phase === "handing" && ring?.kind === "handover" && ours !== state.me.device);
  const doubted = word.phase === "ringing" && !call.ours && state.doubts[id] === call.conversation;
  if (!asked && doubted) return leave(state, call, "forged", "none");
  if (!asked || ring === undefined) return [put(state, { ...call, phase: "aside" }), []];
  const handing = ring.kind === "handover" ? ring.person : null;
  const next = put(state, { ...call, phase: "incoming", by: ring.payload.by ?? null, handing });
  const mine = own(next);
  if (mine?.phase === "calling" && mine.conversation === call.conversation) {
    // Both called at once, and the other side was first: both want to talk, so this is the call.
    const [left, effects] = leave(next, mine, "busy", "none");
    const [joined, more] = join({ ...left, last: null }, next.calls[id] as Call, mine.video);
    return [joined, [...effects, ...more]];
  }
  return state.expects?.call === id && state.mine === null
    ? join(next, next.calls[id] as Call, state.expects.video)
    : [next, []];
}

function accepted(state: Calls, call: Call, word: CallNow): Step {
  const { ours, theirs } = devicesOf(state.me, word);
  const since = call.phase === "talking" ? call.sinceMs : word.atMs;
  const talking: Call = { ...call, phase: "talking", sinceMs: since, handing: null, person: word.person };
  if (call.id !== state.mine) {
    // Whoever is asked next is asked anew.
    const next = { ...state, rings: without(state.rings, call.id) };
    return [put(next, { ...talking, phase: "aside" }), []];
  }
  // Somebody else on this side has it.
  if (ours !== state.me.device)
    return leave(
      state,
      { ...call, person: word.person },
      call.phase === "talking" ? "handed" : "taken",
      "none",
    );
  const next: Call = { ...talking, peer: theirs };
  const tookOver = call.phase === "joining" && state.rings[call.id]?.kind === "handover";
  const [connected, effects] = connect(put(state, next), next);
  return tookOver ? [connected, [...effects, { type: "offer", call: next }]] : [connected, effects];
}

/** The server has said who takes it: what that device said before counts now. */
function connect(state: Calls, call: Call): Step {
  const accept = state.accepts[call.id];
  if (accept === undefined || accept.from !== call.peer) return [state, []];
  const named = { ...call, by: accept.payload.by ?? call.by };
  const next = { ...put(state, named), accepts: without(state.accepts, call.id) };
  return [next, [{ type: "connect", call: named, accept }]];
}

/** It was declined here, and that was lost. */
const declineOf = ({ call, conversation, video, from }: HeardSignal): Effect => ({
  type: "say",
  call: fresh(call, conversation, video),
  kind: "decline",
  to: from,
  person: null,
});

function signal(state: Calls, heard: HeardSignal): Step {
  const call = state.calls[heard.call];
  const other = heard.party !== state.me.side;
  switch (heard.kind) {
    case "ring":
    case "handover": {
      if (other !== (heard.kind === "ring")) return [state, []];
      const next = { ...state, rings: having(state.rings, heard.call, heard) };
      if (state.left[heard.call] === "decline") return [next, [declineOf(heard)]];
      return call === undefined || call.id === state.mine ? [next, []] : rings(next, heard.call);
    }
    case "accept": {
      if (!other || call === undefined || call.id !== state.mine) return [state, []];
      const next = { ...state, accepts: having(state.accepts, heard.call, heard) };
      return call.phase === "talking" ? connect(next, call) : [next, []];
    }
    case "offer":
    case "answer":
    case "ice":
      return call?.id === state.mine && call?.peer === heard.from
        ? [state, [{ type: "pass", signal: heard }]]
        : [state, []];
    case "hangup":
      if (call === undefined || !other || call.peer !== heard.from || call.id !== state.mine)
        return [state, []];
      return leave(state, call, "hung_up", "none");
    case "cancel": {
      if (!other || call?.phase !== "incoming" || state.rings[call.id]?.from !== heard.from)
        return [state, []];
      const calls = without(state.calls, call.id);
      return [{ ...state, calls, left: having(state.left, call.id, "none") }, []];
    }
    default:
      return [state, []];
  }
}
