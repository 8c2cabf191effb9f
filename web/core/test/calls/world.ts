/** Devices of a customer and a team, and a server that follows protocol/calls.md; what travels between them is lost, doubled, or late. */

import type { CallNow, HeardSignal } from "../../src/calls/api.ts";
import { type Calls, type Effect, type Input, type Me, noCalls, step } from "../../src/calls/machine.ts";

export const TALK = "talk";

interface Served {
  readonly call: string;
  readonly party: number;
  readonly video: boolean;
  phase: "ringing" | "accepted" | "handing" | "ended";
  caller: string;
  device: string | null;
  person: number | null;
  reason: string | null;
  /** Who holds it while it is handed over. */
  holds: { device: string; person: number | null } | null;
  atMs: number;
  readonly declined: Set<string>;
}

type Sent = { readonly from: string; readonly kind: string; readonly call: string; readonly signal: HeardSignal };

/** One call at a time for each conversation; the first accept wins. */
export class CallServer {
  readonly calls = new Map<string, Served>();
  readonly devices: ReadonlyMap<string, Device>;
  clock = 1;

  constructor(devices: ReadonlyMap<string, Device>) {
    this.devices = devices;
  }

  get running(): Served | null {
    return [...this.calls.values()].find(({ phase }) => phase !== "ended") ?? null;
  }

  take({ from, kind, call, signal }: Sent): void {
    const device = this.devices.get(from) as Device;
    const party = device.me.side === "team" ? 1 : 0;
    const it = this.calls.get(call);
    if (kind === "ring") return this.#ring(device, party, signal);
    if (it === undefined || it.phase === "ended") {
      if (["ring", "accept"].includes(kind)) device.refuse(call, "call_over", []);
      return;
    }
    const member = from === it.device || from === it.caller || from === it.holds?.device;
    if (kind === "accept") this.#accept(it, device, signal);
    else if (kind === "decline") this.#decline(it, device, party);
    else if (kind === "cancel" && from === it.caller && it.phase === "ringing") this.#end(it, "cancelled");
    else if (kind === "hangup" && member) {
      this.#pass(signal, device, null);
      this.#end(it, "hung_up");
    } else if (kind === "handover" && it.phase === "accepted") this.#handing(it, device, signal);
    else if (["offer", "answer", "ice"].includes(kind) && it.phase !== "ringing") this.#pass(signal, device, null);
  }

