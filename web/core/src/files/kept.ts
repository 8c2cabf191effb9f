/**
 * What was sent or opened stays on this device, so that nothing is loaded twice, but not without end: what nobody looked at for longest goes first,
 * and comes again from the server when somebody does. What waits to be carried exists nowhere else and stays.
 */

import type { Env } from "../base/env.ts";
import { draftKeys, FILE_USES, FILES, type Store, type Writing, write } from "../store/database.ts";
import { fetchedAgain } from "../store/fetched.ts";

/** So much of it at most, and no larger part of what the browser gives this origin. */
export const KEPT_MOST = 200 * 1000 * 1000;
const PART = 0.2;
/** A use is written down once in so long. */
const HOUR_MS = 3_600_000;

interface Use {
  readonly bytes: number;
  readonly atMs: number;
}
type Uses = Readonly<Record<string, Use>>;

/** How much may be kept here. */
export async function keptMost(env: Env): Promise<number> {
  const room = (await env.room?.().catch(() => null)) ?? null;
  return room === null ? KEPT_MOST : Math.min(KEPT_MOST, Math.floor(room * PART));
}

/** Somebody looks at it. */
export async function used(store: Store, env: Env, key: string, data: Blob): Promise<void> {
  const before = ((await store.get("state", FILE_USES)) ?? {}) as Uses;
  const use = { bytes: data.size, atMs: env.now() };
  if (use.atMs - (before[key]?.atMs ?? 0) < HOUR_MS) return;
  await write(store, async (tx) => {
    const state = tx.objectStore("state");
    const uses = ((await state.get(FILE_USES)) ?? {}) as Uses;
    await state.put({ ...uses, [key]: use }, FILE_USES);
  });
}

/**
 * Keeps it, if there is room on the device, and lets go of what is too much. `erased` says in the same transaction whether its message may
 * have gone while it was loaded.
 */
export async function keep(
  store: Store,
  env: Env,
  key: string,
  data: Blob,
  erased: (tx: Writing) => Promise<boolean> = async () => false,
): Promise<void> {
  const kept = await write(store, async (tx) => {
    if (await erased(tx)) return false;
    await tx.objectStore("state").put(data, key);
    return true;
  });
  if (!kept) return;
  await used(store, env, key, data);
  await trim(store, env);
}

export async function trim(store: Store, env: Env): Promise<void> {
  const most = await keptMost(env);
  await write(store, async (tx) => {
    const state = tx.objectStore("state");
    const mayGo = fetchedAgain(await tx.objectStore("outbox").getAll());
    const held = await heldIn(tx);
    let left = held.reduce((sum, [, { bytes }]) => sum + bytes, 0);
    const kept: Record<string, Use> = {};
    for (const [key, use] of held) {
      if (left > most && mayGo(key)) {
        left -= use.bytes;
        await state.delete(key);
      } else kept[key] = use;
    }
    await state.put(kept, FILE_USES);
  });
}

/** All files here, the one that was used longest ago first. */
async function heldIn(tx: Writing): Promise<[string, Use][]> {
  const state = tx.objectStore("state");
  const uses = ((await state.get(FILE_USES)) ?? {}) as Uses;
  const held: [string, Use][] = [];
  for (const key of await state.getAllKeys(draftKeys(FILES))) {
    const known = uses[key];
    // One that an earlier version of this program kept.
    const data = known ?? (await state.get(key));
    held.push([key, known ?? { bytes: data instanceof Blob ? data.size : 0, atMs: 0 }]);
  }
  return held.sort(([, one], [, other]) => one.atMs - other.atMs);
}
