/** Scheduled messages on three devices: in any interleaving, with crashes and times offline, none is sent twice (L8, ADR 32). */

import { describe, expect, test } from "vitest";
import type { Bytes } from "../../src/base/bytes.ts";
import { toBase64url } from "../../src/base/bytes.ts";
import { isNewer, mergeVersion, readVersion, writeVersion } from "../../src/documents/kinds.ts";
import { change, type Document, EMPTY, remove } from "../../src/documents/merge.ts";
import * as scheduled from "../../src/documents/scheduled.ts";
import { decide } from "../../src/scheduled/decide.ts";
import type { Payload } from "../../src/wire/layouts.ts";
import { seeded } from "../world/seeded.ts";

const NOON = 1_795_000_000_000;
const DUE = NOON + 1000;
const KEY = new Uint8Array(16).fill(9);

interface Version {
  readonly seq: number;
  readonly replaces: number;
  readonly payload: Payload;
  readonly atMs: number;
  readonly device: Bytes;
}

/** What the server decides: first outcomes, and versions only on top of the newest. It knows nothing of schedules. */
class Server {
  nowMs = NOON;
  newest: Version | null = null;
  /** The messages that customers get, by device and counter. */
  readonly messages: string[] = [];
  readonly #versions = new Map<string, Version>();
  #seq = 0;

  store(device: Bytes, counter: number, replaces: number, payload: Payload): Version | null {
    const name = `${toBase64url(device)}.${counter}`;
    const before = this.#versions.get(name);
    if (before !== undefined) return before;
    if (replaces !== (this.newest?.seq ?? 0)) return null;
    this.newest = { seq: ++this.#seq, replaces, payload, atMs: this.nowMs, device };
    this.#versions.set(name, this.newest);
    return this.newest;
  }

  send(device: Bytes, counter: number): void {
    const name = `${toBase64url(device)}.${counter}`;
    if (!this.messages.includes(name)) this.messages.push(name);
  }
}

/** What one browser keeps on its disk. Each method is one transaction: a crash comes before or after it, never within. */
class Device {
  readonly id: Bytes;
  readonly name: string;
  held: Version | null = null;
  readonly changes = new Map<number, Document>();
  put: scheduled.Claim | null = null;
  waits: number | null = null;
  /** It never comes back. */
  lost = false;
  late = 0;
  #log: readonly string[] = [];
  #counter = 0;

  constructor(byte: number) {
    this.id = new Uint8Array(16).fill(byte);
    this.name = toBase64url(this.id);
  }

  get document(): Document {
    if (this.held === null) return EMPTY;
    return readVersion(this.held.payload, scheduled, this.held.atMs, this.held.device);
  }

  get planned(): scheduled.Planned | null {
    return scheduled.plannedIn(this.document);
  }

