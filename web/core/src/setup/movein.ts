/** Makes this browser the first device of a new business, with everything that the inbox expects to find. */

import { equal } from "../base/bytes.ts";
import type { Env } from "../base/env.ts";
import { BadRecord } from "../base/errors.ts";
import { installDevice } from "../documents/install.ts";
import { deviceIn, INBOX_STORE, isLockedAway, openStore } from "../store/database.ts";
import { PublicChain } from "../trust/pinned.ts";
import { readRecords } from "../wire/answers.ts";
import { FIRST_PERSON, type NewBusiness } from "./business.ts";

export interface Newcomer {
  readonly made: NewBusiness;
  readonly handle: string;
  /** The server's answer about the business, which is verified here. */
  readonly shop: Readonly<Record<string, unknown>>;
  /** The owner's name: the first message of the back room (L8). */
  readonly you: string;
}

/** Is this browser already a device of a team, other than `device`? One behind a closed app lock counts, whichever it is. */
export async function occupiedBy(env: Env, device: Uint8Array | null): Promise<boolean> {
  if (await isLockedAway(env)) return true;
  const here = await deviceIn(env);
  return here !== null && !equal(here, device);
}

/** Throws `BadRecord` when the records are not this business's, and `Occupied` when this browser has become another device. */
export async function moveIn(env: Env, { made, handle, shop, you }: Newcomer): Promise<void> {
  const { keys, fingerprint } = made;
  const publicChain = await PublicChain.open(readRecords(shop));
  if (!equal(publicChain.chain.fingerprint, fingerprint))
    throw new BadRecord("bad_record", "another business than the one that was made here");
  const store = await openStore(env, INBOX_STORE);
  try {
    const unprinted = publicChain.chain.sheet;
    const names = new Map([[FIRST_PERSON, you]]);
    await installDevice(env, store, { keys, handle, publicChain, names, unprinted });
  } finally {
    store.close();
  }
}
