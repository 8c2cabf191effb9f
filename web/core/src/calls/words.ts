/** The four words that both sides of a call compare. */

import { type Bytes, fromBase64url } from "../base/bytes.ts";
import { digest } from "../seal/suite.ts";
import { fourWords } from "../seal/words.ts";

/** The same on both sides if both speak with each other, and with nobody between them. */
export const callWords = async (call: string, customer: Bytes, team: Bytes): Promise<readonly string[]> =>
  fourWords(await digest("call-words", fromBase64url(call), customer, team));
