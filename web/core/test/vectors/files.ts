/** Operations of the shared vectors: files (F1, F2). */

import { type Bytes, concat } from "../../src/base/bytes.ts";
import { chunksOf, OpeningFile, padme, sealedBytes, sealFile } from "../../src/seal/files.ts";
import { Sha256 } from "../../src/seal/sha256.ts";
import { encrypt, label, sha256 } from "../../src/seal/suite.ts";
import { BLOB_CHUNK_BYTES, BLOB_SEALED_BYTES } from "../../src/wire/generated.ts";
import { hex, unhex } from "./plain.ts";

type Values = Readonly<Record<string, unknown>>;

interface Chunk {
  readonly size: number;
  readonly n: number;
  readonly as: number;
  readonly last: boolean;
  readonly key: string;
  readonly pad?: number;
  readonly flip?: number;
  readonly cut?: number;
}

/** Byte i is i mod 251. */
function pattern(size: number): Bytes {
  const bytes = new Uint8Array(size);
  for (let i = 0; i < size; i++) bytes[i] = i % 251;
  return bytes;
}

/** A sealed chunk as a case describes it: by whichever rules, for a reader to judge. */
async function made(it: Chunk): Promise<Bytes> {
  const whole = new Uint8Array(padme(it.size));
  whole.set(pattern(it.size));
  const plain = whole.slice(it.n * BLOB_CHUNK_BYTES, (it.n + 1) * BLOB_CHUNK_BYTES);
  if (it.pad !== undefined) plain[plain.length - 1] = it.pad;
  const nonce = new Uint8Array(12);
  new DataView(nonce.buffer).setUint32(7, it.as);
  nonce[11] = it.last ? 1 : 0;
  const sealed = await encrypt(unhex(it.key), nonce, plain, label("file"));
  if (it.flip !== undefined) sealed[it.flip] = (sealed[it.flip] as number) ^ 1;
  return sealed.slice(0, sealed.length - (it.cut ?? 0));
}

export const fileOperations: Readonly<Record<string, (given: Values) => Promise<Values>>> = {
  file_size: async ({ size }) => ({
    padded: padme(Number(size)),
    chunks: chunksOf(Number(size)),
    sealed: sealedBytes(Number(size)),
  }),
  seal_file: async ({ key, size }) => {
    const plain = pattern(Number(size));
    const sealed = await sealFile(unhex(String(key)), plain);
    const [hash, whole] = [await sha256(plain), await sha256(sealed)];
    return { bytes: sealed.length, hash: hex(hash), sealed_hash: hex(whole) };
  },
  open_file: async ({ key, size, hash, chunks }) => {
    const opening = new OpeningFile({
      key: unhex(String(key)),
      size: Number(size),
      hash: unhex(String(hash)),
    });
    const stream = concat(...(await Promise.all((chunks as readonly Chunk[]).map(made))));
    const all = new Sha256();
    let bytes = 0;
    for (let at = 0; at < stream.length; at += BLOB_SEALED_BYTES) {
      const plain = await opening.add(stream.slice(at, at + BLOB_SEALED_BYTES));
      all.add(plain);
      bytes += plain.length;
    }
    opening.end();
    return { bytes, hash: hex(all.end()) };
  },
};
