import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type AppLock, MAX_TRIES } from "../../src/applock/api.ts";
import { createAppLock } from "../../src/applock/lock.ts";
import { waitMs } from "../../src/applock/tries.ts";
import type { Vault } from "../../src/applock/vault.ts";
import type { Env } from "../../src/base/env.ts";
import { emptyConversation } from "../../src/model/conversation.ts";
import { type DeviceKeys, newDeviceKeys, signWith } from "../../src/seal/keys.ts";
import { random, verifies } from "../../src/seal/suite.ts";
import { INBOX_STORE, LOCK_STORE, openStore, readState, storeExists } from "../../src/store/database.ts";
import { NOON, openBakery } from "../world/bakery.ts";
import { Browser, until } from "../world/browser.ts";
import { disk } from "../world/disk.ts";
import { rawStorage } from "../world/rawstorage.ts";
import { MemoryServer } from "../world/server.ts";

const PIN = "271828";
const CANARY = "Zimtschnecken nach Hause";
const bakery = await openBakery();
const keys = await newDeviceKeys();
const secret = random(32);

let browser: Browser;
let nowMs: number;
let open: AppLock[];
let consent = true;

interface Tab {
  readonly lock: AppLock;
  covered: number;
}

async function tab(): Promise<Tab> {
  const env: Env = { ...browser.tab(), now: () => nowMs };
  const it = { covered: 0 } as Tab & { lock: AppLock };
  const passkeys = {
    offered: async () => true,
    create: async () => Uint8Array.of(1, 2, 3),
    secret: async () => {
      if (!consent) throw new Error("cancelled");
      return secret;
    },
  };
  const lock = createAppLock({ env, passkeys, iterations: 10, cover: () => (it.covered += 1) });
  open.push(lock);
  Object.assign(it, { lock });
  await until(lock.state, (state) => state !== "checking" && state !== "sealing");
  return it;
}

/** An inbox with a conversation, a draft and a waiting message. */
async function fill(): Promise<void> {
  const store = await openStore(browser.tab(), INBOX_STORE);
  await store.put("state", keys, "keys");
  await store.put("state", CANARY, "draft:one");
  await store.put("state", [7, random(16)], "known");
  await store.put("conversations", emptyConversation("one"));
  await store.put("list", { id: "one", name: CANARY, lastEvent: random(9), earlier: undefined } as never);
  const payload = { type: "text", text: CANARY, b: "not bytes", o: [] };
  await store.put("rows", { conversation: "one", pos: 3.001, payload } as never);
  await store.put("outbox", { counter: 4, conversation: "one", payload } as never);
  store.close();
}

async function content(): Promise<unknown> {
  const store = await openStore(browser.tab(), INBOX_STORE);
  const all = [];
  for (const name of ["state", "conversations", "list", "rows", "outbox"] as const)
    all.push(await store.getAllKeys(name), await store.getAll(name));
  store.close();
  return all;
}

beforeEach(async () => {
  for (const lock of open ?? []) lock.close();
  open = [];
  nowMs = NOON;
  browser = new Browser(new MemoryServer(bakery));
  await fill();
});

async function locked(): Promise<Tab> {
  const it = await tab();
  await it.lock.turnOnWithPin(PIN, 5);
  await it.lock.lock();
  return it;
}

