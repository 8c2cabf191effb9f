/** What a row of a conversation says, as one text: a message's words, a note's. */

import type { LogRow } from "../../src/conversation/rows.ts";

export function said(row: LogRow): string {
  if (row.type === "note") return row.text ?? "";
  return row.content.kind === "text" ? row.content.text : "";
}
