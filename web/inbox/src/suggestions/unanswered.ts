import type { LogRow } from "@tresen/core/api";

/** People spread one question over so many messages at most. */
const MOST = 3;

/**
 * What the customer wrote since the team's last word, newest first, three messages at most; nothing when the conversation was closed or
 * erased since. Only text that can be believed and that nobody asked to erase.
 */
export function unanswered(rows: readonly LogRow[]): readonly string[] {
  const texts: string[] = [];
  for (const row of rows.toReversed()) {
    if (row.type === "note") {
      if (row.name === "closed" || row.name === "erased") break;
    } else {
      if (row.ours || texts.length === MOST) break;
      if (row.content.kind === "text" && row.trouble === null && !row.erasing) texts.push(row.content.text);
    }
  }
  return texts;
}
