/** The back room's documents: people's names and the customers' cards (L8). */

import { readMessage } from "./reading.ts";
import type { Chain } from "./records.ts";
import { type DocumentRow, type Store, type StoredRow, write } from "./store.ts";
import type { TeamRing } from "./teamring.ts";
import { type Event, Kind } from "./wire.ts";

/** Opens the documents among these events; what cannot be believed is left out. */
export async function readDocuments(
  room: string,
  events: readonly Event[],
  chain: Chain,
  ring: TeamRing,
): Promise<DocumentRow[]> {
  const messages = events.filter(({ kind }) => kind === Kind.message);
  return documentsIn(await Promise.all(messages.map((event) => readMessage(room, event, chain, ring))));
}

export function documentsIn(rows: readonly StoredRow[]): DocumentRow[] {
  return rows.flatMap(({ doc, about, pos, payload, trouble }) =>
    doc === null || payload === null || trouble !== null ? [] : [{ id: doc, about, pos, payload }],
  );
}

/** Keeps what is newer than what is known; answers what was kept. */
export async function keepDocuments(store: Store, documents: readonly DocumentRow[]): Promise<DocumentRow[]> {
  return write(store, async (tx) => {
    const kept: DocumentRow[] = [];
    for (const document of documents) {
      const known = await tx.objectStore("documents").get(document.id);
      if (known !== undefined && known.pos >= document.pos) continue;
      await tx.objectStore("documents").put(document);
      kept.push(document);
    }
    return kept;
  });
}

/** Names by person number, from the document `people`. */
export function namesIn(documents: readonly DocumentRow[]): Map<number, string> {
  const names = new Map<number, string>();
  for (const { payload } of documents) {
    if (payload?.kind !== "people" || payload.names === null || typeof payload.names !== "object") continue;
    for (const [person, name] of Object.entries(payload.names))
      if (typeof name === "string") names.set(Number(person), name);
  }
  return names;
}

/** The customer's name on a card; null when the document is none. */
export const nameOnCard = (document: DocumentRow): string | null =>
  document.payload?.kind === "card" &&
  typeof document.payload.name === "string" &&
  document.payload.name !== ""
    ? document.payload.name
    : null;
