/**
 * One browser, another business: the new device's keys lie in a database of their own until the person has said that the first business's
 * may go. What an interrupted move left is finished at the next start.
 */

import { type Bytes, equal, toBase64url } from "../base/bytes.ts";
import type { Env } from "../base/env.ts";
import type { DeviceKeys } from "../seal/keys.ts";
import {
  deleteStore,
  deviceIn,
  INBOX_STORE,
  isLockedAway,
  openStore,
  readState,
  type Store,
  storeExists,
  type Writing,
  withLockStill,
  write,
} from "../store/database.ts";

/** A device of a second business, while this browser still belongs to the first. */
export const JOINING_STORE = "tresen-inbox-joining";
/** Under `state` there: what the person has agreed to. */
const AGREED = "agreed";
const MOVED = ["keys", "records", "handle"] as const;

/** This device comes, that one goes. For any others it is no consent. */
export interface Move {
  readonly comes: Bytes;
  readonly goes: Bytes | null;
}

/** Notes the person's word. False, and nothing is noted, when the device that was to come does not lie here any more. */
export const markMove = (env: Env, move: Move): Promise<boolean> =>
  alone(env, async () => {
    if (!(await storeExists(env, JOINING_STORE))) return false;
    const joining = await openStore(env, JOINING_STORE);
    const mark = async (tx: Writing) => {
      const state = tx.objectStore("state");
      const keys = (await state.get("keys")) as DeviceKeys | undefined;
      if (keys === undefined || !equal(keys.id, move.comes)) return false;
      await state.put(move, AGREED);
      return true;
    };
    return write(joining, mark, "strict").finally(() => joining.close());
  });

/** Does what the person agreed to; otherwise nothing. Running it twice does no harm. */
export async function finishMove(env: Env): Promise<void> {
  if (!(await storeExists(env, JOINING_STORE))) return;
  await alone(env, () => withLockStill(env, () => move(env)));
}

async function move(env: Env): Promise<void> {
  if (!(await storeExists(env, JOINING_STORE)) || (await isLockedAway(env))) return;
  const joining = await openStore(env, JOINING_STORE);
  // Earlier versions noted `true`.
  const agreed = await readState<Move | true>(joining, AGREED);
  const moved = await Promise.all(MOVED.map((key) => readState<unknown>(joining, key)));
  joining.close();
  if (agreed === null || moved.includes(null)) return;
  const { id } = moved[0] as DeviceKeys;
  const here = await deviceIn(env);
  if (!equal(here, id)) {
    if (here !== null && !isFor(agreed, id, here)) return;
    await replace(env, moved);
  }
  await deleteStore(env, JOINING_STORE);
}

const isFor = (agreed: Move | true, comes: Bytes, goes: Bytes): boolean =>
  agreed !== true && equal(agreed.comes, comes) && equal(agreed.goes, goes);

/** The database is deleted and made anew: a tab that still has it open can write nothing of the first business into the second's. */
async function replace(env: Env, moved: readonly unknown[]): Promise<void> {
  await deleteStore(env, INBOX_STORE);
  const store = await openStore(env, INBOX_STORE);
  const put = async (state: { put(value: unknown, key: string): Promise<unknown> }) => {
    for (const [at, key] of MOVED.entries()) await state.put(moved[at], key);
  };
  await write(store, (tx) => put(tx.objectStore("state")), "strict");
  store.close();
}

/** Drops the answer to the invitation `id`, and its device if `isMine`; nothing that waits there for another one. */
export const dropAnswer = (
  env: Env,
  id: Bytes,
  isMine: (joining: Store) => Promise<boolean>,
): Promise<void> =>
  alone(env, async () => {
    if (!(await storeExists(env, JOINING_STORE))) return;
    const joining = await openStore(env, JOINING_STORE);
    const mine = await isMine(joining);
    const left = await write(joining, (tx) => drop(tx, id, mine)).finally(() => joining.close());
    if (!left) await deleteStore(env, JOINING_STORE);
  });

/** Answers whether anything is left. */
async function drop(tx: Writing, id: Bytes, withKeys: boolean): Promise<boolean> {
  const state = tx.objectStore("state");
  const begun = (await state.get("linking")) as { readonly id: string } | undefined;
  if (begun?.id === toBase64url(id)) await state.delete("linking");
  if (withKeys) for (const key of [...MOVED, AGREED]) await state.delete(key);
  return (await state.count("keys")) + (await state.count("linking")) > 0;
}

const alone = <T>({ locks }: Env, work: () => Promise<T>): Promise<T> =>
  locks === null ? work() : (locks.request(JOINING_STORE, {}, work) as Promise<T>);
