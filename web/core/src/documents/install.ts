/** This browser becomes a device of a team: keys, records and the first document of the back room. */

import { toBase64url } from "../base/bytes.ts";
import type { Env } from "../base/env.ts";
import { BadRecord } from "../base/errors.ts";
import type { OutboxRow } from "../model/outbox.ts";
import type { DeviceKeys } from "../seal/keys.ts";
import { backRoomId, documentId } from "../seal/suite.ts";
import { type Store, takeCounter, takePlace } from "../store/database.ts";
import { activeDevice } from "../trust/chain.ts";
import type { PublicChain } from "../trust/pinned.ts";
import { writeVersion } from "./kinds.ts";
import { change, EMPTY } from "./merge.ts";
import * as people from "./people.ts";

export interface Installation {
  readonly keys: DeviceKeys;
  readonly handle: string;
  readonly publicChain: PublicChain;
  /** Names to be written to the back room; null: none. */
  readonly names: ReadonlyMap<number, string> | null;
  /** The sheet that nobody printed, to be written beside the names; left out: there is none. */
  readonly unprinted?: string;
}

/**
 * This browser becomes a device of the team, all in one transaction; again for the same device it changes nothing. Throws `BadRecord` when
 * the records do not list it, and `Occupied` when this browser has become another one.
 */
export async function installDevice(
  env: Env,
  store: Store,
  { keys, handle, publicChain, names, unprinted }: Installation,
): Promise<void> {
  if (activeDevice(publicChain.chain, keys.id) === null)
    throw new BadRecord("bad_record", "the records do not list this device");
  const room = toBase64url(await backRoomId(publicChain.chain.business));
  const doc = toBase64url(await documentId("people"));
  await takePlace(env, store, keys.id, async (tx) => {
    const state = tx.objectStore("state");
    if ((await state.get("keys")) !== undefined) return;
    await state.put(keys, "keys");
    await state.put([...publicChain.records], "records");
    await state.put(handle, "handle");
    if (names === null) return;
    const values = { ...people.named(names), ...(unprinted && people.unprinted(unprinted)) };
    const named = change(EMPTY, values, env.now(), keys.id);
    const row: OutboxRow = {
      counter: await takeCounter(tx),
      conversation: room,
      payload: writeVersion(people, named),
      spoken: false,
      doc,
      about: null,
      atMs: env.now(),
      sealed: null,
      failed: null,
    };
    await tx.objectStore("outbox").put(row);
  });
}