describe("what the browser stores", () => {
  test("nothing of the content is readable while locked, and all of it is back afterwards", async () => {
    const before = await content();
    expect(await rawStorage(browser.indexedDB)).toContain(CANARY);
    const { lock } = await locked();
    expect(lock.state.get()).toBe("locked");
    const raw = await rawStorage(browser.indexedDB);
    expect(raw).not.toContain(CANARY);
    expect(raw).not.toContain("draft:");
    expect(await storeExists(browser.tab(), INBOX_STORE)).toBe(false);
    expect(await lock.unlockWithPin(PIN)).toBe("open");
    expect(lock.state.get()).toBe("open");
    expect(await content()).toEqual(before);
  });

  test("the device's keys still sign after unlocking", async () => {
    const { lock } = await locked();
    await lock.unlockWithPin(PIN);
    const store = await openStore(browser.tab(), INBOX_STORE);
    const back = (await readState<DeviceKeys>(store, "keys")) as DeviceKeys;
    store.close();
    expect(await verifies(keys.ed, "x", secret, await signWith(back, "x", secret))).toBe(true);
  });

  test("a store with keys that cannot be sealed is set aside and does not prevent locking", async () => {
    const store = await openStore(browser.tab(), INBOX_STORE);
    await store.put("state", { handle: "x", keys }, "erasing");
    store.close();
    const before = await content();
    const { lock } = await locked();
    expect(lock.state.get()).toBe("locked");
    await lock.unlockWithPin(PIN);
    expect(await content()).toEqual(before);
  });

  test("the remains of an interrupted sealing are removed at the next start", async () => {
    await locked();
    await fill();
    const next = await tab();
    expect(next.lock.state.get()).toBe("locked");
    expect(await rawStorage(browser.indexedDB)).not.toContain(CANARY);
  });

  test("a photo that was opened is sealed like everything else, and there again", async () => {
    await put("file:one:seen", new Blob([CANARY, new Uint8Array(5_000_000)], { type: "image/png" }));
    const { lock } = await locked();
    expect(lock.state.get()).toBe("locked");
    expect(lock.settings.get()).toMatchObject({ unsealed: false, lost: 0 });
    expect(await storeExists(browser.tab(), INBOX_STORE)).toBe(false);
    for (const blob of await blobsIn(LOCK_STORE)) expect(await blob.text()).not.toContain(CANARY);
    expect(await lock.unlockWithPin(PIN)).toBe("open");
    const [photo] = await blobsIn(INBOX_STORE);
    expect(photo?.type).toBe("image/png");
    expect(photo?.size).toBe(CANARY.length + 5_000_000);
    expect((await photo?.text())?.startsWith(CANARY)).toBe(true);
  });

  test.each([
    ["a pattern", /x/],
    ["an error", new Error(CANARY)],
    ["an object in itself", circle()],
  ])(
    "%s, which nothing here writes, does not keep the rest from being sealed, and is counted",
    async (_, value) => {
      const before = await content();
      await put("of a later version", value);
      const { lock } = await locked();
      expect(lock.state.get()).toBe("locked");
      expect(lock.settings.get()?.lost).toBe(1);
      expect(await rawStorage(browser.indexedDB)).not.toContain(CANARY);
      expect(await lock.unlockWithPin(PIN)).toBe("open");
      expect(lock.settings.get()?.lost).toBe(0);
      expect(await content()).toEqual(before);
    },
  );

  test("a sealed file that is gone or cut takes nothing along but the row that names it", async () => {
    const before = await content();
    for (const cut of [0, 10]) {
      await put("file:one:seen", new Blob([CANARY]));
      const { lock } = await locked();
      const store = await openStore(browser.tab(), LOCK_STORE);
      const vault = (await readState<Vault>(store, "vault")) as Vault;
      await store.put(
        "state",
        { ...vault, files: vault.files?.map((file) => file.slice(0, cut)) ?? [] },
        "vault",
      );
      store.close();
      expect(await lock.unlockWithPin(PIN)).toBe("open");
      expect(lock.settings.get()?.wrong).toBe(0);
      expect(await content()).toEqual(before);
      await lock.turnOff();
    }
  });

  test("what an earlier version has locked is opened: it set whole values aside, and knew no files", async () => {
    const before = await content();
    const inbox = await openStore(browser.tab(), INBOX_STORE);
    await inbox.delete("state", "keys");
    inbox.close();
    const { lock } = await locked();
    const store = await openStore(browser.tab(), LOCK_STORE);
    const { files: _, ...earlier } = (await readState<Vault>(store, "vault")) as Vault;
    await store.put("state", earlier, "vault");
    await store.put("state", { keys }, "aside");
    store.close();
    expect(await lock.unlockWithPin(PIN)).toBe("open");
    expect(await content()).toEqual(before);
  });

  test("signing out leaves no lock behind", async () => {
    const { lock } = await tab();
    await lock.turnOnWithPin(PIN, 5);
    browser.indexedDB.deleteDatabase(INBOX_STORE);
    expect((await tab()).lock.state.get()).toBe("off");
    expect(await storeExists(browser.tab(), LOCK_STORE)).toBe(false);
  });
});

const circle = (): unknown => {
  const value: { self?: unknown } = {};
  value.self = value;
  return value;
};

async function put(key: string, value: unknown): Promise<void> {
  const store = await openStore(browser.tab(), INBOX_STORE);
  await store.put("state", value, key);
  store.close();
}

async function blobsIn(name: string): Promise<Blob[]> {
  const store = await openStore(browser.tab(), name);
  const values = await store.getAll("state");
  store.close();
  return values.flatMap((value) => (value instanceof Blob ? value : ((value as Partial<Vault>).files ?? [])));
}

