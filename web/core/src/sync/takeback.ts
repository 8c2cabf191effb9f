/** Taking back what was just sent. Fetched when somebody does. */

import type { Writable } from "../base/readable.ts";
import type { OutboxNote } from "../model/notes.ts";
import { type Store, write } from "../store/database.ts";
import type { Payload } from "../wire/layouts.ts";

/**
 * Takes out a message that waits for its time, and tells all tabs; false: it is on its way. `pump` reads the clock before the outbox, so what is still
 * ahead of its time in this transaction is not sent by any that began before. `came`: the way that went with it goes with the next one.
 */
export async function takeBack(
  store: Store | null,
  counter: number,
  now: () => number,
  tabs: TabsToTell | null,
  came?: Writable<Payload | null>,
): Promise<boolean> {
  if (store === null) return false;
  let way: unknown;
  const done = await write(store, async (tx) => {
    const row = await tx.objectStore("outbox").get(counter);
    if (row === undefined || now() >= (row.notBeforeMs ?? 0)) return false;
    way = row.payload.way;
    await tx.objectStore("outbox").delete(counter);
    return true;
  });
  if (done && way) came?.set(way as Payload);
  if (done) tabs?.publish({ type: "outbox", rows: [], gone: [counter] });
  // What was written behind it goes on.
  if (done) void tabs?.leader.pump();
  return done;
}

interface TabsToTell {
  publish(note: OutboxNote): void;
  readonly leader: { pump(): Promise<void> };
}
