import type { RecoveryWords } from "../i18n/recovery.de.ts";

/** Where a business is, from what somebody typed or pasted: a handle here, with the sign's key if it was there; or another server. null: nothing was typed. */
export type Place = { readonly handle: string; readonly key: string | null } | { readonly elsewhere: string };

/** "sonnenschein", "host/sonnenschein" or the sign's whole link; `host` is this page's. */
export function placeIn(typed: string, host: string): Place | null {
  const [address = ""] = typed
    .trim()
    .replace(/^https?:\/\//i, "")
    .split(/[?#]/);
  const parts = address.split("/").filter((part) => part !== "");
  const handle = parts.at(-1)?.toLowerCase();
  const key = /#key=([^&\s]+)/.exec(typed)?.[1] ?? null;
  if (handle === undefined) return null;
  const [named = host] = parts.length > 1 ? parts : [];
  return named.toLowerCase() === host.toLowerCase() ? { handle, key } : { elsewhere: named };
}

/** What went wrong, as title and text. Errors are told apart by their names. */
export function problemOf(
  error: unknown,
  address: string,
  words: RecoveryWords["problems"],
  when: (ms: number) => readonly [day: string, time: string],
): readonly string[] {
  const { name, code, reason, retryable, replacedMs } = (error ?? {}) as Partial<Record<string, unknown>>;
  if (name === "WrongSheet")
    return typeof replacedMs === "number" ? words.replaced(...when(replacedMs)) : words.foreign;
  if (name === "Unreachable") return words.offline;
  if (name === "ServerRefusal" && code === "unknown_business") return words.unknown(address);
  if (name === "ServerRefusal" && retryable === true) return words.later;
  if (name === "Refused" && reason === "wrong_place") return words.mismatch;
  const untrusted = name === "BadRecord" || name === "Refused" || name === "ServerRefusal";
  return untrusted ? words.broken : words.storage;
}
