/** Messages for later as the leading tab holds and sends them, on a real store, with crashes between the steps (L7, L8, ADR 32). */

import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { beforeEach, expect, test, vi } from "vitest";
import { type Bytes, fromBase64url, toBase64url } from "../../src/base/bytes.ts";
import type { Env } from "../../src/base/env.ts";
import { type DocumentKind, mergeVersion, writeVersion } from "../../src/documents/kinds.ts";
import { change, EMPTY, remove, type Values } from "../../src/documents/merge.ts";
import { readRow } from "../../src/documents/room.ts";
import type { OutboxRow } from "../../src/model/outbox.ts";
import { HORIZON_MS, MOST, type ScheduledChanged } from "../../src/scheduled/api.ts";
import { Scheduler } from "../../src/scheduled/leader.ts";
import { random } from "../../src/seal/suite.ts";
import { openStore, SCHEDULED_PUT, type Store } from "../../src/store/database.ts";
import type { Chain } from "../../src/trust/chain.ts";
import { NOON, openBakery } from "../world/bakery.ts";

const bakery = await openBakery();
const ANNA = bakery.anna.id;
const said = (may: readonly string[]) => ({ program: "Bot", ai: false, may });
const KRAUSE = toBase64url(random(16));
const EIGHT = NOON + 20 * 3_600_000;

let store: Store;
let nowMs: number;
let seq: number;
let level: boolean;
let blocked: boolean;
let chain: Chain;
let timers: { readonly ms: number; readonly run: () => void }[];
let told: ScheduledChanged[];

beforeEach(async () => {
  store = await openStore({ indexedDB: new IDBFactory() } as unknown as Env, "inbox");
  chain = bakery.chain;
  [nowMs, seq, level, blocked, timers, told] = [NOON, 0, true, false, [], []];
});

/** Anna's inbox, after a start. Documents are stored by the server at once. */
function open(): Scheduler {
  const documents = {
    add: (kind: DocumentKind, about: string, values: Values) => keep(kind, about, values, random(16)),
    set: (kind: DocumentKind, about: string, values: Values | null, key: Bytes) =>
      keep(kind, about, values, key),
    remove: (kind: DocumentKind, about: string, key: Bytes) => keep(kind, about, null, key),
  };
  async function keep(kind: DocumentKind, about: string, values: Values | null, key: Bytes): Promise<void> {
    const id = toBase64url((await kind.idOf(fromBase64url(about), key)) as Bytes);
    const row = await store.get("documents", id);
    const before = row === undefined ? EMPTY : ((await readRow(row))?.document ?? EMPTY);
    const made = values === null ? remove(before, nowMs, ANNA) : change(before, values, nowMs, ANNA);
    const payload = writeVersion(kind, mergeVersion(before, made, key), key);
    const device = toBase64url(ANNA);
    seq++;
    await store.put("documents", {
      id,
      about,
      pos: seq,
      seq,
      replaces: row?.seq ?? 0,
      atMs: nowMs,
      device,
      payload,
    });
    await scheduler.changed([{ about, payload }]);
  }
  const scheduler: Scheduler = new Scheduler({
    env: {
      now: () => nowMs,
      later: (ms: number, run: () => void) => {
        const timer = { ms, run };
        timers.push(timer);
        return () => {
          timers = timers.filter((each) => each !== timer);
        };
      },
    } as unknown as Env,
    store,
    mine: ANNA,
    documents,
    chain: () => chain,
    me: () => 1,
    names: async () => new Map([[1, "Anna"]]),
    blocked: async () => blocked,
    level: () => level,
    read: async () => {},
    newest: async () => {},
    wrote: () => {},
    publish: (each) => void (each.type === "scheduled" && told.push(each)),
  });
  scheduler.begin(nowMs);
  return scheduler;
}

const until = (fits: () => boolean | Promise<boolean>): Promise<void> =>
  vi.waitFor(async () => expect(await fits()).toBe(true), { timeout: 60_000, interval: 5 });

const outbox = (): Promise<OutboxRow[]> => store.getAll("outbox");

/** Moves the clock and lets the timer run. */
function itIs(ms: number): void {
  nowMs = ms;
  for (const timer of [...timers]) timer.run();
}

/** Several rounds: each step of one calls for the next. */
async function rounds(inbox: Scheduler): Promise<void> {
  for (let round = 0; round < 4; round++) await inbox.tick();
}

async function planned(inbox: Scheduler): Promise<string> {
  expect(await inbox.commands.schedule(KRAUSE, "Ab acht.", EIGHT)).toBe("kept");
  const [one] = await inbox.commands.scheduled(KRAUSE);
  return one?.key ?? "";
}

