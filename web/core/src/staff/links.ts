/** Links from other customers' cards to a conversation (S13). */

import * as card from "../documents/card.ts";
import type { DocumentKind } from "../documents/kinds.ts";
import type { Values } from "../documents/merge.ts";
import type { Store } from "../store/database.ts";

interface CardWriter {
  set(kind: DocumentKind, about: string | null, values: Values): Promise<void>;
}

/** The conversation was erased: no card that is held here goes on from it any more (L7). Where none did, nothing is written. */
export async function endLinks(documents: CardWriter, store: Store, conversation: string): Promise<void> {
  for (const { id, earlier } of await store.getAll("list"))
    if (earlier?.includes(conversation)) await documents.set(card, id, card.unlinked(conversation));
}
