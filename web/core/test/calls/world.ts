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
  /** The team's person in the call, and whom it is being handed to. */
  person: number | null;
  next: number | null;
  reason: string | null;
  atMs: number;
  readonly declined: Set<string>;
  ring: HeardSignal | null;
}

type Sent = {
  readonly from: string;
  readonly kind: string;
  readonly call: string;
  readonly signal: HeardSignal;
  readonly to: number | null;
};

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

  take({ from, kind, call, signal, to }: Sent): void {
    const device = this.devices.get(from) as Device;
    const it = this.calls.get(call);
    if (kind === "ring") {
      this.#ring(device, signal);
      return;
    }
    if (it === undefined || it.phase === "ended") {
      if (kind === "accept") device.refuse(call, "call_over", []);
      return;
    }
    const member = from === it.device || from === it.caller;
    if (kind === "accept") this.#accept(it, device, signal);
    else if (kind === "decline") this.#decline(it, device);
    else if (["cancel", "hangup"].includes(kind) && it.phase === "ringing" && from === it.caller)
      this.#end(it, "cancelled");
    else if (kind === "hangup" && member && it.phase !== "ringing") {
      this.#pass(signal, device);
      this.#end(it, "hung_up");
    } else if (kind === "handover" && it.phase === "accepted" && member)
      this.#handing(it, device, signal, to);
    else if (["offer", "answer", "ice"].includes(kind) && it.phase !== "ringing") this.#pass(signal, device);
  }

  #ring(device: Device, signal: HeardSignal): void {
    const other = this.running;
    if (this.calls.has(signal.call)) return;
    if (other !== null) {
      device.refuse(signal.call, "call_busy", [other.call]);
      return;
    }
    const it: Served = {
      call: signal.call,
      party: partyOf(device.me),
      video: signal.video,
      phase: "ringing",
      caller: device.me.device,
      device: null,
      person: device.me.person,
      next: null,
      reason: null,
      atMs: ++this.clock,
      declined: new Set(),
      ring: signal,
    };
    this.calls.set(signal.call, it);
    this.#tell(it);
    for (const each of this.devices.values())
      if (this.#rings(it, each)) each.arrive({ type: "signal", signal });
  }

  /** Does it ring there? */
  #rings(it: Served, { me }: Device): boolean {
    if (it.phase === "ringing") return partyOf(me) !== it.party;
    return it.phase === "handing" && me.person === it.next && me.side === "team";
  }

  #accept(it: Served, device: Device, signal: HeardSignal): void {
    const { me } = device;
    if (!this.#rings(it, device)) {
      device.refuse(it.call, "call_taken", []);
      return;
    }
    if (it.phase === "handing" && it.party === 1) it.caller = me.device;
    else it.device = me.device;
    const person = me.person ?? it.person;
    Object.assign(it, { phase: "accepted", person, next: null, ring: null, atMs: ++this.clock });
    this.#pass(signal, device);
    this.#tell(it);
  }

  #decline(it: Served, device: Device): void {
    if (!this.#rings(it, device)) return;
    if (it.phase === "handing") {
      this.#stay(it);
      return;
    }
    it.declined.add(device.me.device);
    const rung = [...this.devices.values()].filter((each) => this.#rings(it, each));
    if (it.party === 1 || rung.every(({ me }) => it.declined.has(me.device))) this.#end(it, "declined");
  }

  #stay(it: Served): void {
    Object.assign(it, { phase: "accepted", next: null, ring: null, atMs: ++this.clock });
    this.#tell(it);
  }

  #handing(it: Served, device: Device, signal: HeardSignal, to: number | null): void {
    if (device.me.side !== "team" || to === device.me.person) return;
    Object.assign(it, { phase: "handing", next: to, ring: signal, atMs: ++this.clock });
    this.#tell(it);
    for (const each of this.devices.values())
      if (this.#rings(it, each)) each.arrive({ type: "signal", signal });
  }

  /** Nobody answered, or somebody was away for too long. */
  late(): void {
    const it = this.running;
    if (it === null) return;
    if (it.phase === "ringing") this.#end(it, "missed");
    else if (it.phase === "handing") this.#stay(it);
  }

  broken(device: string): void {
    const it = this.running;
    if (it && it.phase !== "ringing" && [it.device, it.caller].includes(device)) this.#end(it, "broken");
  }

  #end(it: Served, reason: string): void {
    Object.assign(it, { phase: "ended", reason, atMs: ++this.clock });
    this.#tell(it);
  }

  #pass(signal: HeardSignal, from: Device): void {
    for (const device of this.devices.values())
      if (device !== from) device.arrive({ type: "signal", signal });
  }

  #tell(it: Served): void {
    for (const device of this.devices.values()) device.arrive({ type: "now", now: wordOf(it) });
  }

  /** What a device is told that connects. */
  greet(device: Device): void {
    const running = [...this.calls.values()].filter(({ phase }) => phase !== "ended");
    for (const it of running) {
      device.arrive({ type: "now", now: wordOf(it) });
      if (it.ring && this.#rings(it, device)) device.arrive({ type: "signal", signal: it.ring });
    }
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
  caller: it.caller,
});

const partyOf = ({ side }: Me): number => (side === "team" ? 1 : 0);

export class Device {
  state: Calls;
  online = true;
  /** Media that are open, by call. */
  media: string | null = null;
  connected: string | null = null;
  /** To whom it described itself after it took a call over. */
  offered: string | null = null;
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
    } else if (effect.type === "say") this.#say(effect.kind, effect.call.id, false, {}, effect.person);
    else if (effect.type === "offer") this.offered = effect.call.peer;
  }

  #say(
    kind: HeardSignal["kind"],
    call: string,
    video: boolean,
    payload: HeardSignal["payload"],
    to: number | null = null,
  ): void {
    if (!this.online) return;
    const { side: party, device: from, person } = this.me;
    const signal: HeardSignal = { conversation: TALK, call, kind, from, party, person, video, payload };
    this.server?.take({ from, kind, call, signal, to });
  }
}
