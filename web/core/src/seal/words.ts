/** The 1024 words both languages share (S3, S12). Fetched only where words are shown. */

import type { Bytes } from "../base/bytes.ts";
import { digest } from "./suite.ts";

/** The words of the first 40 bits, ten bits to a word. */
export async function fourWords(data: Bytes): Promise<readonly string[]> {
  const { words } = await import("../../../../protocol/words.json");
  const bits = data.slice(0, 5).reduce((held, byte) => (held << 8n) | BigInt(byte), 0n);
  return [30n, 20n, 10n, 0n].map((at) => words[Number((bits >> at) & 1023n)] ?? "");
}

/** The four words on a printed sign: a memory aid, never a verification (S3). */
export const signWords = async (fingerprint: Bytes): Promise<readonly string[]> =>
  fourWords(await digest("sign-words", fingerprint));
