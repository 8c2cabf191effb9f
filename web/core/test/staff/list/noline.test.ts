/** A row whose last line the server does not give says so. Nobody waits for it (S10). */

import { test } from "vitest";
import { toBase64url } from "../../../src/base/bytes.ts";
import { decodeMessagePack, encodeMessagePack } from "../../../src/base/msgpack.ts";
import { Kind } from "../../../src/wire/frames.ts";
import { b64 } from "../../../src/wire/http.ts";
import { openInbox, openStreet, type Street } from "../../liar/street.ts";
import { until } from "../../world/browser.ts";

type Fields = unknown[];
type Answer = Readonly<Record<string, unknown>>;

/** The server gives the newest message of the conversation as something else, in the list and in the log. */
function lying({ server, talk }: Street, change: (event: Fields) => Fields): void {
  const { office } = server;
  const changed = (row: Answer): Answer => {
    if (row.conversation !== talk || typeof row.last !== "string") return row;
    return { ...row, last: toText(change(decodeMessagePack(b64(row.last)) as Fields)) };
  };
  server.office = async (...asked) => {
    const answer = (await office?.(...asked)) as Answer | null | undefined;
    if (answer === null || answer === undefined) return null;
    return Array.isArray(answer.rows) ? { ...answer, rows: answer.rows.map(changed) } : changed(answer);
  };
}
const toText = (event: Fields): string => toBase64url(encodeMessagePack(event));

test.each([
  [
    "a record",
    (event: Fields) => [
      ...event.slice(0, 4),
      Kind.record,
      ...event.slice(5, 8),
      [new Uint8Array(3), new Uint8Array(3), null],
    ],
  ],
  ["a message without its parts", (event: Fields) => [...event.slice(0, 8), [new Uint8Array(3)]]],
  [
    "a message with a broken header",
    (event: Fields) => [...event.slice(0, 8), [new Uint8Array(3), ...(event[8] as Fields).slice(1)]],
  ],
])("[S10] %s in the place of the last message is said to be unreadable", async (_, change) => {
  const street = await openStreet();
  // A colleague has read it, so this device does not read the log for it.
  const talk = street.server.talks.get(street.talk);
  if (talk) talk.marks[1].read = talk.marks[1].delivered = talk.head;
  lying(street, change);
  const inbox = await openInbox(street);
  inbox.order.today(0);
  await until(inbox.revision, () => {
    inbox.window(0, 20);
    return inbox.rowOf(street.talk)?.preview?.trouble === "unreadable";
  });
  inbox.close();
});
