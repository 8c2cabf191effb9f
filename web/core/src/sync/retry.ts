/** Trying again what was refused. Fetched when somebody does. */

import { CARRIED, type OutboxRow } from "../model/outbox.ts";
import { type Store, write } from "../store/database.ts";

/** Tries a failed message again, sealed again under the same counter. */
export async function revive(store: Store, counter: number): Promise<OutboxRow | null> {
  return write(store, async (tx) => {
    const row = await tx.objectStore("outbox").get(counter);
    if (row === undefined || row.failed === null) return null;
    const again = { ...row, failed: row.carried ? CARRIED : null, sealed: null };
    await tx.objectStore("outbox").put(again);
    return again;
  });
}
