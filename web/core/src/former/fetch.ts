/** Files of the back room that a former chat names: the messages as a whole, checked to the end, and single media out of a bundle. */

import { type Bytes, concat } from "../base/bytes.ts";
import { bytes } from "../base/shape.ts";
import type { FileRef } from "../content/file.ts";
import { OpeningFile, openChunk, sealedBytes } from "../seal/files.ts";
import type { LentHttp } from "../sync/lent.ts";
import { BLOB_CHUNK_BYTES, BLOB_CHUNKS_AT_ONCE, BLOB_SEALED_BYTES } from "../wire/generated.ts";

export interface Place {
  readonly leader: LentHttp;
  /** The back room. */
  readonly room: string;
}

/** Sealed bytes of these chunks, both included. */
async function chunks({ leader, room }: Place, file: FileRef, first: number, last: number): Promise<Bytes[]> {
  const end = Math.min((last + 1) * BLOB_SEALED_BYTES, sealedBytes(file.size)) - 1;
  const path = `/conversations/${room}/blobs/${file.blob}`;
  const answer = await leader.http("BYTES", path, `bytes=${first * BLOB_SEALED_BYTES}-${end}`);
  const sealed = bytes(answer.bytes);
  const found: Bytes[] = [];
  for (let at = 0; at < sealed.length; at += BLOB_SEALED_BYTES)
    found.push(sealed.subarray(at, at + BLOB_SEALED_BYTES));
  return found;
}

/** The whole file. Throws `Refused` when it is not the one that was carried, `ServerRefusal`, `Unreachable`. */
export async function fetchWhole(place: Place, file: FileRef): Promise<Blob> {
  const opening = new OpeningFile(file);
  const count = Math.ceil(sealedBytes(file.size) / BLOB_SEALED_BYTES);
  const parts: Bytes[] = [];
  for (let n = 0; n < count; n += BLOB_CHUNKS_AT_ONCE)
    for (const sealed of await chunks(place, file, n, Math.min(n + BLOB_CHUNKS_AT_ONCE, count) - 1))
      parts.push(await opening.add(sealed));
  opening.end();
  return new Blob(parts);
}

/** Some bytes of a file. Each chunk opens in its place of this file alone (F2), so what is given is what was sealed there. Throws as `fetchWhole`. */
export async function fetchSlice(place: Place, file: FileRef, from: number, size: number): Promise<Bytes> {
  if (size === 0 || from + size > file.size) throw new RangeError("not within the file");
  const [first, last] = [from, from + size - 1].map((at) => Math.floor(at / BLOB_CHUNK_BYTES)) as [
    number,
    number,
  ];
  const parts: Bytes[] = [];
  for (let n = first; n <= last; n += BLOB_CHUNKS_AT_ONCE) {
    const sealed = await chunks(place, file, n, Math.min(n + BLOB_CHUNKS_AT_ONCE - 1, last));
    for (const [at, each] of sealed.entries()) parts.push(await openChunk(file, n + at, each));
  }
  const start = from - first * BLOB_CHUNK_BYTES;
  return concat(...parts).slice(start, start + size);
}
