import { beforeEach, expect, test } from "vitest";
import { createAppLock } from "../../src/applock/lock.ts";
import { ITERATIONS, type Opener, openLockKey } from "../../src/applock/lockkey.ts";
import type { Vault } from "../../src/applock/vault.ts";
import { unwrap } from "../../src/seal/hpke.ts";
import { newDeviceKeys } from "../../src/seal/keys.ts";
import { pbkdf2 } from "../../src/seal/pbkdf2.ts";
import { label, unlock } from "../../src/seal/suite.ts";
import { INBOX_STORE, LOCK_STORE, openStore, readState } from "../../src/store/database.ts";
import { openBakery } from "../world/bakery.ts";
import { Browser, until } from "../world/browser.ts";
import { rawStorage } from "../world/rawstorage.ts";
import { MemoryServer } from "../world/server.ts";

// Somebody has copied the profile of a locked browser, and tries PINs with programs of their own: no wait and no limit is in the way.

const PIN = "271828";
const WORDS = "Zimtschnecken nach Hause";
const bakery = await openBakery();

let browser: Browser;

beforeEach(() => {
  browser = new Browser(new MemoryServer(bakery));
});

async function locked(iterations?: number): Promise<{ opener: Opener & { method: "pin" }; vault: Vault }> {
  const inbox = await openStore(browser.tab(), INBOX_STORE);
  await inbox.put("state", await newDeviceKeys(), "keys");
  await inbox.put("state", WORDS, "draft:one");
  inbox.close();
  const passkeys = {
    offered: async () => false,
    create: async () => Uint8Array.of(),
    secret: async () => Uint8Array.of(),
  };
  const rounds = iterations === undefined ? {} : { iterations };
  const lock = createAppLock({ env: browser.tab(), passkeys, cover: () => {}, ...rounds });
  await until(lock.state, (state) => state !== "checking");
  await lock.turnOnWithPin(PIN, 5);
  await lock.lock();
  lock.close();
  const store = await openStore(browser.tab(), LOCK_STORE);
  const opener = (await readState<{ opener: Opener }>(store, "lock"))?.opener;
  const vault = await readState<Vault>(store, "vault");
  store.close();
  if (opener?.method !== "pin" || vault === null) throw new Error("not locked by a PIN");
  return { opener, vault };
}

/** One try: what the PIN derives opens the private half, or does not. */
const attempt = async ({ salt, iterations, sealed }: Opener & { method: "pin" }, pin: string) =>
  openLockKey(sealed, await pbkdf2(pin, salt, iterations)).catch(() => null);

test("[ADR 23] a copied profile can be tried without waits: the right PIN opens all of it, and only that one", async () => {
  const { opener, vault } = await locked(10);
  let found: CryptoKeyPair | null = null;
  let tried = 0;
  for (let pin = Number(PIN) - 100; found === null && tried < 200; pin++) {
    found = await attempt(opener, String(pin));
    tried += 1;
  }
  expect(tried).toBe(101);
  if (found === null) throw new Error("the PIN opened nothing");
  const key = await unwrap(found, vault.wrapped, label("app-lock-vault"));
  const opened = await unlock(key, vault.parts[0] as Uint8Array<ArrayBuffer>, partContext(vault));
  expect(new TextDecoder().decode(opened)).toContain(WORDS);
});

const partContext = ({ parts }: Vault) =>
  new TextEncoder().encode(`tresen/v1/app-lock-part\0${0}/${parts.length}`);

test("[ADR 23] each try costs 600,000 rounds under a salt of 256 bits; nothing else stored tells a PIN right from wrong", async () => {
  const { opener } = await locked();
  expect(opener.iterations).toBe(ITERATIONS);
  expect(ITERATIONS).toBe(600_000);
  expect(opener.salt).toHaveLength(32);
  expect(await rawStorage(browser.indexedDB)).not.toContain(PIN);
  const again = new Browser(new MemoryServer(bakery));
  const first = opener.salt;
  browser = again;
  expect((await locked(10)).opener.salt).not.toEqual(first);
});
