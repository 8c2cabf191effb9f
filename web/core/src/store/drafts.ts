/** What was typed and not sent, as a tab keeps it for the next visit. */

import type { Store } from "./database.ts";

/** Keeps what is typed now, in place of what this tab kept `before`. */
export const keepDraft = async (store: Store, key: string, text: string, before: string): Promise<void> =>
  void (await (text === "" ? takeBack(store, key, before) : store.put("state", text, key)));

/** Takes back the draft under this key that this tab wrote last; one that another tab has written since stays. True: none stands there now. */
export async function takeBack(store: Store, key: string, mine: string): Promise<boolean> {
  const tx = store.transaction("state", "readwrite");
  const kept = await tx.store.get(key);
  const isMine = kept === undefined || kept === mine;
  if (isMine) await tx.store.delete(key);
  await tx.done;
  return isMine;
}
