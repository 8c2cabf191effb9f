/** A device that was shut out empties itself. It believes only the signed chain: a server alone cannot make it delete anything (S4). */

import type { Bytes } from "../base/bytes.ts";
import type { Env } from "../base/env.ts";
import { BadRecord, Refused, ServerRefusal, Unreachable } from "../base/errors.ts";
import { deleteStore, INBOX_STORE } from "../store/database.ts";
import { activeDevice } from "../trust/chain.ts";
import type { PublicChain } from "../trust/pinned.ts";
import { readRecords } from "../wire/answers.ts";
import { http } from "../wire/http.ts";

/** Do the business's own records end this device? False as long as they cannot be read or do not continue those known here. */
export async function isShutOut(
  env: Env,
  handle: string,
  publicChain: PublicChain,
  device: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  if (activeDevice(publicChain.chain, device) === null) return true;
  try {
    const shop = await http(env, () => null).get(`/businesses/${handle}?seen=${publicChain.chain.rev}`);
    await publicChain.takeWhole(readRecords(shop));
  } catch (error) {
    const unread = [Unreachable, ServerRefusal, BadRecord, Refused].some((kind) => error instanceof kind);
    if (unread) return false;
    throw error;
  }
  return activeDevice(publicChain.chain, device) === null;
}

/** Empties this browser, if the team's own records say that this device is none of theirs any more. */
export async function emptyIfShutOut(
  env: Env,
  handle: string,
  publicChain: PublicChain,
  device: Bytes,
  disconnect: () => void,
): Promise<void> {
  if (!(await isShutOut(env, handle, publicChain, device))) return;
  disconnect();
  await deleteStore(env, INBOX_STORE);
}
