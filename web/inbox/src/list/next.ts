/** Where one goes on after a conversation was closed. */

/**
 * The next row that waits for an answer, downwards from `from` and then from the top; null: none of those loaded does. `from` is the
 * closed conversation's number, or the one it had.
 */
export function nextWaiting<Row extends { readonly flags: { readonly sinceMs: number | null } }>(
  rowAt: (index: number) => Row | null,
  total: number,
  from: number,
  isClosed: (row: Row) => boolean,
): Row | null {
  const numbers = Array.from({ length: total }, (_, at) => at);
  for (const at of [...numbers.slice(from), ...numbers.slice(0, from)]) {
    const row = rowAt(at);
    if (row !== null && row.flags.sinceMs !== null && !isClosed(row)) return row;
  }
  return null;
}
