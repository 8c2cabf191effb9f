/**
 * After the server restored a backup, the log begins a new generation: what is held is dropped, and what the log lost is sent again (L10).
 */

import { type Bytes, fromBase64url, toBase64url } from "../base/bytes.ts";
import { emptyConversation } from "../model/conversation.ts";
import type { LogNote, OutboxNote } from "../model/notes.ts";
import type { OutboxRow } from "../model/outbox.ts";
import { Kind } from "../wire/frames.ts";
import { draftKeys, FILES, FORMER, fileKey, SEARCH, type Store, type Writing, write } from "./database.ts";

/** The log of the one conversation here began anew (L10): what is held goes, and what the log lost waits again. */
export async function beginAnew({ store, keys, publish }: Held, lastCounter: number): Promise<void> {
  const again = await offerAgain(store, toBase64url(keys.id), lastCounter);
  await dropEverything(store, publish, true);
  publish({ type: "outbox", rows: again, gone: [] });
}

interface Held {
  readonly store: Store;
  readonly keys: { readonly id: Bytes };
  publish(note: LogNote | OutboxNote): void;
}

/** Puts this device's messages above the server's last counter back into the outbox. */
export async function offerAgain(store: Store, mine: string, lastCounter: number): Promise<OutboxRow[]> {
  return write(store, async (tx) => {
    const lost: OutboxRow[] = [];
    for (const row of await tx.objectStore("rows").getAll()) {
      const own = row.kind === Kind.message && row.device === mine && row.payload !== null;
      if (!own || row.counter === null || row.counter <= lastCounter) continue;
      const again: OutboxRow = {
        counter: row.counter,
        conversation: row.conversation,
        payload: row.payload,
        spoken: row.spoken,
        doc: row.doc,
        about: row.about,
        refers: idIn(row.refers),
        atMs: row.atMs,
        sealed: null,
        failed: null,
      };
      await tx.objectStore("outbox").put(again);
      lost.push(again);
    }
    return lost;
  });
}

/** The message that a row refers to, as headers name it. */
function idIn(refers: string | null | undefined): readonly [Bytes, number] | null {
  const [device, counter] = refers?.split(".") ?? [];
  return device === undefined ? null : [fromBase64url(device), Number(counter)];
}

/** Drops rows, positions and records of every conversation. `restored`: what was seen is compared with the new log (L10). */
export async function dropEverything(
  store: Store,
  publish: (note: LogNote) => void,
  restored: boolean,
): Promise<void> {
  const states = await write(store, async (tx) => {
    await tx.objectStore("rows").clear();
    for (const each of [SEARCH, FORMER]) await tx.objectStore("state").delete(draftKeys(each));
    await dropFiles(tx);
    const all = (await tx.objectStore("conversations").getAll()).map(({ id, seen, former }) => ({
      ...emptyConversation(id),
      former: restored && seen.pos > 0 ? seen : (former ?? null),
    }));
    for (const state of all) await tx.objectStore("conversations").put(state);
    for (const row of await tx.objectStore("outbox").getAll())
      await tx.objectStore("outbox").put({ ...row, sealed: null });
    await tx.objectStore("keys").clear();
    return all;
  });
  for (const state of states)
    publish({
      type: "log",
      conversation: state.id,
      rows: [],
      state,
      done: [],
      moved: [],
      anew: true,
      live: false,
    });
}

/** Files that were seen. Those that wait to be carried exist nowhere else. */
async function dropFiles(tx: Writing): Promise<void> {
  const waiting = await tx.objectStore("outbox").getAll();
  const kept = new Set(waiting.map(({ conversation, blob = "" }) => fileKey(conversation, blob)));
  const state = tx.objectStore("state");
  for (const key of await state.getAllKeys(draftKeys(FILES))) if (!kept.has(key)) await state.delete(key);
}
