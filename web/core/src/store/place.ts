/** Where this browser is a device of a team, and how it becomes one: never in the place of another, whatever other tabs do meanwhile. */

import { type Bytes, equal } from "../base/bytes.ts";
import type { Env } from "../base/env.ts";
import { INBOX_STORE, openStore, readState, type Store, storeExists, type Writing, write } from "./database.ts";

/** The app lock's database. While it is closed, the inbox lies sealed in there and has no database of its own. */
export const LOCK_STORE = "tresen-inbox-lock";

/** This browser is another device already. */
export class Occupied extends Error {
  override readonly name = "Occupied";
}

/** Is there an inbox behind the closed app lock? */
export async function isLockedAway(env: Env): Promise<boolean> {
  if (!(await storeExists(env, LOCK_STORE))) return false;
  const store = await openStore(env, LOCK_STORE);
  const lock = await readState<{ readonly locked: boolean }>(store, "lock");
  store.close();
  return lock?.locked === true;
}

/** The id of the device that this browser is, as far as that is not locked away; null: none. */
export async function deviceIn(env: Env): Promise<Bytes | null> {
  if (!(await storeExists(env, INBOX_STORE))) return null;
  const store = await openStore(env, INBOX_STORE);
  const keys = await readState<{ readonly id: Bytes }>(store, "keys");
  store.close();
  return keys?.id ?? null;
}

/** Throws `Occupied` when another device than `id` lies in this database. */
export async function requirePlace(tx: Writing, id: Bytes | null): Promise<void> {
  const keys = (await tx.objectStore("state").get("keys")) as { readonly id: Bytes } | undefined;
  if (keys !== undefined && !equal(keys.id, id)) throw new Occupied("this browser is another device already");
}

/** Puts the device `id` into the inbox's database by `work`. Throws `Occupied`, and changes nothing, when another device is here. */
export function takePlace<T>(
  env: Env,
  store: Store,
  id: Bytes,
  work: (tx: Writing) => Promise<T>,
): Promise<T> {
  return withLockStill(env, async () => {
    if (await isLockedAway(env)) throw new Occupied("another device lies behind the app lock");
    return write(
      store,
      async (tx) => {
        await requirePlace(tx, id);
        return work(tx);
      },
      "strict",
    );
  });
}

/** One tab at a time, in which the app lock neither opens nor closes meanwhile. */
export const withLockStill = <T>({ locks }: Env, work: () => Promise<T>): Promise<T> =>
  locks === null ? work() : (locks.request(LOCK_STORE, {}, work) as Promise<T>);
