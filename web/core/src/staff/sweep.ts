/** What was typed about conversations that were erased while this device did not follow. */

import { askRetained } from "../erasing/ask.ts";
import { DRAFT, draftKeys, NEW_MESSAGE, NOTE_DRAFT, type Store } from "../store/database.ts";
import type { Http } from "../wire/http.ts";
import type { StaffNote } from "./notes.ts";

export interface SweepNeeds {
  readonly store: Store;
  readonly room: string;
  publish(note: StaffNote): void;
}

const DRAFTS = [DRAFT, NOTE_DRAFT, NEW_MESSAGE];
/** A new message to somebody who has no conversation. */
const NOBODY = "";

/** Deletes these drafts. Throws `ServerRefusal` or `Unreachable`. */
export async function sweepDrafts({ store, room, publish }: SweepNeeds, http: Http): Promise<void> {
  const typed = new Set<string>();
  for (const draft of DRAFTS)
    for (const key of await store.getAllKeys("state", draftKeys(draft))) typed.add(key.slice(draft.length));
  for (const conversation of typed) {
    if (
      conversation === room ||
      conversation === NOBODY ||
      (await askRetained(http, conversation)).erasedMs === null
    )
      continue;
    for (const draft of DRAFTS) await store.delete("state", draft + conversation);
    publish({ type: "erased", conversation, left: true });
  }
}
