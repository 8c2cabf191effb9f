/** What a row of a conversation says, as one text: the words of a message or note. */

import type { LogRow } from "../../src/conversation/rows.ts";

export function said(row: LogRow): string {
  if (row.type === "note") return row.text ?? "";
  return row.content.kind === "text" ? row.content.text : "";
}
