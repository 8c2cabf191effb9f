import type { Window } from "@tresen/core/api";

/** What a field for date and time shows, in this device's time zone: "2026-11-27T09:30". */
export function shownInstant(ms: number): string {
  const at = new Date(ms);
  const two = (n: number) => String(n).padStart(2, "0");
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** null: there is no such instant. */
export function readInstant(typed: string): number | null {
  const ms = /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(typed) ? new Date(typed).getTime() : Number.NaN;
  return Number.isFinite(ms) && ms >= 0 ? ms : null;
}

/** null: a time is missing, it ended before it began, or was known before it began. The last minute counts whole. */
export function windowOf(fromMs: number | null, toMs: number | null, knownMs: number | null): Window | null {
  if (fromMs === null || toMs === null || knownMs === null) return null;
  const end = toMs + 59_999;
  return end < fromMs || knownMs < fromMs ? null : { fromMs, toMs: end, knownMs };
}
