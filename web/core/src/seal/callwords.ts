/** The four words that both sides of a call compare (C7). */

import type { Bytes } from "../base/bytes.ts";
import { digest } from "./suite.ts";
import { fourWords } from "./words.ts";

/** What the caller says of its nonce before it knows the other's. */
export const callCommitment = (nonce: Bytes): Promise<Bytes> => digest("call-commit", nonce);

/** The same on both sides if both speak with each other, and with nobody between them. `nonce` is the one that was committed to first. */
export const callWords = async (
  call: Bytes,
  nonce: Bytes,
  other: Bytes,
  customer: Bytes,
  team: Bytes,
): Promise<readonly string[]> => fourWords(await digest("call-words", call, nonce, other, customer, team));
