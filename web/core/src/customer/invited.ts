/** The first message of a conversation that begins with an invitation (S21). Fetched where there is one. */

import type { Invited } from "../model/invited.ts";
import type { OutboxRow } from "../model/outbox.ts";
import { type Store, write } from "../store/database.ts";
import { isRefused } from "../wire/refusals.ts";

/** The message with the invitation that it answers, and its files. A text so long that both do not fit one message (S9) is not queued. */
export function carrying(
  row: OutboxRow | undefined,
  invited: Invited | null | undefined,
): OutboxRow | undefined {
  if (row === undefined || invited == null || row.sealed !== null) return row;
  return {
    ...row,
    payload: { ...row.payload, invitation: invited.payload },
    ...(invited.blobs.length === 0 ? {} : { blob: invited.blobs.join(",") }),
  };
}

/** It opens no more, or was answered elsewhere: what was written goes on its own. */
export const isOver = (error: unknown): boolean =>
  isRefused(error, "invitation_over", "invitation_unknown", "invitation_digits");

/** Lets go of it: what waits names it no more, and is sealed anew. */
export async function without(store: Store, conversation: string): Promise<void> {
  await write(store, async (tx) => {
    const outbox = tx.objectStore("outbox");
    for (const row of await outbox.getAll()) {
      const { invitation: _, ...payload } = row.payload;
      const { blob: __, ...alone } = row;
      await outbox.put({ ...alone, payload, sealed: null });
    }
    await tx.objectStore("keys").delete(conversation);
  });
}
