import { beforeEach, describe, expect, test } from "vitest";
import type { AppLock } from "../../src/applock/api.ts";
import { createAppLock } from "../../src/applock/lock.ts";
import type { Env } from "../../src/base/env.ts";
import { ServerRefusal, Unreachable } from "../../src/base/errors.ts";
import { currentNames, unprintedSheet } from "../../src/documents/room.ts";
import { type DeviceKeys, newDeviceKeys } from "../../src/seal/keys.ts";
import { createSetup, type Order, type Setup } from "../../src/setup/setup.ts";
import { deleteStore, INBOX_STORE, openStore, readState } from "../../src/store/database.ts";
import { fold } from "../../src/trust/chain.ts";
import type { Signed } from "../../src/wire/layouts.ts";
import { until } from "../world/browser.ts";
import { rawStorage } from "../world/rawstorage.ts";
import { browserAt, Registry } from "../world/registry.ts";

const order: Order = {
  handle: "sonnenschein",
  profile: { name: "Bäckerei Sonnenschein", imprint: "Anna", privacy: "Anna" },
  name: "Bäckerei Sonnenschein",
  you: "Anna",
};

let registry: Registry;
let open: (fragment?: string) => Env;

beforeEach(() => {
  registry = new Registry();
  open = browserAt(registry);
});

async function opened(fragment = ""): Promise<Setup> {
  const setup = createSetup(open(fragment));
  await until(setup.phase, (phase) => phase !== "loading");
  return setup;
}

async function inbox() {
  const store = await openStore(open(), INBOX_STORE);
  const found = {
    keys: await readState<DeviceKeys>(store, "keys"),
    handle: await readState<string>(store, "handle"),
    outbox: await store.getAll("outbox"),
    names: await currentNames(store, new Uint8Array(16)),
  };
  store.close();
  return found;
}

async function lockOn(): Promise<AppLock> {
  const passkeys = {
    offered: async () => false,
    create: async () => Uint8Array.of(),
    secret: async () => Uint8Array.of(),
  };
  const lock = createAppLock({ env: open(), passkeys, iterations: 10, cover: () => {} });
  await until(lock.state, (state) => state !== "checking");
  await lock.turnOnWithPin("271828", 5);
  return lock;
}

