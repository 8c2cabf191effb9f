import type { ConversationRow, Inbox } from "@tresen/core/api";
import { saidLine } from "../said.ts";

/** A line in a notification is no longer than this. */
const LINE = 140;
const PATIENCE_MS = 2000;

/** Row and newest line of a conversation, opened for it; what cannot be opened in a moment is left out. */
export async function lineOf(
  inbox: Inbox,
  id: string,
): Promise<{ readonly row: ConversationRow | null; readonly text: string | null }> {
  const view = inbox.open(id);
  let end = () => {};
  try {
    await new Promise<void>((done) => {
      const timer = setTimeout(done, PATIENCE_MS);
      const forget = view.row.subscribe((row) => {
        if (
          row?.named &&
          row.preview?.ours === false &&
          (row.preview.text !== null || row.preview.trouble !== null)
        )
          done();
      });
      end = () => {
        clearTimeout(timer);
        forget();
      };
    });
    const row = view.row.get();
    const line = row?.preview?.ours === false ? row.preview.text : null;
    const said = line === null ? null : saidLine(line);
    const text = said !== null && said.length > LINE ? `${said.slice(0, LINE)} …` : said;
    return { row, text };
  } finally {
    end();
    view.leave();
  }
}
