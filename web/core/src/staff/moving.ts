/**
 * One browser, another business: the new device's keys lie in a database of their own until the person has said that the first business's
 * may go. What an interrupted move left is finished at the next start.
 */

import { equal } from "../base/bytes.ts";
import type { Env } from "../base/env.ts";
import type { DeviceKeys } from "../seal/keys.ts";
import {
  deleteStore,
  INBOX_STORE,
  openStore,
  readState,
  type Store,
  storeExists,
  write,
} from "../store/database.ts";

/** A device of a second business, while this browser still belongs to the first. */
export const JOINING_STORE = "tresen-inbox-joining";
/** Under `state` there: the person has agreed to the move. */
const AGREED = "agreed";
const MOVED = ["keys", "records", "handle"] as const;

export async function markMove(env: Env): Promise<void> {
  const joining = await openStore(env, JOINING_STORE);
  await write(joining, (tx) => tx.objectStore("state").put(true, AGREED), "strict");
  joining.close();
}

/** Does what the person agreed to; otherwise nothing. Running it twice does no harm. */
export async function finishMove(env: Env): Promise<void> {
  if (!(await storeExists(env, JOINING_STORE))) return;
  const work = () => move(env);
  await (env.locks === null ? work() : env.locks.request(JOINING_STORE, {}, work));
}

async function move(env: Env): Promise<void> {
  if (!(await storeExists(env, JOINING_STORE))) return;
  const joining = await openStore(env, JOINING_STORE);
  const agreed = (await readState<boolean>(joining, AGREED)) === true;
  const moved = await Promise.all(MOVED.map((key) => readState<unknown>(joining, key)));
  joining.close();
  if (!agreed || moved.includes(null)) return;
  if (!(await isIn(env, moved[0] as DeviceKeys))) await replace(env, moved);
  await deleteStore(env, JOINING_STORE);
}

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

async function isIn(env: Env, keys: DeviceKeys): Promise<boolean> {
  if (!(await storeExists(env, INBOX_STORE))) return false;
  const store: Store = await openStore(env, INBOX_STORE);
  const here = await readState<DeviceKeys>(store, "keys");
  store.close();
  return here !== null && equal(here.id, keys.id);
}
