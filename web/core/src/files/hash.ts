/** The hash of a file that need not fit into memory. */

import type { Bytes } from "../base/bytes.ts";
import { Sha256 } from "../seal/sha256.ts";
import { sha256 } from "../seal/suite.ts";

/** A file that is not larger is hashed by the platform, which is faster. */
const WHOLE = 4 * 1024 * 1024;
/** What is read at once. */
const PIECE = 256 * 1024;

export async function hashOf(data: Blob): Promise<Bytes> {
  if (data.size <= WHOLE) return sha256(new Uint8Array(await data.arrayBuffer()));
  const hash = new Sha256();
  await read(data, (piece) => hash.add(piece));
  return hash.end();
}

/** All of it, in pieces that are read into the same memory again and again, where the browser can. */
async function read(data: Blob, take: (piece: Bytes) => void): Promise<void> {
  const reader = inPlace(data);
  if (reader === null) {
    for (let at = 0; at < data.size; at += PIECE)
      take(new Uint8Array(await data.slice(at, at + PIECE).arrayBuffer()));
    return;
  }
  let room = new ArrayBuffer(PIECE);
  for (;;) {
    const { value, done } = await reader.read(new Uint8Array(room));
    if (done || value === undefined) return;
    take(value);
    room = value.buffer;
  }
}

function inPlace(data: Blob): ReadableStreamBYOBReader | null {
  try {
    return data.stream().getReader({ mode: "byob" });
  } catch {
    return null;
  }
}
