/** What the server refused, asked by code: the compiler knows which codes there are (protocol/errors.json). What each calls for (W7). */

import { ServerRefusal } from "../base/errors.ts";
import type { ErrorCode } from "./generated.ts";

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

export const THEN: { readonly [code in ErrorCode]: Then } = {
  bad_frame: "told",
  unknown_frame: "told",
  bad_request: "told",
  too_large: "told",
  too_many: "again",
  slow_reader: "again",
  puzzle_due: "anew",
  not_welcome: "again",
  unknown_device: "told",
  revoked: "told",
  replaced: "told",
  forked: "told",
  forbidden: "told",
  unknown_business: "told",
  unknown_conversation: "told",
  unknown_invite: "told",
  not_found: "told",
  not_open_yet: "told",
  header_mismatch: "anew",
  stale_epoch: "anew",
  epoch_taken: "anew",
  stale_record: "anew",
  stale_document: "anew",
  bad_record: "told",
  bad_signature: "told",
  counter_used: "anew",
  conversation_blocked: "told",
  conversation_erased: "told",
  handle_taken: "told",
  secret_used: "told",
  secret_expired: "told",
  invite_used: "told",
  invite_expired: "told",
  storage_full: "again",
  shutting_down: "again",
  internal: "again",
};

const LONGEST_MS = 60_000;

/** How many milliseconds the server asks to wait, 60 s at most; null when it does not say (W11). */
export function waitMs(refusal: ServerRefusal): number | null {
  const ms = Number.parseInt(refusal.detail, 10);
  return isRefused(refusal, "too_many") && ms >= 0 ? Math.min(ms, LONGEST_MS) : null;
}

/** What this error calls for; null when it is no refusal. A code of a later version is tried again if it says that it may pass. */
export function callsFor(error: unknown): Then | null {
  if (!(error instanceof ServerRefusal)) return null;
  return Object.hasOwn(THEN, error.code) ? THEN[error.code as ErrorCode] : error.retryable ? "again" : "told";
}
