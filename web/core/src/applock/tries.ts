/** How long somebody waits after wrong tries. */

import { MAX_TRIES } from "./api.ts";

/** Seconds to wait after the n-th wrong try in a row; three are free. */
const WAITS_S = [0, 0, 0, 30, 60, 120, 300, 900, 3600];

export const waitMs = (wrong: number): number => 1000 * (WAITS_S[Math.min(wrong, WAITS_S.length) - 1] ?? 0);

export const isLast = (wrong: number): boolean => wrong >= MAX_TRIES;

/** Has nobody used it for that long? A clock that was set back counts as a long time. */
export const isIdle = (nowMs: number, activeMs: number, idleMinutes: number): boolean =>
  nowMs < activeMs - SKEW_MS || nowMs - activeMs >= 60_000 * idleMinutes;

const SKEW_MS = 60_000;
