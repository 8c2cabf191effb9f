/** The audit trail's chain, computed again on this device: a server that changes a line, or leaves one out, is seen (D9). Pure. */

import { fromBase64url, toBase64url } from "../base/bytes.ts";
import { encodeMessagePack } from "../base/msgpack.ts";
import { digest } from "../seal/suite.ts";
import type { AuditLine, AuditPage, TrailCheck } from "./api.ts";

/** A line whose hash is believed. Before the first line stand 32 zero bytes. */
type Before = Pick<AuditLine, "n" | "hash">;

const BEGINNING: Before = { n: 0, hash: toBase64url(new Uint8Array(32)) };

export async function lineHash(line: AuditLine, before: string): Promise<string> {
  const { n, atMs, what, person, conversation } = line;
  const about = conversation === null ? null : fromBase64url(conversation);
  return toBase64url(
    await digest("audit", encodeMessagePack([n, atMs, what, person, about, fromBase64url(before)])),
  );
}

/** The number of the first line that is missing or is not what was written; null: all follow one from the other. In order. */
export async function firstWrong(
  lines: readonly AuditLine[],
  from: Before = BEGINNING,
): Promise<number | null> {
  let before = from;
  for (const line of lines) {
    // What is no hash at all is not the right one.
    const hash = await lineHash(line, before.hash).catch(() => null);
    if (line.n !== before.n + 1 || line.hash !== hash) return before.n + 1;
    before = line;
  }
  return null;
}

/** Checks the newest lines of a trail, the newest first. Of the oldest of them only what comes after it is known, unless it is the first of all. */
export async function checkTrail(
  lines: readonly AuditLine[],
  { head, headHash }: Pick<AuditPage, "head" | "headHash">,
  seen: Before | null,
): Promise<TrailCheck> {
  const goesOn = goesOnFrom(lines, head, seen);
  const [oldest, ...later] = lines.toReversed();
  if (oldest === undefined)
    return { from: 1, to: head, wrong: head === 0 && headHash === BEGINNING.hash ? null : 1, goesOn };
  const newest = lines[0] ?? oldest;
  const wrong = oldest.n === 1 ? await firstWrong([oldest, ...later]) : await firstWrong(later, oldest);
  const named = newest.n === head && newest.hash === headHash;
  return {
    from: oldest.n === 1 ? 1 : oldest.n + 1,
    to: newest.n,
    wrong: wrong ?? (named ? null : newest.n < head ? newest.n + 1 : newest.n),
    goesOn,
  };
}

function goesOnFrom(lines: readonly AuditLine[], head: number, seen: Before | null): boolean | null {
  if (seen === null) return null;
  if (head < seen.n) return false;
  const same = lines.find(({ n }) => n === seen.n);
  return same === undefined ? null : same.hash === seen.hash;
}
