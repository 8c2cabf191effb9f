/** What is placed in a log while its newest page is still being read. */

import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { expect, test } from "vitest";
import { type Bytes, toBase64url } from "../../src/base/bytes.ts";
import { Unreachable } from "../../src/base/errors.ts";
import { encode } from "../../src/base/shape.ts";
import type { LogNote } from "../../src/model/notes.ts";
import { Opening } from "../../src/staff/opening.ts";
import { openStore } from "../../src/store/database.ts";
import { Inbound, type InboundNeeds } from "../../src/sync/inbound.ts";
import { type Event, Kind } from "../../src/wire/frames.ts";

const id = new Uint8Array(16).fill(7) as Bytes;
const name = toBase64url(id);
const unused = (): never => {
  throw new Error("not needed here");
};

const entry = (pos: number | null, kind: number, seq: number): Event => ({
  seq,
  rev: null,
  conversation: id,
  pos,
  kind,
  atMs: seq,
  device: new Uint8Array(16) as Bytes,
  counter: seq,
  body: [1],
});

const wired = (event: Event): string =>
  toBase64url(
    encode([
      event.seq,
      event.rev,
      event.conversation,
      event.pos,
      event.kind,
      event.atMs,
      event.device,
      event.counter,
      event.body,
    ]),
  );

async function reading(get: () => Promise<Readonly<Record<string, unknown>>>) {
  const told: LogNote[] = [];
  const needs: InboundNeeds = {
    store: await openStore({ indexedDB: new IDBFactory() } as Parameters<typeof openStore>[0], "inbound"),
    http: { get, post: unused },
    epochs: unused,
    record: unused,
    eraser: unused,
    business: { publicChain: unused as never, handle: "" },
    witness: unused,
    mine: "me",
    party: "team",
    chain: () => undefined as never,
    now: () => 0,
    publish: (note) => void told.push(note),
    sendMark: () => {},
    arrived: async () => {},
  };
  const inbound = new Inbound(needs);
  return { opening: new Opening(() => inbound), store: needs.store, told };
}

test("[L2] an assignment while the conversation is being opened stands behind what was read", async () => {
  let answered = (_: Readonly<Record<string, unknown>>) => {};
  const { opening, store, told } = await reading(() => new Promise((resolve) => (answered = resolve)));
  const reads = opening.newest(name);
  const assigning = opening.between(name, entry(null, Kind.assigned, 12));
  answered({ events: [wired(entry(3, Kind.closed, 9))] });
  await Promise.all([reads, assigning]);
  const rows = await store.getAll("rows");
  expect(rows.map(({ pos, kind }) => [Math.floor(pos), kind])).toEqual([
    [3, Kind.closed],
    [3, Kind.assigned],
  ]);
  expect(told.flatMap((note) => note.rows.map(({ kind }) => kind))).toEqual([Kind.closed, Kind.assigned]);
});

test("[L2] of a conversation that is not read, because the server cannot be reached, nothing is written", async () => {
  const { opening, store } = await reading(() => Promise.reject(new Unreachable("no answer")));
  const reads = opening.newest(name);
  const assigning = opening.between(name, entry(null, Kind.assigned, 12));
  await expect(reads).rejects.toThrow(Unreachable);
  await assigning;
  expect(await store.getAll("rows")).toEqual([]);
});
