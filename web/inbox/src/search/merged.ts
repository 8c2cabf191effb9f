import type { Hit } from "@tresen/core/api";

export const hitId = ({ conversation, key, kind }: Hit): string => `${conversation} ${kind} ${key}`;

/** A newer answer to the same question: what was shown stays in its place, what is gone goes, and what is new comes to the end. */
export function merged(before: readonly Hit[], now: readonly Hit[]): readonly Hit[] {
  const fresh = new Map(now.map((hit) => [hitId(hit), hit]));
  const shown = before.flatMap((hit) => fresh.get(hitId(hit)) ?? []);
  const known = new Set(before.map(hitId));
  return [...shown, ...now.filter((hit) => !known.has(hitId(hit)))];
}
