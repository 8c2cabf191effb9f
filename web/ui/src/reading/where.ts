import type { Row } from "../rows.ts";

/** The first of `count` things below each other that ends below `edge`; `count`: none does. */
export function firstBelow(count: number, endOf: (index: number) => number, edge: number): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (endOf(middle) > edge) high = middle;
    else low = middle + 1;
  }
  return low;
}

/**
 * The first message of the day, or else of the next day that has one. null: there is none, or, while there are older rows, it is not
 * known yet. Days are keys that sort.
 */
export function messageOn(
  rows: readonly Row[],
  wanted: string,
  dayOf: (ms: number) => string,
  older: boolean,
): Row | null {
  const [first] = rows;
  if (older && (first === undefined || dayOf(first.atMs) >= wanted)) return null;
  return rows.find((row) => row.type === "message" && dayOf(row.atMs) >= wanted) ?? null;
}

/** The days between which a conversation can be searched, as far as they are known. */
export function span(
  rows: readonly Row[],
  sinceMs: number | null,
  older: boolean,
  dayOf: (ms: number) => string,
): { readonly min: string | null; readonly max: string | null } {
  const messages = rows.filter((row) => row.type === "message");
  const [first, last] = [messages[0], messages.at(-1)];
  const since = older ? sinceMs : (first?.atMs ?? sinceMs);
  return { min: since === null ? null : dayOf(since), max: last ? dayOf(last.atMs) : null };
}
