/** Makes this browser the first device of a new business: the inbox finds here what it expects. */

import { equal, toBase64url } from "../base/bytes.ts";
import type { Env } from "../base/env.ts";
import { BadRecord } from "../base/errors.ts";
import { list } from "../base/shape.ts";
import type { DeviceKeys } from "../seal/keys.ts";
import { backRoomId, documentId } from "../seal/suite.ts";
import {
  INBOX_STORE,
  type OutboxRow,
  openStore,
  readState,
  type Store,
  storeExists,
  takeCounter,
  write,
} from "../store/database.ts";
import { activeDevice } from "../trust/chain.ts";
import { PublicChain } from "../trust/pinned.ts";
import { readSigned } from "../wire/http.ts";
import { FIRST_PERSON, type NewBusiness } from "./business.ts";

export interface Newcomer {
  readonly made: NewBusiness;
  readonly handle: string;
  /** The server's answer about the business, which is verified here. */
  readonly shop: Readonly<Record<string, unknown>>;
  /** The owner's name: the first message of the back room (L8). */
  readonly you: string;
}

/** Is this browser a device of a team already, other than `device`? */
export async function occupiedBy(env: Env, device: Uint8Array | null): Promise<boolean> {
  if (!(await storeExists(env, INBOX_STORE))) return false;
  const store = await openStore(env, INBOX_STORE);
  const keys = await readState<DeviceKeys>(store, "keys");
  store.close();
  return keys !== null && (device === null || toBase64url(keys.id) !== toBase64url(device));
}

/** Throws `BadRecord` when the records are not this business's. */
export async function moveIn(env: Env, { made, handle, shop, you }: Newcomer): Promise<void> {
  const { keys, fingerprint } = made;
  const publicChain = await PublicChain.open(list(readSigned)(shop.records));
  if (!equal(publicChain.chain.fingerprint, fingerprint))
    throw new BadRecord("bad_record", "another business than the one that was made here");
  const store = await openStore(env, INBOX_STORE);
  try {
    await takeSeat(env, store, { keys, handle, publicChain, names: new Map([[FIRST_PERSON, you]]) });
  } finally {
    store.close();
  }
}

export interface Seat {
  readonly keys: DeviceKeys;
  readonly handle: string;
  readonly publicChain: PublicChain;
  /** The team's names, to be written to the back room; null: nothing is to be written. */
  readonly names: ReadonlyMap<number, string> | null;
}

/**
 * This browser becomes a device of the team, all in one transaction; again for the same device it changes nothing. Throws `BadRecord` when
 * the records do not list it.
 */
export async function takeSeat(
  env: Env,
  store: Store,
  { keys, handle, publicChain, names }: Seat,
): Promise<void> {
  if (activeDevice(publicChain.chain, keys.id) === null)
    throw new BadRecord("bad_record", "the records do not list this device");
  const room = toBase64url(await backRoomId(publicChain.chain.business));
  const doc = toBase64url(await documentId("people"));
  await write(store, async (tx) => {
    const state = tx.objectStore("state");
    if ((await state.get("keys")) !== undefined) return;
    await state.put(keys, "keys");
    await state.put([...publicChain.records], "records");
    await state.put(handle, "handle");
    if (names === null) return;
    const payload = {
      kind: "people",
      names: Object.fromEntries([...names].map(([person, name]) => [String(person), name])),
    };
    const row: OutboxRow = {
      counter: await takeCounter(tx),
      conversation: room,
      payload,
      spoken: false,
      doc,
      about: null,
      atMs: env.now(),
      sealed: null,
      failed: null,
    };
    await tx.objectStore("outbox").put(row);
    // Known here before the server has it.
    await tx.objectStore("documents").put({ id: doc, pos: 0, about: null, payload });
  });
}
