import type { RecoveryWords } from "../i18n/recovery.de.ts";

/** Where a business is, from what somebody typed or pasted: a handle here, or another server. Null: nothing was typed. */
export type Place = { readonly handle: string } | { readonly elsewhere: string };

/** "sonnenschein", "host/sonnenschein" or the sign's whole link; `host` is this page's. */
export function placeIn(typed: string, host: string): Place | null {
  const [address = ""] = typed
    .trim()
    .replace(/^https?:\/\//i, "")
    .split(/[?#]/);
  const parts = address.split("/").filter((part) => part !== "");
  const handle = parts.at(-1)?.toLowerCase();
  if (handle === undefined) return null;
  const [named = host] = parts.length > 1 ? parts : [];
  return named.toLowerCase() === host.toLowerCase() ? { handle } : { elsewhere: named };
}

/** What went wrong, as title and text. Errors are told apart by their names. */
export function problemOf(
  error: unknown,
  address: string,
  words: RecoveryWords["problems"],
  when: (ms: number) => readonly [day: string, time: string],
): readonly string[] {
  const { name, code, retryable, replacedMs } = (error ?? {}) as Partial<Record<string, unknown>>;
  if (name === "WrongSheet")
    return typeof replacedMs === "number" ? words.replaced(...when(replacedMs)) : words.foreign;
  if (name === "Unreachable") return words.offline;
  if (name === "ServerRefusal" && code === "unknown_business") return words.unknown(address);
  if (name === "ServerRefusal" && retryable === true) return words.later;
  const untrusted = name === "BadRecord" || name === "Refused" || name === "ServerRefusal";
  return untrusted ? words.broken : words.storage;
}
