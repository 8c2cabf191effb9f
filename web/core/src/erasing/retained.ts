/** What has to stay of conversations that were erased here, when a new one is begun: its receipt, and the words kept (L7, L9). */

import type { Env } from "../base/env.ts";
import type { LogRow } from "../conversation/rows.ts";
import { deleteStore, openStore, pastName, readState } from "../store/database.ts";
import type { Erasure } from "./receipt.ts";

/** A conversation that was erased here before the one that is shown, of which something has to be kept. */
export interface Past {
  readonly erasure: Erasure;
  /** The messages that are kept, as they were. */
  readonly rows: readonly LogRow[];
}

const PAST = "past";

/** Keeps one more, once. Returns when it is on the disk. */
export async function writePast(env: Env, name: string, one: Past): Promise<void> {
  const store = await openStore(env, pastName(name));
  const before = (await readState<Past[]>(store, PAST)) ?? [];
  await store.put(
    "state",
    [...before.filter(({ erasure }) => erasure.hash !== one.erasure.hash), leftOf(one, 0)],
    PAST,
  );
  store.close();
}

/** Those of which something still has to be kept; what is due goes, and with the last the database. */
export async function readPast(env: Env, name: string): Promise<readonly Past[]> {
  const store = await openStore(env, pastName(name));
  const all = (await readState<Past[]>(store, PAST)) ?? [];
  const due = all.map((each) => leftOf(each, env.now())).filter(({ erasure }) => erasure.kept.length > 0);
  await store.put("state", due, PAST);
  store.close();
  if (due.length === 0) await deleteStore(env, pastName(name));
  return due;
}

function leftOf({ erasure, rows }: Past, nowMs: number): Past {
  const kept = erasure.kept.filter(({ untilMs }) => untilMs > nowMs);
  return {
    erasure: { ...erasure, kept },
    rows: rows.filter(({ pos }) => kept.some((each) => each.pos === pos)),
  };
}