describe("a disk that takes no more", () => {
  let full: { mend(): void } | null = null;
  afterEach(() => full?.mend());
  const files = (value: unknown) =>
    value instanceof Blob || ((value as Partial<Vault>)?.files?.length ?? 0) > 0;
  const vaults = (value: unknown) => (value as Partial<Vault>)?.wrapped !== undefined;

  async function waitingFile(): Promise<void> {
    await put("file:one:seen", new Blob([CANARY]));
    await put("file:one:waits", new Blob([CANARY]));
    const store = await openStore(browser.tab(), INBOX_STORE);
    await store.put("outbox", { counter: 5, conversation: "one", payload: {}, blob: "waits" } as never);
    store.close();
  }

  test("for all files: those that the server has go, one that waits to be carried stays", async () => {
    await waitingFile();
    full = disk((value) => ((value as Partial<Vault>)?.files?.length ?? 0) < 2);
    const { lock } = await locked();
    expect(await storeExists(browser.tab(), INBOX_STORE)).toBe(false);
    expect(lock.settings.get()).toMatchObject({ unsealed: false, lost: 0 });
    expect(await lock.unlockWithPin(PIN)).toBe("open");
    const store = await openStore(browser.tab(), INBOX_STORE);
    expect(await store.getAllKeys("state")).toEqual(["draft:one", "file:one:waits", "keys", "known"]);
    store.close();
  });

  test("for files when it is opened again: the same", async () => {
    await put("file:one:seen", new Blob([CANARY]));
    const { lock } = await locked();
    full = disk((value) => !files(value));
    expect(await lock.unlockWithPin(PIN)).toBe("open");
    const store = await openStore(browser.tab(), INBOX_STORE);
    expect(await store.getAllKeys("state")).toEqual(["draft:one", "keys", "known"]);
    store.close();
  });

  test("for the content, but for the count: the right PIN is no wrong try, however often", async () => {
    const before = await content();
    const { lock } = await locked();
    expect(await lock.unlockWithPin("000000")).toBe("wrong");
    nowMs = lock.settings.get()?.notBeforeMs ?? nowMs;
    full = disk((value) => (value as { opener?: unknown })?.opener !== undefined);
    for (let tries = 0; tries < MAX_TRIES + 2; tries++) expect(await lock.unlockWithPin(PIN)).toBe("stuck");
    expect(lock.settings.get()).toMatchObject({ wrong: 0, notBeforeMs: 0 });
    full.mend();
    expect(await lock.unlockWithPin(PIN)).toBe("open");
    expect(await content()).toEqual(before);
  });

  test("for any vault: nothing is shown without the PIN, it says so, and the next start seals", async () => {
    const before = await content();
    full = disk((value) => !vaults(value));
    const { lock } = await locked();
    expect(lock.state.get()).toBe("locked");
    expect(lock.settings.get()?.unsealed).toBe(true);
    expect((await tab()).lock.state.get()).toBe("locked");
    expect(await lock.unlockWithPin("000000")).toBe("wrong");
    expect(lock.state.get()).toBe("locked");
    expect(await lock.unlockWithPin(PIN)).toBe("open");
    expect(lock.state.get()).toBe("open");
    expect(await content()).toEqual(before);
    await lock.lock();
    full.mend();
    const next = await tab();
    expect(next.lock.state.get()).toBe("locked");
    expect(next.lock.settings.get()?.unsealed).toBe(false);
    expect(await rawStorage(browser.indexedDB)).not.toContain(CANARY);
  });

  test("for anything at all: nothing is shown; once there is room the PIN opens it", async () => {
    const { lock } = await tab();
    await lock.turnOnWithPin(PIN, 5);
    full = disk(() => false);
    await lock.lock();
    expect(lock.state.get()).toBe("locked");
    await expect(lock.unlockWithPin(PIN)).rejects.toThrow("no room");
    expect(lock.state.get()).toBe("locked");
    full.mend();
    expect(await lock.unlockWithPin("000000")).toBe("wrong");
    expect(await lock.unlockWithPin(PIN)).toBe("open");
    expect(lock.state.get()).toBe("open");
  });

  test.each([...Array(6).keys()])(
    "from its write %i on, in any locking: the next start finishes it, and nothing is lost",
    async (from) => {
      const before = await content();
      const { lock } = await tab();
      await lock.turnOnWithPin(PIN, 5);
      let writes = 0;
      full = disk(() => writes++ < from);
      await lock.lock();
      lock.close();
      full.mend();
      nowMs += 5 * 60_000;
      const next = await tab();
      expect(next.lock.state.get()).toBe("locked");
      expect(await rawStorage(browser.indexedDB)).not.toContain(CANARY);
      expect(await next.lock.unlockWithPin(PIN)).toBe("open");
      expect(await content()).toEqual(before);
    },
  );
});

