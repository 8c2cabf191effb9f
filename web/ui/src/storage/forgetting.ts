/** Which browsers take away what a page stored: Safari's engine, after seven days without a visit. Pure. */

import type { DeviceSort } from "@tresen/core/described";

/** Days of use without a visit to the page, after which Safari's engine may delete everything that the page stored. */
export const SAFARI_DAYS = 7;

/** What a browser answers when it is asked not to forget; null: it was not asked yet, or cannot be. */
export type Kept = boolean | null;

/** Every browser of an iPhone or iPad runs on Safari's engine; elsewhere Safari alone does. */
export const isOfSafari = ({ browser, system }: Pick<DeviceSort, "browser" | "system">): boolean =>
  system === "iPhone" || system === "iPad" || (browser === "Safari" && system === "Mac");

export interface Place {
  readonly sort: Pick<DeviceSort, "browser" | "system">;
  readonly kept: Kept;
  /** It runs from the home screen, where the seven days do not count. */
  readonly installed: boolean;
}

/** Whether this very browser may forget: it was asked not to, said no, and nothing else protects it. */
export const mayForget = ({ sort, kept, installed }: Place): boolean =>
  kept === false && !installed && isOfSafari(sort);

/** Of a colleague's device nothing is known but what it is: whether it was silent so long that its browser may have forgotten. */
export function mayHaveForgotten(
  sort: Pick<DeviceSort, "browser" | "system">,
  seenDay: string | null | undefined,
  nowMs: number,
): boolean {
  if (typeof seenDay !== "string" || !isOfSafari(sort)) return false;
  const days = (nowMs - Date.parse(`${seenDay}T00:00:00Z`)) / 86_400_000;
  return days >= SAFARI_DAYS;
}