describe("[S2] [S3] [S4] a business is set up", () => {
  test("the browser becomes its first device: keys, records and the owner's name are where the inbox looks", async () => {
    const setup = await opened(registry.link());
    await setup.create(order);
    expect(setup.phase.get()).toBe("done");
    expect(setup.done.get()).toMatchObject({ handle: "sonnenschein", name: "Bäckerei Sonnenschein" });
    expect(setup.done.get()?.url).toMatch(/^https:\/\/tresen\.example\/sonnenschein#key=[0-9A-Z]{32}$/);
    expect(setup.done.get()?.words).toHaveLength(4);
    const { keys, handle, outbox, names } = await inbox();
    expect(keys?.signing.extractable).toBe(false);
    expect(handle).toBe("sonnenschein");
    expect(outbox).toMatchObject([
      { counter: 1, spoken: false, payload: { kind: "people", names: { 1: "Anna" } } },
    ]);
    expect(names).toEqual(new Map([[1, "Anna"]]));
  });

  test("[S2] its first sheet is on no paper: the back room says so, and nothing stored holds its secret", async () => {
    const setup = await opened(registry.link());
    await setup.create(order);
    const store = await openStore(open(), INBOX_STORE);
    const records = await readState<readonly Signed[]>(store, "records");
    const chain = await fold(null, records ?? []);
    expect(chain?.devices.get(chain.sheet)?.role).toBe("sheet");
    expect(await unprintedSheet(store, new Uint8Array(16))).toBe(chain?.sheet);
    expect(await currentNames(store, new Uint8Array(16))).toEqual(new Map([[1, "Anna"]]));
    store.close();
  });

  test("typed text survives a reload and is gone once the business exists", async () => {
    const first = await opened(registry.link());
    first.keep({ name: "Bäckerei" });
    first.close();
    const second = await opened();
    expect(second.draft).toEqual({ name: "Bäckerei" });
    await second.create(order);
    second.close();
    const third = await opened();
    expect(third.phase.get()).toBe("done");
    expect(third.done.get()?.handle).toBe("sonnenschein");
    expect(third.draft).toBeNull();
  });
});

describe("[A4] answers get lost", () => {
  test("the answer to the creation is lost: asking again finds the business made, with the same keys", async () => {
    const setup = await opened(registry.link());
    registry.losing = "/setup";
    await expect(setup.create(order)).rejects.toThrow(Unreachable);
    expect(setup.phase.get()).toBe("typing");
    await setup.create(order);
    expect(setup.phase.get()).toBe("done");
    expect(registry.businesses.size).toBe(1);
  });

  test("the answer is lost and the page closed: opening it again finishes by itself", async () => {
    const first = await opened(registry.link());
    registry.losing = "/setup";
    await expect(first.create(order)).rejects.toThrow(Unreachable);
    first.close();
    const second = await opened();
    expect(second.phase.get()).toBe("done");
    expect((await inbox()).handle).toBe("sonnenschein");
  });

  test("the request is lost: the business's keys survive a reload and are used", async () => {
    const first = await opened(registry.link());
    registry.down = true;
    await expect(first.create(order)).rejects.toThrow(Unreachable);
    first.close();
    registry.down = false;
    const second = await opened();
    expect(second.phase.get()).toBe("typing");
    await second.create({ ...order, handle: "sonnenschein-berlin" });
    expect(second.phase.get()).toBe("done");
    expect([...registry.businesses.keys()]).toEqual(["sonnenschein-berlin"]);
  });

  test("another business has the address: another address, the same keys", async () => {
    const neighbour = browserAt(registry);
    const theirs = createSetup(neighbour(registry.link()));
    await until(theirs.phase, (phase) => phase === "typing");
    await theirs.create(order);
    const setup = await opened(registry.link());
    await expect(setup.create(order)).rejects.toMatchObject({ code: "handle_taken" });
    await expect(setup.create(order)).rejects.toThrow(ServerRefusal);
    await setup.create({ ...order, handle: "sonnenschein-2" });
    expect(setup.phase.get()).toBe("done");
    expect(setup.done.get()?.url).not.toContain(theirs.done.get()?.url.split("#")[1]);
  });
});

describe("[A1] opening a link stores nothing", () => {
  test("another link, whole, cut off or of no server, leaves draft and first link as they were", async () => {
    const first = await opened(registry.link());
    first.keep({ name: "Bäckerei" });
    await until(first.holdsLink, (held) => held);
    first.close();
    const env = open();
    const held = await rawStorage(env.indexedDB);
    for (const fragment of [
      registry.link(),
      new Registry().link(),
      "#setup=",
      "#setup=ABC",
      "#setup=ABC&setup=",
    ]) {
      const other = await opened(fragment);
      other.close();
      expect(await rawStorage(env.indexedDB)).toBe(held);
    }
    const back = await opened();
    expect(back.phase.get()).toBe("typing");
    expect(back.draft).toEqual({ name: "Bäckerei" });
    await back.create(order);
    expect(back.phase.get()).toBe("done");
  });

  test("a link stays in the address until something is typed: a reload before finds it there", async () => {
    const link = registry.link();
    const first = await opened(link);
    expect(first.holdsLink.get()).toBe(false);
    first.close();
    expect((await opened()).stop.get()).toBe("no_link");
    const again = await opened(link);
    expect(again.phase.get()).toBe("typing");
    again.keep({ name: "B" });
    await until(again.holdsLink, (held) => held);
    again.close();
    expect((await opened()).phase.get()).toBe("typing");
  });
});

describe("links that do not work", () => {
  const stopped = async (fragment: string) => (await opened(fragment)).stop.get();

  test("none, cut off, of another server, expired", async () => {
    expect(await stopped("")).toBe("no_link");
    expect(await stopped("#setup=ABC")).toBe("damaged");
    expect(await stopped(new Registry().link())).toBe("not_found");
    const link = registry.link();
    registry.expireAll();
    expect(await stopped(link)).toBe("secret_expired");
  });

  test("used by somebody else", async () => {
    const link = registry.link();
    const theirs = createSetup(browserAt(registry)(link));
    await until(theirs.phase, (phase) => phase === "typing");
    await theirs.create(order);
    expect(await stopped(link)).toBe("secret_used");
  });

  test("it expires half-way: the end says so, and a new link goes on with everything", async () => {
    const first = await opened(registry.link());
    first.keep({ name: "Bäckerei" });
    registry.expireAll();
    await first.create(order);
    expect(first.stop.get()).toBe("secret_expired");
    first.close();
    const second = await opened(registry.link());
    expect(second.draft).toEqual({ name: "Bäckerei" });
    await second.create(order);
    expect(second.phase.get()).toBe("done");
  });

  test("this browser already is a device of a team", async () => {
    const first = await opened(registry.link());
    await first.create(order);
    first.close();
    expect(await stopped(registry.link())).toBe("occupied");
  });

  test("[ADR 23] this browser's device lies behind the app lock: it counts, open or closed", async () => {
    const first = await opened(registry.link());
    await first.create(order);
    first.close();
    const lock = await lockOn();
    await lock.lock();
    expect(await stopped(registry.link())).toBe("occupied");
    expect(await lock.unlockWithPin("271828")).toBe("open");
    expect((await inbox()).handle).toBe("sonnenschein");
    lock.close();
  });

  test.each(["open", "locked"])(
    "it became a device in another tab, %s by now: nothing is made, and the business's keys stay for later",
    async (how) => {
      const waiting = await opened(registry.link());
      const keys = await newDeviceKeys();
      const store = await openStore(open(), INBOX_STORE);
      await store.put("state", keys, "keys");
      store.close();
      const lock = how === "locked" ? await lockOn() : null;
      await lock?.lock();
      const asked = registry.asked.length;
      await waiting.create(order);
      expect(waiting.stop.get()).toBe("occupied");
      expect(registry.asked.slice(asked)).not.toContain("POST /setup");
      waiting.close();
      if (lock !== null) expect(await lock.unlockWithPin("271828")).toBe("open");
      lock?.close();
      expect((await inbox()).keys?.id).toEqual(keys.id);
    },
  );

  test("it became a device while the business was made: that one stays, and once it has left the set-up goes on", async () => {
    const setup = await opened(registry.link());
    registry.losing = "/setup";
    await expect(setup.create(order)).rejects.toThrow(Unreachable);
    const keys = await newDeviceKeys();
    const store = await openStore(open(), INBOX_STORE);
    await store.put("state", keys, "keys");
    store.close();
    await setup.create(order);
    expect(setup.stop.get()).toBe("occupied");
    setup.close();
    expect((await inbox()).keys?.id).toEqual(keys.id);
    await deleteStore(open(), INBOX_STORE);
    expect((await opened()).phase.get()).toBe("done");
    expect((await inbox()).handle).toBe("sonnenschein");
  });

  test("offline one can still type", async () => {
    registry.down = true;
    const setup = await opened(registry.link());
    expect(setup.phase.get()).toBe("typing");
    expect(await setup.look("sonnenschein")).toBe("unknown");
  });
});

test("an address is free, taken or the server's own", async () => {
  const theirs = createSetup(browserAt(registry)(registry.link()));
  await until(theirs.phase, (phase) => phase === "typing");
  await theirs.create(order);
  const setup = await opened(registry.link());
  expect(await setup.look("sonnenschein")).toBe("taken");
  expect(await setup.look("inbox")).toBe("reserved");
  expect(await setup.look("mond")).toBe("free");
});