  change(made: Document): void {
    if (made.fields.size > 0 || made.removed !== null) this.changes.set(++this.#counter, made);
  }

  read(server: Server): void {
    this.#log = [...server.messages];
    const { newest } = server;
    if (newest !== null && isNewer(this.held?.seq ?? 0, newest.seq, newest.replaces)) this.held = newest;
  }

  /** Offers the first change; without its answer it waits on. */
  offer(server: Server, answerLost: boolean): void {
    const [first] = this.changes;
    if (first === undefined) return;
    const [counter, changed] = first;
    const before = this.document;
    if (before.removed !== null || scheduled.tooLate(before, changed)) {
      this.changes.delete(counter);
      if (scheduled.isAsked(changed)) this.late++;
      return;
    }
    const payload = writeVersion(scheduled, mergeVersion(before, changed, KEY), KEY);
    const stored = server.store(this.id, counter, this.held?.seq ?? 0, payload);
    if (stored !== null && answerLost) return;
    if (stored !== null) this.changes.delete(counter);
    this.read(server);
  }

  deliver(server: Server, answerLost: boolean): void {
    if (this.waits === null) return;
    server.send(this.id, this.waits);
    if (!answerLost) this.waits = null;
  }

  act(nowMs: number, level: boolean): void {
    const { planned } = this;
    if (planned === null) return;
    const claim = planned.claim;
    const deed = decide({
      planned,
      changing: this.changes.size > 0,
      mine: this.name,
      nowMs,
      put: this.put,
      waits: this.waits !== null,
      inLog: claim !== null && this.#log.includes(`${claim.device}.${claim.counter}`),
      authorThere: true,
      level,
      blocked: false,
    });
    if (deed === "claim") this.#claim(planned, null, nowMs);
    if (deed === "put" && claim !== null) {
      this.put = claim;
      this.waits = claim.counter;
    }
    if (deed === "withdraw") {
      this.put = null;
      this.waits = null;
    }
    if (deed === "finish") this.change(change(this.document, scheduled.sent(), nowMs, this.id));
  }

  #claim(planned: scheduled.Planned, over: scheduled.Claim | null, nowMs: number): void {
    const counter = ++this.#counter;
    const claim = { device: this.name, counter, forMs: planned.atMs };
    this.change(change(this.document, scheduled.claimed(claim, over), nowMs, this.id));
  }

