/** What the server refused, asked by code: the compiler knows which codes there are (protocol/errors.json). What each calls for (W7). */

import { ServerRefusal } from "../base/errors.ts";
import type { ErrorCode } from "./codes.ts";

export const isRefused = <C extends ErrorCode>(
  error: unknown,
  ...codes: readonly C[]
): error is ServerRefusal & { readonly code: C } =>
  error instanceof ServerRefusal && codes.some((code) => code === error.code);

/**
 * `again`: the same command may succeed later, unchanged. `anew`: as it is it never succeeds: learn what is new, then make another.
 * `told`: neither helps; whoever asked is told.
 */
export type Then = "again" | "anew" | "told";

/** The codes that call for something else than their `retryable` says. A test holds every code to the table of wire.md. */
const OTHERWISE: { readonly [code in ErrorCode]?: Then } = {
  puzzle_due: "anew",
  not_welcome: "again",
  replaced: "told",
  not_open_yet: "told",
  header_mismatch: "anew",
  stale_epoch: "anew",
  epoch_taken: "anew",
  stale_record: "anew",
  stale_document: "anew",
  blob_missing: "anew",
  counter_used: "anew",
  call_busy: "told",
  outside_call_hours: "told",
  not_answered_yet: "told",
};

const LONGEST_MS = 60_000;

/** How many milliseconds the server asks to wait, 60 s at most; null when it does not say (W11). */
export function waitMs(refusal: ServerRefusal): number | null {
  const ms = Number.parseInt(refusal.detail, 10);
  return isRefused(refusal, "too_many") && ms >= 0 ? Math.min(ms, LONGEST_MS) : null;
}

/** What this error calls for; null when it is no refusal. A code is tried again if it says that it may pass, also one of a later version. */
export function callsFor(error: unknown): Then | null {
  if (!(error instanceof ServerRefusal)) return null;
  const then = Object.hasOwn(OTHERWISE, error.code) ? OTHERWISE[error.code as ErrorCode] : undefined;
  return then ?? (error.retryable ? "again" : "told");
}
