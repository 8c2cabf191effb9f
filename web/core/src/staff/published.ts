/** What the tabs show of documents follows them, with the changes that wait. */

import { type Bytes, fromBase64url, toBase64url } from "../base/bytes.ts";
import * as card from "../documents/card.ts";
import * as filters from "../documents/filters.ts";
import type { DocumentKind } from "../documents/kinds.ts";
import * as labels from "../documents/labels.ts";
import { type Document, EMPTY } from "../documents/merge.ts";
import * as people from "../documents/people.ts";
import { currentDocument, currentNames } from "../documents/room.ts";
import type { LabelsNote } from "../labels/api.ts";
import type { DocumentRow, Store } from "../store/database.ts";
import type { StaffNote } from "./notes.ts";

export interface PublishedNeeds {
  readonly store: Store;
  readonly mine: Bytes;
  /** The row of the list follows its card. */
  setCard(conversation: string, card: card.Card, pos: number | null): Promise<void>;
  publish(note: StaffNote): void;
}

export async function publishDocuments(
  { store, mine, setCard, publish }: PublishedNeeds,
  documents: readonly Pick<DocumentRow, "id" | "about" | "pos" | "payload">[],
): Promise<void> {
  const kinds = new Set(documents.map(({ payload }) => payload?.kind));
  for (const kind of kinds)
    if (kind === people.KIND) publish({ type: "people", names: await currentNames(store, mine) });
    else if (kind === labels.KIND || kind === filters.KIND) publish(await currentLabels(store, mine));
    else if (typeof kind === "string" && kind !== card.KIND) publish({ type: "documents", kind });
  for (const { id, about, pos } of documents) {
    if (about === null || id !== (await cardOf(about))) continue;
    const said = card.cardIn(await currentDocument(store, card, id, mine));
    publish({ type: "card", conversation: about, card: said });
    await setCard(about, said, pos);
  }
}

/** Labels and saved filters as this device knows them. */
export async function currentLabels(store: Store, mine: Bytes): Promise<LabelsNote> {
  const known = labels.labelsIn(await current(store, labels, mine));
  const ids = new Set(known.map(({ id }) => id));
  const saved = filters.filtersIn(await current(store, filters, mine), ids);
  return { type: "labels", labels: known, filters: saved };
}

async function current(store: Store, kind: DocumentKind, mine: Bytes): Promise<Document> {
  const id = await kind.idOf(null, null);
  return id === null ? EMPTY : currentDocument(store, kind, toBase64url(id), mine);
}

const cardOf = async (conversation: string): Promise<string | null> => {
  const id = await card.idOf(fromBase64url(conversation));
  return id === null ? null : toBase64url(id);
};
