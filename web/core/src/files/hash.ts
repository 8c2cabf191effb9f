/** The hash of a file that need not fit into memory. */

import type { Bytes } from "../base/bytes.ts";
import { Sha256 } from "../seal/sha256.ts";
import { sha256 } from "../seal/suite.ts";

/** What is read at once; a file that is not larger is hashed by the platform, which is faster. */
const PIECE = 4 * 1024 * 1024;

export async function hashOf(data: Blob): Promise<Bytes> {
  if (data.size <= PIECE) return sha256(new Uint8Array(await data.arrayBuffer()));
  const hash = new Sha256();
  for (let at = 0; at < data.size; at += PIECE)
    hash.add(new Uint8Array(await data.slice(at, at + PIECE).arrayBuffer()));
  return hash.end();
}
