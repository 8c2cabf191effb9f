import type { Scheduled } from "@tresen/core/api";
import { clock } from "@tresen/ui";
import { here } from "../here.svelte.ts";
import { whenText } from "./times.ts";

/** Sent later than this after its time, it was late: said as `LATE_MS` of the core. */
const LATE_MS = 120_000;

/** What a message that was planned says of that: by whom and for when, and that it was late; null: it was not planned. */
export function markOf(
  key: string,
  atMs: number,
  planned: readonly Scheduled[],
  name: (person: number) => string,
): string | null {
  const found = planned.find(({ message }) => message === key);
  if (found === undefined) return null;
  const words = here.words.later;
  const when = whenText(found.atMs, here.zone, here.lang, here.now, words);
  return atMs - found.atMs > LATE_MS
    ? words.late(when, clock(atMs, here.zone))
    : words.sent(name(found.author), when);
}
