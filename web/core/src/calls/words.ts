/** The four words that both sides of a call compare (C7). */

import type { Bytes } from "../base/bytes.ts";
import { callDigest } from "../seal/signal.ts";
import { fourWords } from "../seal/words.ts";

/** The same on both sides if both speak with each other, and with nobody between them. `nonce` is the one that was committed to first. */
export const callWords = async (
  call: Bytes,
  nonce: Bytes,
  other: Bytes,
  customer: Bytes,
  team: Bytes,
): Promise<readonly string[]> => fourWords(await callDigest(call, nonce, other, customer, team));
