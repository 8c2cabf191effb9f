/** The back room's documents: people's names and the customers' cards (L8). */

import { fromBase64url, toBase64url } from "../base/bytes.ts";
import type { StoredRow } from "../model/row.ts";
import { type DocumentRow, type Store, write } from "../store/database.ts";
import type { Chain } from "../trust/chain.ts";
import type { TeamRing } from "../trust/teamkeys.ts";
import { readMessage } from "../trust/verdict.ts";
import { type Event, Kind } from "../wire/frames.ts";
import { ID_BYTES } from "../wire/generated.ts";

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

/** What the team knows of a customer. `earlier`: conversations that this one goes on from, by their ids (S9). */
export interface Card {
  readonly name: string | null;
  readonly earlier: readonly string[];
}

/** What a card says; null when the document is none. */
export function cardIn({ payload }: DocumentRow): Card | null {
  if (payload?.kind !== "card") return null;
  const { name, earlier } = payload;
  const ids = Array.isArray(earlier) ? earlier : [];
  return {
    name: typeof name === "string" && name !== "" ? name : null,
    earlier: ids.flatMap((id) =>
      id instanceof Uint8Array && id.length === ID_BYTES ? [toBase64url(Uint8Array.from(id))] : [],
    ),
  };
}

/** What a card says of this conversation; null when it is another one's: a server may hand out any. */
export const cardAbout = (document: DocumentRow, conversation: string): Card | null =>
  document.about === conversation ? cardIn(document) : null;

export const cardPayload = ({ name, earlier }: Card) => ({
  kind: "card",
  name: name ?? "",
  ...(earlier.length === 0 ? {} : { earlier: earlier.map(fromBase64url) }),
});
