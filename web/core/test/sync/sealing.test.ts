/** A message is sealed once for each answer, however often the connection comes and goes meanwhile (S8, L4). */

import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { beforeEach, describe, expect, test } from "vitest";
import { toBase64url } from "../../src/base/bytes.ts";
import type { Env } from "../../src/base/env.ts";
import { Unreachable } from "../../src/base/errors.ts";
import { emptyConversation } from "../../src/model/conversation.ts";
import type { Place } from "../../src/model/outbox.ts";
import type { EpochKey } from "../../src/seal/epoch.ts";
import { newDeviceKeys } from "../../src/seal/keys.ts";
import { random } from "../../src/seal/suite.ts";
import { openStore } from "../../src/store/database.ts";
import { enqueue, Outbox } from "../../src/sync/outbox.ts";

const business = random(16);
const conversation = random(16);
const epoch: EpochKey = { business, conversation, n: 1, hash: random(32), key: random(32) };
const ANSWERED: Place = { pos: 8, atMs: 1, seq: null };

/** An outbox whose epoch comes when the test says so, whose conversation grows, and whose frames are kept. */
async function begun() {
  const env = { indexedDB: new IDBFactory(), now: () => 0, later: () => () => {} } as Partial<Env> as Env;
  const store = await openStore(env, "sealing");
  const asked: { come(): void; fail(): void }[] = [];
  const frames: string[] = [];
  const recorded: (string | undefined)[] = [];
  const world = { live: true, seen: 0, asked, frames, recorded };
  const outbox = new Outbox({
    env,
    store,
    keys: await newDeviceKeys(),
    business: toBase64url(business),
    person: () => null,
    sync: {
      state: async (id) => ({
        ...emptyConversation(id),
        seen: { pos: world.seen, hash: toBase64url(new Uint8Array(32).fill(world.seen)) },
      }),
      storedOwn: async (row) => {
        recorded.push(row.sealed?.hash);
        await store.delete("outbox", row.counter);
      },
      newest: async () => {},
    },
    epoch: () =>
      new Promise((resolve, reject) => {
        asked.push({ come: () => resolve(epoch), fail: () => reject(new Unreachable("no answer")) });
      }),
    stale: async () => {},
    versions: () => null,
    send: (frame) => {
      if (world.live) frames.push(toBase64url(frame));
      return world.live;
    },
    ready: () => world.live,
    restart: () => {},
    publish: () => {},
  });
  const payload = { kind: "text", text: "Haben Sie Brezeln?" };
  const { counter } = await enqueue(store, { conversation: toBase64url(conversation), payload }, 0);
  const kept = () => store.get("outbox", counter);
  return { world, outbox, store, counter, kept };
}

let it: Awaited<ReturnType<typeof begun>>;

beforeEach(async () => {
  it = await begun();
  it.outbox.pump();
  await expect.poll(() => it.world.asked.length).toBe(1);
});

/** The connection is lost and there again, and somebody else said something meanwhile. */
function again() {
  const { world, outbox } = it;
  world.live = false;
  outbox.grounded();
  world.seen += 1;
  world.live = true;
  outbox.pump();
}

/** Every read of the outbox that has begun is over. */
const settled = async () => {
  for (let turn = 0; turn < 3; turn++) await it.kept();
};

describe("a message that is being sealed when the connection is lost", () => {
  test("[L4, S8] is not sealed a second time: what is recorded as stored is what was sent first", async () => {
    const { world, outbox, counter } = it;
    again();
    await settled();
    for (const each of world.asked) each.come();
    await expect.poll(() => world.frames.length).toBe(world.asked.length);
    await settled();
    expect(new Set(world.frames).size).toBe(1);
    const sent = (await it.kept())?.sealed?.hash;
    await outbox.stored({ counter, ...ANSWERED });
    expect(world.recorded).toEqual([sent]);
  });

  test("[S8] goes out on the connection that is there when it is sealed, once", async () => {
    again();
    await settled();
    it.world.asked[0]?.come();
    await expect.poll(() => it.world.frames.length).toBe(1);
    expect(it.world.asked.length).toBe(1);
  });

  test("[S8] waits sealed when there is none, and goes out with the next", async () => {
    const { world, outbox } = it;
    world.live = false;
    outbox.grounded();
    world.asked[0]?.come();
    await expect.poll(async () => (await it.kept())?.sealed ?? null).not.toBe(null);
    await settled();
    expect(world.frames).toEqual([]);
    world.live = true;
    outbox.pump();
    await expect.poll(() => world.frames.length).toBe(1);
    expect(world.asked.length).toBe(1);
  });

  test("[W7] is tried again when the epoch did not come", async () => {
    const { world, outbox } = it;
    again();
    await settled();
    world.asked[0]?.fail();
    const askedAgain = async () => {
      outbox.pump();
      await settled();
      return world.asked.length;
    };
    await expect.poll(askedAgain).toBe(2);
    world.asked[1]?.come();
    await expect.poll(() => world.frames.length).toBe(1);
  });
});
