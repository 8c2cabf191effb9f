import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openStore } from "../../src/store/database.ts";
import { NOON, openBakery } from "../world/bakery.ts";
import { Browser } from "../world/browser.ts";
import { MemoryServer } from "../world/server.ts";

const SRC = join(import.meta.dirname, "../../src");
const CALL = /\bstore\??\.(get\w*|count\w*|put|add|delete|clear)\(/gi;

/** Every method that the core calls on an opened store. */
const called = new Set(
  readdirSync(SRC, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .flatMap((file) => [...readFileSync(join(SRC, file), "utf8").matchAll(CALL)])
    .map(([, method = ""]) => method),
);

test("the store has every method that the core calls: its types are idb's, which has more", async () => {
  const store = await openStore(new Browser(new MemoryServer(await openBakery())).tab(), "tresen-inbox");
  const missing = [...called].filter(
    (method) => typeof (store as unknown as Record<string, unknown>)[method] !== "function",
  );
  expect(called.size).toBeGreaterThan(5);
  expect(missing).toEqual([]);
});

test("a key is found without loading its value", async () => {
  const store = await openStore(new Browser(new MemoryServer(await openBakery())).tab(), "tresen-inbox");
  await store.put("state", NOON, "cursor");
  expect(await store.getKey("state", "cursor")).toBe("cursor");
  expect(await store.getKey("state", "other")).toBeUndefined();
});