  /** By hand, for one that its device does not send. */
  takeOver(nowMs: number): void {
    const { planned } = this;
    const claim = planned?.claim ?? null;
    if (planned?.text == null || claim === null || claim.device === this.name) return;
    if (this.#log.includes(`${claim.device}.${claim.counter}`)) return;
    this.#claim(planned, claim, nowMs);
  }
}

interface Played {
  readonly server: Server;
  readonly devices: readonly Device[];
  /** Somebody's cancelling or moving was stored. */
  readonly asked: { readonly cancelled: boolean };
}

/** Random steps, some of them after a crash; then those devices that are not lost come back and finish. */
function played(seed: number, losing: boolean): Played {
  const random = seeded(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  const server = new Server();
  const devices = [1, 2, 3].map((byte) => new Device(byte));
  const [first] = devices as [Device, Device, Device];
  first.change(change(EMPTY, scheduled.written(1, "Guten Morgen!", DUE), NOON, first.id));
  first.offer(server, false);
  for (let step = 30 + below(60); step > 0; step--) {
    server.nowMs += below(120);
    const device = devices[below(3)] as Device;
    if (device.lost) continue;
    const what = below(100);
    if (what < 25) device.read(server);
    else if (what < 50) device.offer(server, random() < 0.3);
    else if (what < 70) device.act(server.nowMs, random() < 0.8);
    else if (what < 88) device.deliver(server, random() < 0.3);
    else if (what < 92 && device.planned?.claim === null)
      device.change(change(device.document, scheduled.moved(DUE + below(2000)), server.nowMs, device.id));
    else if (what < 94 && device.planned?.claim === null)
      device.change(remove(device.document, server.nowMs, device.id));
    else if (what === 99 && losing && devices.filter(({ lost }) => lost).length < 2) device.lost = true;
  }
  server.nowMs += 10_000;
  for (let round = 0; round < 30; round++)
    for (const device of devices.filter(({ lost }) => !lost)) {
      device.read(server);
      device.offer(server, false);
      device.act(server.nowMs, true);
      device.deliver(server, false);
    }
  const removed = readVersion((server.newest as Version).payload, scheduled, server.nowMs, first.id).removed;
  return { server, devices, asked: { cancelled: removed !== null } };
}

describe("[L8] three devices in any order, offline, crashed or with answers lost", () => {
  test("send a message exactly once, or not at all if it was cancelled", () => {
    const outcomes = { sent: 0, cancelled: 0 };
    for (let seed = 1; seed <= 800; seed++) {
      const { server, devices, asked } = played(seed, false);
      expect(server.messages, `seed ${seed}`).toHaveLength(asked.cancelled ? 0 : 1);
      for (const device of devices) expect(device.waits, `seed ${seed}`).toBeNull();
      if (asked.cancelled) outcomes.cancelled++;
      else outcomes.sent++;
      const text = devices.map((device) => device.planned?.text ?? null);
      expect(text, `seed ${seed}`).toEqual([null, null, null]);
    }
    expect(outcomes.sent).toBeGreaterThan(50);
    expect(outcomes.cancelled).toBeGreaterThan(50);
  });

  test("never send it twice when devices are lost for ever, and tell of it where none sends", () => {
    let stuck = 0;
    for (let seed = 1; seed <= 800; seed++) {
      const { server, devices, asked } = played(seed, true);
      expect(server.messages.length, `seed ${seed}`).toBeLessThanOrEqual(1);
      const there = devices.find(({ lost }) => !lost) as Device;
      if (asked.cancelled || server.messages.length === 1) continue;
      // Claimed by a device that is lost: every other one shows that, and whose it is.
      const claimer = there.planned?.claim?.device;
      expect(devices.find(({ name }) => name === claimer)?.lost, `seed ${seed}`).toBe(true);
      stuck++;
      there.takeOver(server.nowMs);
      for (let round = 0; round < 10; round++) {
        there.offer(server, false);
        there.read(server);
        there.act(server.nowMs, true);
        there.deliver(server, false);
      }
      expect(server.messages, `seed ${seed}`).toHaveLength(1);
    }
    expect(stuck).toBeGreaterThan(5);
  });
});

test("[L8] a device that was taken over while it was away takes its message back unsent", () => {
  const server = new Server();
  const [anna, ben] = [new Device(1), new Device(2)];
  anna.change(change(EMPTY, scheduled.written(1, "Guten Morgen!", DUE), NOON, anna.id));
  anna.offer(server, false);
  server.nowMs = DUE;
  anna.act(server.nowMs, true);
  anna.offer(server, false);
  anna.act(server.nowMs, true);
  expect(anna.waits).not.toBeNull();
  ben.read(server);
  ben.takeOver(server.nowMs);
  ben.offer(server, false);
  ben.act(server.nowMs, true);
  anna.read(server);
  anna.act(server.nowMs, true);
  expect(anna.waits).toBeNull();
  ben.deliver(server, false);
  expect(server.messages).toHaveLength(1);
});

describe("what a device does", () => {
  const planned: scheduled.Planned = { author: 1, text: "Ja.", atMs: DUE, claim: null, over: null };
  const sight = {
    planned,
    changing: false,
    mine: "me",
    nowMs: DUE,
    put: null,
    waits: false,
    inLog: false,
    authorThere: true,
    level: true,
    blocked: false,
  };
  const claim = { device: "me", counter: 3, forMs: DUE };
  test.each([
    ["claims at the time", {}, "claim"],
    ["not before it", { nowMs: DUE - 1 }, "wait"],
    ["not without a connection, or before all was read", { level: false }, "wait"],
    ["not to a blocked customer", { blocked: true }, "wait"],
    ["not for somebody who left the team", { authorThere: false }, "wait"],
    ["not while a change waits here", { changing: true }, "wait"],
    ["writes it once its claim is stored", { planned: { ...planned, claim } }, "put"],
    ["waits for it to be sent", { planned: { ...planned, claim }, put: claim, waits: true }, "wait"],
    ["drops the text afterwards", { planned: { ...planned, claim }, put: claim }, "finish"],
    [
      "leaves another's claim alone",
      { planned: { ...planned, claim: { ...claim, device: "other" } } },
      "wait",
    ],
    [
      "drops the text of what another sent",
      { planned: { ...planned, claim: { ...claim, device: "other" } }, inLog: true },
      "finish",
    ],
    ["does nothing about one that was sent", { planned: { ...planned, text: null, claim } }, "wait"],
  ])("%s", (_, other, deed) => expect(decide({ ...sight, ...other })).toBe(deed));
});
