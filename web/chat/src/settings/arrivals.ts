import type { LogRow } from "@tresen/core/api";

/** The newest position that somebody else spoke at: a message of the team, or an automatic answer. 0: nobody has. */
export function heardUntil(rows: readonly LogRow[]): number {
  const heard = rows.filter((row) =>
    row.type === "message" ? !row.ours : row.name === "greeting" || row.name === "away",
  );
  return Math.max(0, ...heard.map(({ pos }) => pos ?? 0));
}
