/** What the team's devices are called, on a real store: whose word counts, and what waits here (S9). */

import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { beforeEach, expect, test } from "vitest";
import { type Bytes, toBase64url } from "../../src/base/bytes.ts";
import { type Described, NOTHING } from "../../src/base/described.ts";
import type { Env } from "../../src/base/env.ts";
import * as device from "../../src/documents/device.ts";
import type { DocumentKind } from "../../src/documents/kinds.ts";
import type { Values } from "../../src/documents/merge.ts";
import { random } from "../../src/seal/suite.ts";
import { openStore, type Store } from "../../src/store/database.ts";
import { enqueue } from "../../src/sync/outbox.ts";
import { describedDevices, describeSelf, nameDevice } from "../../src/team/describing.ts";
import { NOON, openBakery } from "../world/bakery.ts";

const { chain, anna, ben } = await openBakery();
const PHONE = { browser: "Chrome", system: "Android", form: "phone" } as const;

let store: Store;
let wrote: Values[];

beforeEach(async () => {
  store = await openStore({ indexedDB: new IDBFactory() } as unknown as Env, "inbox");
  wrote = [];
});

/** The device `mine`, whose writing is noted. */
const at = (mine: Bytes) => ({
  store,
  mine,
  documents: {
    set: async (_kind: DocumentKind, _about: null, values: Values) => void wrote.push(values),
  },
  chain: () => chain,
});

async function said(of: Bytes, by: Bytes, values: Values, seq = 1): Promise<void> {
  const fields = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, [value, NOON, by] as const]),
  );
  await store.put("documents", {
    id: toBase64url((await device.idOf(null, of)) as Bytes),
    about: null,
    pos: seq,
    seq,
    replaces: 0,
    atMs: NOON,
    device: toBase64url(by),
    payload: { kind: "device", key: of, fields },
  });
}

const called = async (of: Bytes): Promise<Described | undefined> =>
  (await describedDevices(store, chain, anna.id)).get(toBase64url(of));

test("[S9] a device's own person and an owner say what it is called", async () => {
  await said(ben.id, ben.id, { name: "Handy am Tresen", ...PHONE });
  expect(await called(ben.id)).toEqual({ name: "Handy am Tresen", ...PHONE });
  await said(ben.id, anna.id, { name: "Bens Handy" });
  expect(await called(ben.id)).toEqual({ ...NOTHING, name: "Bens Handy" });
});

test("[S9] a member says nothing of an owner's device, and nobody of one that was never there", async () => {
  await said(anna.id, ben.id, { name: "Bens Kasse" });
  expect(await called(anna.id)).toEqual(NOTHING);
  const stranger = random(16);
  await said(stranger, anna.id, { name: "Kasse" });
  expect(await called(stranger)).toEqual(NOTHING);
});

test("[L8] a name that waits here is shown at once", async () => {
  const payload = { kind: "device", key: ben.id, fields: { name: ["Kasse", NOON, anna.id] } };
  const doc = toBase64url((await device.idOf(null, ben.id)) as Bytes);
  await enqueue(store, { conversation: "room", payload, spoken: false, doc, about: null }, NOON);
  expect(await called(ben.id)).toEqual({ ...NOTHING, name: "Kasse" });
});

test("[S9] what a device writes on top of somebody's false word takes all of it away", async () => {
  await said(anna.id, ben.id, { name: "Bens Kasse", browser: "Bens Browser" });
  await describeSelf(at(anna.id), PHONE);
  await nameDevice(at(anna.id), toBase64url(anna.id), "Kasse");
  expect(wrote).toEqual([
    { name: null, ...PHONE },
    { ...device.SAYING_NOTHING, name: "Kasse" },
  ]);
});

test("[S9] what a device writes on top of a word that counts changes nothing else", async () => {
  await said(anna.id, anna.id, { name: "Kasse" });
  await describeSelf(at(anna.id), PHONE);
  await nameDevice(at(anna.id), toBase64url(anna.id), "  Kasse\n2 ");
  expect(wrote).toEqual([PHONE, { name: "Kasse 2" }]);
});

test("[S9] a name that is too long is refused, also when it hides its length", () => {
  expect(() => device.named("🥨".repeat(61))).toThrow("60");
  expect(device.named("🥨".repeat(60))).toEqual({ name: "🥨".repeat(60) });
  expect(device.named("\u202e\u200b ")).toEqual({ name: null });
});
