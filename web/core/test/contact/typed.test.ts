/** A half-typed name is gone once a name was handed over, whichever form it was handed over with. */

import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { expect, test } from "vitest";
import type { Env } from "../../src/base/env.ts";
import { Desk } from "../../src/contact/tab.ts";
import { emptyConversation } from "../../src/model/conversation.ts";
import { NAME_DRAFT, openStore, type Store } from "../../src/store/database.ts";

const ANNA = { name: "Anna Krause", phone: "", email: "", address: "" };

const opened = () => openStore({ indexedDB: new IDBFactory() } as unknown as Env, "chat");

async function desks(store?: Store) {
  const here = store ?? (await opened());
  const leader = { older: async () => {}, erase: async () => {} };
  return () => new Desk({ store: here, conversation: "a" }, leader, async () => {});
}

test("[L7] a key that is pressed after the conversation was erased keeps nothing", async () => {
  const store = await opened();
  const line = (await desks(store))();
  await line.type("Anna");
  await store.delete("state", NAME_DRAFT);
  await store.put("conversations", { ...emptyConversation("a"), kept: [] });
  await line.type("Anna K");
  expect(await store.get("state", NAME_DRAFT)).toBeUndefined();
});

test("with the card's form", async () => {
  const desk = await desks();
  const line = desk();
  await line.typed();
  await line.type("Anna Kr");
  await desk().handOver(ANNA);
  expect(await desk().typed()).toBe("");
});

test("in another tab", async () => {
  const desk = await desks();
  const [one, two] = [desk(), desk()];
  await one.typed();
  await two.typed();
  await two.type("Anna Kr");
  await one.handOver(ANNA);
  expect(await desk().typed()).toBe("");
});
