/** What was typed and not sent, as a tab keeps it for the next visit. */

import type { Store } from "./database.ts";

/** Keeps what is typed now, in place of what this tab kept `before`. */
export const keepDraft = async (store: Store, key: string, text: string, before: string): Promise<void> =>
  void (await (text === "" ? takeBack(store, key, before) : putDraft(store, key, text)));

/** Keeps this draft even if the page is left in the same moment: committed at once, so that nothing waits for an answer to the page. */
export async function putDraft(store: Store, key: string, text: string): Promise<void> {
  const tx = store.transaction("state", "readwrite");
  const put = tx.store.put(text, key);
  tx.commit();
  await Promise.all([put, tx.done]);
}

/** Takes back the draft under this key that this tab wrote last; one that another tab has written since stays. True: none stands there now. */
export async function takeBack(store: Store, key: string, mine: string): Promise<boolean> {
  const tx = store.transaction("state", "readwrite");
  const kept = await tx.store.get(key);
  const isMine = kept === undefined || kept === mine;
  if (isMine) await tx.store.delete(key);
  await tx.done;
  return isMine;
}
