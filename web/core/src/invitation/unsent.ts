/** The new message that was typed in the inbox and is no invitation yet, as this device keeps it for the next visit. */

import { draftKeys, NEW_MESSAGE, readState, type Store } from "../store/database.ts";
import { takeBack } from "../store/drafts.ts";
import type { Unsent } from "./api.ts";

export class UnsentMessage {
  /** What this tab wrote last, or read. */
  #mine: { readonly key: string; readonly value: string } | null = null;
  /** Conversations that were erased: nothing is kept for their cards any more. */
  readonly #over = new Set<string>();

  /** null: nothing was typed, or nothing that this version can read. */
  async read(store: Store): Promise<Unsent | null> {
    const key = (await store.getAllKeys("state", draftKeys(NEW_MESSAGE))).at(0);
    if (key === undefined) return null;
    const value = (await readState<string>(store, key)) ?? "{}";
    const read = unsentIn(value);
    if (read !== null) this.#mine = { key, value };
    return read;
  }

  /** Keeps it, even if the page is left in the same moment. null: what this tab wrote goes, not what another tab has written since. */
  keep(store: Store, unsent: Unsent | null): Promise<unknown> {
    const mine = this.#mine;
    if (unsent === null || (unsent.card !== null && this.#over.has(unsent.card))) {
      this.#mine = null;
      return mine === null ? Promise.resolve() : takeBack(store, mine.key, mine.value);
    }
    // With the conversation whose card was chosen it goes, so its key names it.
    const next = { key: NEW_MESSAGE + (unsent.card ?? ""), value: JSON.stringify(unsent) };
    if (mine !== null && mine.key === next.key && mine.value === next.value) return Promise.resolve();
    this.#mine = next;
    const tx = store.transaction("state", "readwrite");
    // There is one: another one, begun elsewhere or for another card, gives way.
    const done = [tx.store.delete(draftKeys(NEW_MESSAGE)), tx.store.put(next.value, next.key)];
    tx.commit();
    return Promise.all([...done, tx.done]);
  }

  /** The conversation was erased. Where no tab was open for it, the next start sweeps. */
  async end(store: Store | null, conversation: string): Promise<void> {
    this.#over.add(conversation);
    await store?.delete("state", NEW_MESSAGE + conversation);
  }
}

/** As it was kept: by this version, or by another one. */
function unsentIn(value: string): Unsent | null {
  const { text, name, reach, card, reply, withDigits, days, files } = JSON.parse(value) as Partial<Unsent>;
  if (typeof text !== "string" || !Array.isArray(files)) return null;
  return {
    text,
    name: name ?? "",
    reach: reach ?? "",
    card: card ?? null,
    reply: reply ?? true,
    withDigits: withDigits ?? false,
    days: days ?? DAYS,
    files: files.map(String),
  };
}

const DAYS = 14;
