/** A file of the inbox in a vault: sealed piece by piece, so that only one piece at a time is in memory. */

import { type Bytes, utf8 } from "../base/bytes.ts";
import { lock, unlock } from "../seal/suite.ts";

const PIECE = 4 * 1024 * 1024;
/** Nonce and tag. */
const MORE = 28;

const context = (file: number, at: number, of: number): Bytes =>
  utf8(`tresen/v1/app-lock-file\0${file}\0${at}/${of}`);

export const sealFile = (key: Bytes, file: Blob, number: number): Promise<Blob> =>
  piecewise(file, PIECE, (piece, at, of) => lock(key, piece, context(number, at, of)));

/** The reverse of `sealFile`. Throws `Refused` `cannot_open`. */
export const openFile = (key: Bytes, sealed: Blob, number: number): Promise<Blob> =>
  piecewise(sealed, PIECE + MORE, (piece, at, of) => unlock(key, piece, context(number, at, of)));

async function piecewise(
  file: Blob,
  size: number,
  work: (piece: Bytes, at: number, of: number) => Promise<Bytes>,
): Promise<Blob> {
  // An empty file has one piece as well, which says that it is empty.
  const of = Math.max(1, Math.ceil(file.size / size));
  const pieces: Blob[] = [];
  for (let at = 0; at < of; at++) {
    const piece = new Uint8Array(await file.slice(at * size, (at + 1) * size).arrayBuffer());
    // Handed to the browser, which need not hold it in memory.
    pieces.push(new Blob([await work(piece, at, of)]));
  }
  return new Blob(pieces);
}
