/** What is retained of conversations that were erased here, once a new one begins: the receipt and the retained messages (L7, L9). */

import type { Env } from "../base/env.ts";
import type { LogRow } from "../conversation/rows.ts";
import { deleteStore, openStore, pastName, readState } from "../store/database.ts";
import type { Erasure } from "./receipt.ts";

/** An earlier conversation that was erased here and of which something must be retained. */
export interface Past {
  readonly erasure: Erasure;
  /** The retained messages, unchanged. */
  readonly rows: readonly LogRow[];
}

const PAST = "past";

/** Adds one, once. Returns when it is on the disk. */
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

/** The conversations of which something must still be retained. What is due is deleted, and the database with the last of it. */
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