  #ring(device: Device, party: number, signal: HeardSignal): void {
    const other = this.running;
    if (this.calls.has(signal.call)) return;
    if (other !== null) return device.refuse(signal.call, "call_busy", [other.call]);
    const it: Served = {
      call: signal.call,
      party,
      video: signal.video,
      phase: "ringing",
      caller: device.me.device,
      device: null,
      person: null,
      reason: null,
      holds: null,
      atMs: ++this.clock,
      declined: new Set(),
    };
    this.calls.set(signal.call, it);
    this.#tell(it);
    this.#pass(signal, device, null);
  }

  #accept(it: Served, device: Device, signal: HeardSignal): void {
    const me = device.me;
    const other = (me.side === "team" ? 1 : 0) !== it.party;
    const colleague = it.phase === "handing" && me.person === it.person && me.device !== it.holds?.device;
    if (it.device === me.device && it.phase === "accepted") return;
    if (!(it.phase === "ringing" && other) && !colleague) return device.refuse(it.call, "call_taken", []);
    if (colleague && it.holds !== null && it.holds.device === it.caller) it.caller = me.device;
    Object.assign(it, { phase: "accepted", device: me.device, person: me.person, holds: null, atMs: ++this.clock });
    this.#pass(signal, device, null);
    this.#tell(it);
  }

  #decline(it: Served, device: Device, party: number): void {
    if (it.phase === "handing" && it.holds !== null) {
      if (device.me.person !== it.person) return;
      Object.assign(it, { ...it.holds, phase: "accepted", holds: null, atMs: ++this.clock });
      return this.#tell(it);
    }
    if (it.phase !== "ringing" || party === it.party) return;
    it.declined.add(device.me.device);
    const rung = [...this.devices.values()].filter(({ me }) => (me.side === "team" ? 1 : 0) !== it.party);
    if (party === 0 || rung.every(({ me }) => it.declined.has(me.device))) this.#end(it, "declined");
  }

  #handing(it: Served, device: Device, signal: HeardSignal): void {
    const holder = device.me.device === it.device || device.me.device === it.caller;
    if (device.me.side !== "team" || !holder) return;
    const holds = { device: device.me.device, person: device.me.person };
    Object.assign(it, { phase: "handing", holds, device: holds.device, person: signal.payload.person, atMs: ++this.clock });
    this.#pass(signal, device, null);
    this.#tell(it);
  }

  /** Nobody answered, or somebody was away for too long. */
  late(): void {
    const it = this.running;
    if (it === null) return;
    if (it.phase === "ringing") this.#end(it, "missed");
    else if (it.phase === "handing" && it.holds !== null) {
      Object.assign(it, { ...it.holds, phase: "accepted", holds: null, atMs: ++this.clock });
      this.#tell(it);
    }
  }

  broken(device: string): void {
    const it = this.running;
    if (it && it.phase !== "ringing" && [it.device, it.caller, it.holds?.device].includes(device)) this.#end(it, "broken");
  }

  #end(it: Served, reason: string): void {
    Object.assign(it, { phase: "ended", reason, atMs: ++this.clock });
    this.#tell(it);
  }

  #pass(signal: HeardSignal, from: Device, to: string | null): void {
    for (const device of this.devices.values())
      if (device !== from && (to === null || device.me.device === to)) device.arrive({ type: "signal", signal });
  }

  #tell(it: Served): void {
    for (const device of this.devices.values()) device.arrive({ type: "now", now: wordOf(it) });
  }

  /** What a device is told that connects. */
  greet(device: Device): void {
    const running = [...this.calls.values()].filter(({ phase }) => phase !== "ended");
    for (const it of running) device.arrive({ type: "now", now: wordOf(it) });
    device.arrive({ type: "online", running: running.map(({ call }) => call) });
  }
}

export const wordOf = (it: Served): CallNow => ({
  conversation: TALK,
  call: it.call,
  phase: it.phase,
  party: it.party,
  video: it.video,
  device: it.device,
  person: it.person,
  reason: it.reason,
  atMs: it.atMs,
});

export class Device {
  state: Calls;
  online = true;
  /** Media that are open, by call. */
  media: string | null = null;
  connected: string | null = null;
  readonly inbox: Input[] = [];
  server: CallServer | null = null;
  readonly me: Me;

  constructor(me: Me) {
    this.me = me;
    this.state = noCalls(me);
  }

  refuse(call: string, code: string, words: readonly string[]): void {
    this.arrive({ type: "refused", call, code, words });
  }

  arrive(input: Input): void {
    if (this.online) this.inbox.push(input);
  }

  take(input: Input): void {
    const [state, effects] = step(this.state, input);
    this.state = state;
    for (const effect of effects) this.#do(effect);
  }

  #do(effect: Effect): void {
    if (effect.type === "place") {
      this.media = effect.call.id;
      this.#say("ring", effect.call.id, effect.call.video, {});
    } else if (effect.type === "join") {
      this.media = effect.call.id;
      this.#say("accept", effect.call.id, effect.call.video, {});
    } else if (effect.type === "connect") this.connected = effect.accept.from;
    else if (effect.type === "drop") {
      this.media = null;
      this.connected = null;
    } else if (effect.type === "say") {
      const payload = effect.person === undefined ? {} : { person: effect.person, device: new Uint8Array(16) };
      this.#say(effect.kind, effect.call.id, false, payload);
    }
  }

  #say(kind: HeardSignal["kind"], call: string, video: boolean, payload: HeardSignal["payload"]): void {
    if (!this.online) return;
    const { side: party, device: from, person } = this.me;
    const signal: HeardSignal = { conversation: TALK, call, kind, from, party, person, video, payload };
    this.server?.take({ from, kind, call, signal });
  }
}
