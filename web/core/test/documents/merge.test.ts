/** No interleaving of changes loses one: three devices, times offline, lost answers, stale refusals (L8, S9). */

import { expect, test } from "vitest";
import type { Bytes } from "../../src/base/bytes.ts";
import { TooLong } from "../../src/base/errors.ts";
import { decode, encode, map } from "../../src/base/shape.ts";
import * as card from "../../src/documents/card.ts";
import { isNewer, kindOf, readVersion, writeVersion } from "../../src/documents/kinds.ts";
import { change, type Document, EMPTY, fieldValue, merge } from "../../src/documents/merge.ts";
import * as people from "../../src/documents/people.ts";
import { cardId, documentId } from "../../src/seal/suite.ts";
import { seeded } from "../world/seeded.ts";

const NOON = 1_790_000_000_000;
const NAMES = ["name", "label:paid", "colour:paid"];
const filled = (byte: number): Bytes => new Uint8Array(16).fill(byte);

interface Version {
  readonly seq: number;
  readonly replaces: number;
  readonly payload: Bytes;
  readonly atMs: number;
  readonly device: Bytes;
}

/** What the server decides: first outcomes, and only versions made from the newest. */
class Server {
  nowMs = NOON;
  newest: Version | null = null;
  readonly #outcomes = new Map<string, Version>();
  #seq = 0;

  /** null: stale. */
  store(device: Bytes, counter: number, replaces: number, payload: Bytes): Version | null {
    const key = `${device[0]}.${counter}`;
    const before = this.#outcomes.get(key);
    if (before !== undefined) return before;
    if (replaces !== (this.newest?.seq ?? 0)) return null;
    this.#seq++;
    this.newest = { seq: this.#seq, replaces, payload, atMs: this.nowMs, device };
    this.#outcomes.set(key, this.newest);
    return this.newest;
  }
}

class Device {
  readonly id: Bytes;
  readonly #skewMs: number;
  readonly waiting = new Map<number, Document>();
  #held: Version | null = null;
  #sealed: { readonly counter: number; readonly replaces: number; readonly payload: Bytes } | null = null;
  #counter = 0;

  constructor(id: Bytes, skewMs: number) {
    this.id = id;
    this.#skewMs = skewMs;
  }

  #base(): Document {
    if (this.#held === null) return EMPTY;
    return readVersion(decode(this.#held.payload, map), card, this.#held.atMs, this.#held.device);
  }

  shown(): Document {
    return [...this.waiting.values()].reduce(merge, this.#base());
  }

  says(): Record<string, unknown> {
    const shown = this.shown();
    return Object.fromEntries(NAMES.map((name) => [name, fieldValue(shown, name)]));
  }

  take(version: Version | null): void {
    if (version !== null && isNewer(this.#held?.seq ?? 0, version.seq, version.replaces))
      this.#held = version;
  }

  edit(name: string, value: number | null, nowMs: number): boolean {
    const changed = change(this.shown(), { [name]: value }, nowMs + this.#skewMs, this.id);
    if (changed.fields.size === 0) return false;
    this.waiting.set(++this.#counter, changed);
    return true;
  }

  send(server: Server, answerLost: boolean): void {
    const [first] = this.waiting;
    if (first === undefined) return;
    const [counter, changed] = first;
    if (this.#sealed?.counter !== counter) {
      const payload = encode(writeVersion(card, merge(this.#base(), changed)));
      this.#sealed = { counter, replaces: this.#held?.seq ?? 0, payload };
    }
    const stored = server.store(this.id, counter, this.#sealed.replaces, this.#sealed.payload);
    if (stored === null) {
      this.#sealed = null;
      this.take(server.newest);
    } else if (!answerLost) {
      this.#sealed = null;
      this.waiting.delete(counter);
      this.take(stored);
    }
  }
}

/** Random acts a millisecond apart, then everything is sent and read; `last` holds each field as it was set last. */
function played(seed: number, skewMs: number) {
  const random = seeded(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  const server = new Server();
  const skews = [1, 2, 3].map(() => Math.round((random() * 2 - 1) * skewMs));
  const devices = skews.map((skew, at) => new Device(filled(at + 1), skew));
  const last: Record<string, unknown> = {};
  for (let act = below(40); act > 0; act--) {
    server.nowMs++;
    const device = devices[below(3)] as Device;
    const kind = below(4);
    if (kind < 2) {
      const name = NAMES[below(3)] as string;
      const value = below(4) === 0 ? null : below(4);
      if (device.edit(name, value, server.nowMs)) last[name] = value;
    } else if (kind === 2) device.send(server, random() < 0.4);
    else device.take(server.newest);
  }
  for (let round = 0; devices.some(({ waiting }) => waiting.size > 0); round++) {
    expect(round).toBeLessThan(1000);
    server.nowMs++;
    for (const device of devices) device.send(server, false);
  }
  for (const device of devices) device.take(server.newest);
  return { server, devices, last };
}

test("[L8, S9] three devices in any order end with one document, each field as it was set last", () => {
  for (let seed = 1; seed <= 500; seed++) {
    const { devices, last } = played(seed, 0);
    const [one, two, three] = devices.map((device) => device.shown());
    expect(two, `seed ${seed}`).toEqual(one);
    expect(three, `seed ${seed}`).toEqual(one);
    expect(devices[0]?.says(), `seed ${seed}`).toMatchObject(last);
  }
});

test("[S9] however wrong the clocks, all end with one document, and the next change reaches everybody", () => {
  for (let seed = 1; seed <= 200; seed++) {
    const { server, devices } = played(seed, 10_000);
    for (const [at, device] of devices.entries()) {
      server.nowMs++;
      device.edit("name", 100 + at, server.nowMs);
      device.send(server, false);
      for (const each of devices) {
        each.take(server.newest);
        expect(each.says().name, `seed ${seed}`).toBe(100 + at);
      }
    }
  }
});

test("[L8] a version counts only under its kind's id: one document cannot be passed off as another", async () => {
  const about = filled(9);
  const [names, own] = [await documentId("people"), await cardId(about)];
  expect(await kindOf({ kind: "people" }, names, null)).toBe(people);
  expect(await kindOf({ kind: "card" }, own, about)).toBe(card);
  for (const [kind, doc, where] of [
    ["people", names, about],
    ["people", own, null],
    ["people", null, null],
    ["card", own, filled(8)],
    ["card", own, null],
    ["card", names, about],
    ["poem", names, null],
    [7, names, null],
  ] as const)
    expect(await kindOf({ kind }, doc, where)).toBeNull();
});

test("[S9] names that are too long and surplus links are not written", () => {
  expect(people.named(new Map([[1, "ä".repeat(120)]]))).toEqual({ 1: "ä".repeat(120) });
  expect(() => people.named(new Map([[1, "ä".repeat(121)]]))).toThrow(TooLong);
  expect(() => card.named("ä".repeat(121))).toThrow(TooLong);
  const many = Array.from({ length: 65 }, (_, at) => `${"A".repeat(19)}${String(at).padStart(2, "0")}A`);
  expect(() => card.linked({ earlier: [] }, many)).toThrow(TooLong);
});
