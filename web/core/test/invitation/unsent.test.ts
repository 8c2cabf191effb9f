/** A new message that was begun in the inbox, kept on the device for the next visit. */

import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { beforeEach, describe, expect, test } from "vitest";
import type { Env } from "../../src/base/env.ts";
import type { Unsent } from "../../src/invitation/api.ts";
import { UnsentMessage } from "../../src/invitation/unsent.ts";
import { openStore, type Store } from "../../src/store/database.ts";

let store: Store;
beforeEach(async () => {
  store = await openStore({ indexedDB: new IDBFactory() } as unknown as Env, "inbox");
});

describe("one that was begun", () => {
  const BEGUN: Unsent = {
    text: "Ihr Rad ist",
    name: "Ingrid",
    reach: "",
    card: null,
    reply: false,
    withDigits: true,
    days: 30,
    files: ["Rechnung.pdf"],
  };
  const OTHER = { ...BEGUN, text: "Etwas anderes" };
  const next = () => new UnsentMessage().read(store);

  test("is there on the next visit, until it is discarded", async () => {
    const tab = new UnsentMessage();
    expect(await tab.read(store)).toBeNull();
    await tab.keep(store, BEGUN);
    expect(await next()).toEqual(BEGUN);
    await tab.keep(store, { ...BEGUN, card: "card" });
    expect(await next()).toEqual({ ...BEGUN, card: "card" });
    await tab.keep(store, null);
    expect(await next()).toBeNull();
  });

  test("elsewhere since, it is not taken back from here", async () => {
    const [tab, other] = [new UnsentMessage(), new UnsentMessage()];
    await tab.keep(store, BEGUN);
    await other.keep(store, OTHER);
    await tab.keep(store, null);
    expect(await next()).toEqual(OTHER);
  });

  test("[L7] for the card of an erased conversation, it is not written again", async () => {
    const tab = new UnsentMessage();
    await tab.keep(store, { ...BEGUN, card: "card" });
    await tab.end(store, "card");
    expect(await next()).toBeNull();
    await tab.keep(store, { ...BEGUN, card: "card" });
    expect(await next()).toBeNull();
  });

  test("by another version, unreadable: there is none", async () => {
    await store.put("state", JSON.stringify({ later: 1 }), "newmessage:");
    expect(await next()).toBeNull();
  });
});