describe("tries", () => {
  test("a PIN has 6 to 32 digits", async () => {
    const { lock } = await tab();
    for (const bad of ["", "12345", "12345a", "1".repeat(33), " 123456"])
      await expect(lock.turnOnWithPin(bad, 5)).rejects.toThrow(RangeError);
    expect(lock.state.get()).toBe("off");
  });

  test("a wrong PIN opens nothing", async () => {
    const { lock } = await locked();
    expect(await lock.unlockWithPin("271829")).toBe("wrong");
    expect(lock.state.get()).toBe("locked");
    expect(lock.settings.get()?.wrong).toBe(1);
    expect(await lock.unlockWithPasskey()).toBe("wrong");
  });

  test("the wait grows, and a reload does not shorten it", async () => {
    const { lock } = await locked();
    for (let n = 1; n <= 4; n++) expect(await lock.unlockWithPin("000000")).toBe("wrong");
    const again = (await tab()).lock;
    expect(again.settings.get()).toMatchObject({ wrong: 4, notBeforeMs: NOON + 30_000 });
    expect(await again.unlockWithPin(PIN)).toBe("early");
    nowMs += 30_000;
    expect(await again.unlockWithPin(PIN)).toBe("open");
    expect(again.settings.get()).toMatchObject({ wrong: 0, notBeforeMs: 0 });
  });

  test("no wait is shorter than the one before", () => {
    const waits = Array.from({ length: 12 }, (_, n) => waitMs(n));
    expect(waits).toEqual([...waits].sort((a, b) => a - b));
    expect(waits.at(-1)).toBe(3_600_000);
  });

  test("after the tenth wrong try in a row nothing is left", async () => {
    const { lock } = await locked();
    for (let n = 1; n < MAX_TRIES; n++) {
      expect(await lock.unlockWithPin("000000")).toBe("wrong");
      nowMs = lock.settings.get()?.notBeforeMs ?? 0;
    }
    expect(await lock.unlockWithPin("000000")).toBe("gone");
    expect(lock.state.get()).toBe("off");
    expect(await browser.indexedDB.databases()).toEqual([]);
  });

  test("a passkey opens by what it derives; cancelling it counts no try", async () => {
    const { lock } = await tab();
    await lock.turnOnWithPasskey(15);
    await lock.lock();
    expect(lock.settings.get()).toMatchObject({ method: "passkey", idleMinutes: 15 });
    expect(await rawStorage(browser.indexedDB)).not.toContain(CANARY);
    consent = false;
    await expect(lock.unlockWithPasskey()).rejects.toThrow("cancelled");
    expect(lock.settings.get()?.wrong).toBe(0);
    consent = true;
    expect(await lock.unlockWithPasskey()).toBe("open");
  });
});

describe("several tabs", () => {
  test("a tab that starts while another one unlocks does not lock again", async () => {
    const { lock } = await locked();
    const opening = lock.unlockWithPin(PIN);
    const late = await tab();
    expect(await opening).toBe("open");
    expect(lock.state.get()).toBe("open");
    await until(late.lock.state, (state) => state === "open");
  });

  test("one tab locks all and unlocks all, and each is covered before sealing", async () => {
    const [a, b] = [await tab(), await tab()];
    await a.lock.turnOnWithPin(PIN, 5);
    await until(b.lock.state, (state) => state === "open");
    await b.lock.lock();
    await until(a.lock.state, (state) => state === "locked");
    expect([a.covered, b.covered]).toEqual([1, 1]);
    await a.lock.unlockWithPin(PIN);
    await until(b.lock.state, (state) => state === "open");
  });

  test("turned off in one, it is off in the other", async () => {
    const [a, b] = [await tab(), await tab()];
    await a.lock.turnOnWithPin(PIN, 5);
    await until(b.lock.state, (state) => state === "open");
    await a.lock.turnOff();
    await until(b.lock.state, (state) => state === "off");
    expect(await storeExists(browser.tab(), LOCK_STORE)).toBe(false);
  });
});

describe("idle", () => {
  test("it locks by itself after that long without use", async () => {
    const { lock } = await tab();
    await lock.turnOnWithPin(PIN, 5);
    nowMs += 5 * 60_000;
    await until(lock.state, (state) => state === "locked");
  });

  test("the first touch after a sleep does not count as use", async () => {
    const { lock } = await tab();
    await lock.turnOnWithPin(PIN, 60);
    nowMs += 3_600_000;
    lock.active();
    await until(lock.state, (state) => state === "locked");
  });

  test.each([
    ["within the idle time it opens", 4 * 60_000, "open"],
    ["after the idle time it is locked", 5 * 60_000, "locked"],
    ["a clock that was set back counts as idle", -3_600_000, "locked"],
  ])("a new start: %s", async (_, passedMs, state) => {
    const { lock } = await tab();
    await lock.turnOnWithPin(PIN, 5);
    lock.close();
    nowMs += passedMs;
    expect((await tab()).lock.state.get()).toBe(state);
  });
});
