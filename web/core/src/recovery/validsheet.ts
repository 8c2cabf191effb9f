/** Whether a recovery sheet is the valid one, by the business's own records (S5). */

import { type Bytes, toBase64url } from "../base/bytes.ts";
import { WrongSheet } from "../base/errors.ts";
import type { PublicChain } from "../trust/pinned.ts";
import { readPublicRecord } from "../wire/layouts.ts";

/** Throws `WrongSheet` for a sheet that was replaced, or of another business. */
export function requireValidSheet(publicChain: PublicChain, sheet: Bytes): void {
  const { chain } = publicChain;
  const name = toBase64url(sheet);
  if (chain.sheet === name) return;
  const ended = chain.devices.get(name)?.role === "sheet" ? chain.ended.get(name) : undefined;
  throw new WrongSheet(ended === undefined ? null : atMsOf(publicChain, ended));
}

function atMsOf({ records }: PublicChain, rev: number): number | null {
  const read = records.map(({ body }) => readPublicRecord(body));
  return read.find((record) => record.rev === rev)?.atMs ?? null;
}
