/** Files: padded, cut into chunks, each sealed for its place (S9). What was not checked to its end is nobody's file. */

import { type Bytes, concat, equal } from "../base/bytes.ts";
import { Refused } from "../base/errors.ts";
import {
  BLOB_CHUNK_BYTES as CHUNK,
  HASH_BYTES,
  KEY_BYTES,
  NONCE_BYTES,
  BLOB_SEALED_BYTES as SEALED,
  TAG_BYTES,
} from "../wire/generated.ts";
import { Sha256 } from "./sha256.ts";
import { decrypt, encrypt, label } from "./suite.ts";

/** The padded size, of which the server learns: few sizes for all files (Padmé). */
export function padme(size: number): number {
  if (size < 2) return size;
  let exponent = 1;
  while (2 ** (exponent + 1) <= size) exponent++;
  let width = 1;
  while (2 ** width <= exponent) width++;
  const unit = 2 ** (exponent - width);
  return Math.ceil(size / unit) * unit;
}

/** A file without a byte is one empty chunk. */
export const chunksOf = (size: number): number => Math.max(1, Math.ceil(padme(size) / CHUNK));

export const sealedBytes = (size: number): number => padme(size) + TAG_BYTES * chunksOf(size);

const plainBytes = (size: number, n: number): number => Math.min(CHUNK, padme(size) - n * CHUNK);

const CONTEXT = label("file");

function nonceOf(n: number, last: boolean): Bytes {
  const nonce = new Uint8Array(NONCE_BYTES);
  new DataView(nonce.buffer).setUint32(7, n);
  nonce[11] = last ? 1 : 0;
  return nonce;
}

/** Seals chunk `n`; `plain` is what the file has there, without padding. A key seals one file, so a chunk is always sealed alike. */
export function sealChunk(key: Bytes, size: number, n: number, plain: Bytes): Promise<Bytes> {
  const length = plainBytes(size, n);
  const padded = plain.length === length ? plain : new Uint8Array(length);
  if (padded !== plain) padded.set(plain);
  return encrypt(key, nonceOf(n, n === chunksOf(size) - 1), padded, CONTEXT);
}

/** What a message says of its file. */
export interface Described {
  readonly key: Bytes;
  readonly size: number;
  readonly hash: Bytes;
}

/** The plain bytes of chunk `n`, without padding. Throws `Refused`: `wrong_size`, `cannot_open`, `wrong_padding`. */
export async function openChunk({ key, size }: Described, n: number, sealed: Bytes): Promise<Bytes> {
  const chunks = chunksOf(size);
  if (n >= chunks || sealed.length !== plainBytes(size, n) + TAG_BYTES)
    throw new Refused("wrong_size", "not the chunks that the size has");
  const padded = await decrypt(key, nonceOf(n, n === chunks - 1), sealed, CONTEXT);
  const held = Math.max(0, Math.min(padded.length, size - n * CHUNK));
  if (padded.subarray(held).some((byte) => byte !== 0)) throw new Refused("wrong_padding", "padding is zero");
  return padded.subarray(0, held);
}

/** Opens a file chunk by chunk, in order. Nothing it gave counts until `end` says so. */
export class OpeningFile {
  readonly #file: Described;
  readonly #hash = new Sha256();
  #n = 0;

  /** Throws `Refused` `malformed`. */
  constructor(file: Described) {
    if (file.key.length !== KEY_BYTES || file.hash.length !== HASH_BYTES)
      throw new Refused("malformed", "key and hash of a file have 32 bytes");
    this.#file = file;
  }

  /** The next chunk's plain bytes without padding. Throws as `openChunk`. */
  async add(sealed: Bytes): Promise<Bytes> {
    const plain = await openChunk(this.#file, this.#n++, sealed);
    this.#hash.add(plain);
    return plain;
  }

  /** Throws `Refused` unless every chunk was there and the whole has the hash that the message says. */
  end(): void {
    if (this.#n !== chunksOf(this.#file.size)) throw new Refused("wrong_size", "chunks are missing");
    if (!equal(this.#hash.end(), this.#file.hash))
      throw new Refused("wrong_hash", "not the file that was sent");
  }
}

/** A whole file that is in memory. */
export async function sealFile(key: Bytes, plain: Bytes): Promise<Bytes> {
  const parts: Bytes[] = [];
  for (let n = 0; n < chunksOf(plain.length); n++)
    parts.push(await sealChunk(key, plain.length, n, plain.slice(n * CHUNK, (n + 1) * CHUNK)));
  return concat(...parts);
}

/** The reverse of `sealFile`. Throws `Refused`. */
export async function openFile(file: Described, sealed: Bytes): Promise<Bytes> {
  const opening = new OpeningFile(file);
  const parts: Bytes[] = [];
  for (let at = 0; at < sealed.length; at += SEALED)
    parts.push(await opening.add(sealed.slice(at, at + SEALED)));
  opening.end();
  return concat(...parts);
}
