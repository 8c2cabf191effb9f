/** What was typed about conversations that were erased while this device did not follow. */

import { askRetained } from "../erasing/ask.ts";
import { DRAFT, draftKeys, NOTE_DRAFT, type Store } from "../store/database.ts";
import type { Http } from "../wire/http.ts";
import type { StaffNote } from "./notes.ts";

export interface SweepNeeds {
  readonly store: Store;
  readonly room: string;
  publish(note: StaffNote): void;
}

/** Deletes these drafts. Throws `ServerRefusal` or `Unreachable`. */
export async function sweepDrafts({ store, room, publish }: SweepNeeds, http: Http): Promise<void> {
  const texts = await store.getAllKeys("state", draftKeys(DRAFT));
  const notes = await store.getAllKeys("state", draftKeys(NOTE_DRAFT));
  const typed = [
    ...texts.map((key) => key.slice(DRAFT.length)),
    ...notes.map((key) => key.slice(NOTE_DRAFT.length)),
  ];
  for (const conversation of new Set(typed)) {
    if (conversation === room || (await askRetained(http, conversation)).erasedMs === null) continue;
    for (const draft of [DRAFT, NOTE_DRAFT]) await store.delete("state", draft + conversation);
    publish({ type: "erased", conversation, left: true });
  }
}