test("[L8] a timer is set for the next one, and it goes out under its author's name", async () => {
  const inbox = open();
  await planned(inbox);
  await until(() => timers.some(({ ms }) => ms > 0 && ms <= EIGHT - NOON));
  expect(await outbox()).toEqual([]);
  itIs(EIGHT);
  await until(async () => (await outbox()).length === 1);
  const [message] = await outbox();
  expect(message?.payload).toEqual({ kind: "text", text: "Ab acht.", by: "Anna" });
  const [claimed] = await inbox.commands.scheduled(KRAUSE);
  expect(claimed).toMatchObject({ state: "claimed", ours: true, claimer: 1 });
  expect(claimed?.message).toBe(`${toBase64url(ANNA)}.${message?.counter}`);
});

test("[L8] once the server has it, its text is dropped, and what is left says which message it became", async () => {
  const inbox = open();
  await planned(inbox);
  itIs(EIGHT);
  await until(async () => (await outbox()).length === 1);
  const [message] = await outbox();
  await store.delete("outbox", message?.counter ?? 0);
  await rounds(inbox);
  expect((await inbox.commands.scheduled(KRAUSE))[0]?.state).toBe("sent");
  expect((await inbox.commands.scheduled(KRAUSE))[0]).toMatchObject({ text: null, atMs: EIGHT });
  expect(told.at(-1)).toMatchObject({ conversation: KRAUSE, nextMs: null });
  itIs(EIGHT + 60_000);
  await rounds(inbox);
  expect((await store.getAllKeys("state")).filter((key) => key.startsWith(SCHEDULED_PUT))).toEqual([]);
  expect(await outbox()).toEqual([]);
});

test("[L8] after a crash at any step the next start goes on there, and puts it once", async () => {
  const first = open();
  await planned(first);
  itIs(EIGHT);
  await until(async () => (await outbox()).length === 1);
  const counter = (await outbox())[0]?.counter;
  for (let start = 0; start < 3; start++) {
    await rounds(open());
  }
  expect((await outbox()).map((each) => each.counter)).toEqual([counter]);
});

test("[L8] nothing goes out while this device is not connected, or its customer is blocked", async () => {
  const inbox = open();
  await planned(inbox);
  nowMs = EIGHT;
  [level, blocked] = [false, false];
  await rounds(inbox);
  expect(await outbox()).toEqual([]);
  [level, blocked] = [true, true];
  await rounds(inbox);
  expect((await inbox.commands.scheduled(KRAUSE))[0]).toMatchObject({ state: "waiting", held: "blocked" });
  expect(await outbox()).toEqual([]);
  blocked = false;
  await rounds(inbox);
  expect(await outbox()).toHaveLength(1);
});

test("[S23] what a program without the right to send signed goes out from no inbox", async () => {
  const inbox = open();
  await planned(inbox);
  const device = chain.devices.get(toBase64url(ANNA));
  if (!device) throw new Error("Anna has a device");
  const as = (may: readonly string[]): Chain => ({
    ...bakery.chain,
    devices: new Map([...bakery.chain.devices, [toBase64url(ANNA), { ...device, said: said(may) }]]),
  });
  chain = as(["read", "draft"]);
  nowMs = EIGHT;
  await rounds(inbox);
  expect(await outbox()).toEqual([]);
  expect((await inbox.commands.scheduled(KRAUSE))[0]).toMatchObject({ state: "waiting", held: "program" });
  chain = as(["read", "send"]);
  await rounds(inbox);
  expect(await outbox()).toHaveLength(1);
});

test("[L8] moved, cancelled, and sent at once", async () => {
  const inbox = open();
  const key = await planned(inbox);
  expect(await inbox.commands.moveScheduled(KRAUSE, key, EIGHT + 1)).toBe("kept");
  expect((await inbox.commands.scheduled(KRAUSE))[0]?.atMs).toBe(EIGHT + 1);
  await inbox.commands.cancelScheduled(KRAUSE, key);
  expect(await inbox.commands.scheduled(KRAUSE)).toEqual([]);
  expect(told.at(-1)?.nextMs).toBeNull();
  await inbox.commands.sendScheduled(KRAUSE, await planned(inbox));
  await until(async () => (await outbox()).length === 1);
});

test("[L8] bounds are told and nothing is kept", async () => {
  const inbox = open();
  expect(await inbox.commands.schedule(KRAUSE, "a", NOON + HORIZON_MS + 1)).toBe("too_far");
  expect(await inbox.commands.schedule(KRAUSE, "ä".repeat(7501), EIGHT)).toBe("too_long");
  expect(await inbox.commands.scheduled(KRAUSE)).toEqual([]);
  for (let n = 0; n < MOST; n++) await inbox.commands.schedule(KRAUSE, `${n}`, EIGHT + n);
  expect(await inbox.commands.schedule(KRAUSE, "zu viel", EIGHT)).toBe("too_many");
});

test("[L7] nothing is planned in a conversation that was erased", async () => {
  const inbox = open();
  await planned(inbox);
  await store.clear("documents");
  await inbox.end(KRAUSE);
  expect(told.at(-1)).toMatchObject({ conversation: KRAUSE, nextMs: null });
  nowMs = EIGHT;
  await rounds(inbox);
  expect(await inbox.commands.scheduled(KRAUSE)).toEqual([]);
  expect(await outbox()).toEqual([]);
});
