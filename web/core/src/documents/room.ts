/** The back room's documents as this device holds them: the newest version of each, and the changes that wait (L8). */

import { type Bytes, toBase64url } from "../base/bytes.ts";
import type { OutboxRow } from "../model/outbox.ts";
import type { StoredRow } from "../model/row.ts";
import {
  DOCUMENTS_PART,
  type DocumentRow,
  SEARCH,
  type Store,
  type Writing,
  write,
} from "../store/database.ts";
import type { Chain } from "../trust/chain.ts";
import type { TeamRing } from "../trust/teamkeys.ts";
import { readMessage } from "../trust/verdict.ts";
import { type Event, Kind } from "../wire/frames.ts";

import type { Payload } from "../wire/layouts.ts";
import * as invitations from "./invitations.ts";
import {
  type DocumentKind,
  isKnown,
  isNewer,
  keyIn,
  mergeVersion,
  NOBODY,
  readRow,
  readVersion,
} from "./kinds.ts";
import { type Document, EMPTY } from "./merge.ts";
import * as people from "./people.ts";

export { NOBODY, readRow };

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
  return rows.flatMap(({ payload, trouble, ...row }) => {
    const version = versionOf(row);
    return version === null || payload === null || trouble !== null ? [] : [{ ...version, payload }];
  });
}

/** Where a version stands, without what it says; null for what is no version of a document. */
export function versionOf(row: Omit<StoredRow, "payload" | "trouble">): Omit<DocumentRow, "payload"> | null {
  const { doc, about, pos, atMs, device, seq, replaces } = row;
  if (doc === null || device === null || seq == null) return null;
  return { id: doc, about, pos, atMs, device, seq, replaces: replaces ?? null };
}

/**
 * Keeps what is newer than what is held; answers what was kept. Of a version that says nothing readable only its place is kept:
 * somebody of the team wrote it, and the next change goes on top of it with all that was held.
 */
export async function writeDocuments(
  store: Store,
  room: string,
  documents: readonly DocumentRow[],
): Promise<DocumentRow[]> {
  const read = await Promise.all(documents.map(readRow));
  return write(store, async (tx) => {
    const kept: DocumentRow[] = [];
    for (const [at, document] of documents.entries()) {
      const held = await tx.objectStore("documents").get(document.id);
      if (held !== undefined && !replacesHeld(held, document)) continue;
      const row = read[at] === null && isKnown(held?.payload) ? { ...document, ...saidBy(held) } : document;
      await tx.objectStore("documents").put(row);
      if (row.about !== null) await tx.objectStore("state").delete(`${SEARCH}${row.about}:${DOCUMENTS_PART}`);
      if (held !== undefined) await blank(tx, room, held);
      kept.push(row);
    }
    return kept;
  });
}

/** The text of a superseded version does not stay in this device's log of the back room either (L8). */
async function blank(tx: Writing, room: string, { id, pos }: DocumentRow): Promise<void> {
  const rows = tx.objectStore("rows");
  const row = await rows.get([room, pos]);
  if (row?.doc === id && row.payload !== null) await rows.put({ ...row, payload: null });
}

/** What a row says, as opposed to where it stands. */
const saidBy = (row: DocumentRow | undefined): Partial<DocumentRow> => {
  const { payload = null, atMs, device } = row ?? {};
  return { payload, ...(atMs === undefined ? {} : { atMs }), ...(device === undefined ? {} : { device }) };
};

/** A row of an earlier version of this program does not say its `seq`: whatever comes is newer. */
const replacesHeld = (held: DocumentRow, document: DocumentRow): boolean =>
  held.about === document.about && isNewer(held.seq ?? 0, document.seq ?? 0, document.replaces ?? null);

/** A change as it waits in the outbox. One of an earlier version of this program says everything, as set when it was written. */
export const readChange = (payload: Payload, kind: DocumentKind, atMs: number, mine: Bytes): Document =>
  readVersion(payload, kind, payload.fields === undefined ? atMs : Number.MAX_SAFE_INTEGER, mine);

/** What a document says here: the newest version held, with the changes of this device that wait. */
export async function currentDocument(
  store: Store,
  kind: DocumentKind,
  id: string,
  mine: Bytes,
): Promise<Document> {
  const held = await store.get("documents", id);
  const read = held === undefined ? null : await readRow(held);
  return withWaiting(read?.document ?? EMPTY, await waitingFor(store), kind, id, mine);
}

/** An entry of a list, and the conversation that it is about. */
export interface Entry {
  readonly key: Bytes;
  readonly about: string | null;
  readonly document: Document;
  /** The device that signed it; this one, while a change waits. Empty: not known. */
  readonly writer: string;
}

/** All entries of a list as they are here, without removed ones: the newest versions, with the changes of this device that wait. */
export async function currentEntries(store: Store, kind: DocumentKind, mine: Bytes): Promise<Entry[]> {
  const [rows, waiting] = await Promise.all([store.getAll("documents"), waitingFor(store)]);
  const found = new Map<string, Entry>();
  const read = async (row: DocumentRow): Promise<void> => {
    const version = row.payload?.kind === kind.KIND ? await readRow(row) : null;
    const key = row.payload === null ? null : keyIn(row.payload);
    if (version !== null && key !== null)
      found.set(row.id, { key, about: row.about, document: version.document, writer: row.device ?? "" });
  };
  await Promise.all(rows.map(read));
  for (const [id, changes] of waiting) {
    const [{ payload, about }] = changes as [OutboxRow];
    const key = payload.kind === kind.KIND ? keyIn(payload) : null;
    if (key === null) continue;
    const before = found.get(id)?.document ?? EMPTY;
    const document = withWaiting(before, waiting, kind, id, mine);
    found.set(id, { key, about, document, writer: toBase64url(mine) });
  }
  return [...found.values()].filter(({ document }) => document.removed === null);
}

type Waiting = ReadonlyMap<string, readonly OutboxRow[]>;

/** The changes in the outbox, by document. */
async function waitingFor(store: Store): Promise<Waiting> {
  const found = new Map<string, OutboxRow[]>();
  for (const row of await store.getAll("outbox")) {
    if (row.doc === null || row.failed !== null) continue;
    const before = found.get(row.doc);
    if (before === undefined) found.set(row.doc, [row]);
    else before.push(row);
  }
  return found;
}

const withWaiting = (
  before: Document,
  waiting: Waiting,
  kind: DocumentKind,
  id: string,
  mine: Bytes,
): Document =>
  (waiting.get(id) ?? []).reduce(
    (document, { payload, atMs }) =>
      mergeVersion(document, readChange(payload, kind, atMs, mine), keyIn(payload)),
    before,
  );

/** The invitations that the team remembers, by their ids, as they are known here. */
export async function currentInvitations(store: Store, mine: Bytes): Promise<Map<string, invitations.Kept>> {
  const entries = await currentEntries(store, invitations, mine);
  return new Map(entries.flatMap(({ document }) => [...invitations.invitationsIn(document)]));
}

/** The team's names as they are known here. */
export async function currentNames(store: Store, mine: Bytes): Promise<Map<number, string>> {
  const id = await people.idOf(null);
  if (id === null) return new Map();
  return people.namesIn(await currentDocument(store, people, toBase64url(id), mine));
}

/** The sheet that nobody printed, as far as it is known here; null: there is none. */
export async function unprintedSheet(store: Store, mine: Bytes): Promise<string | null> {
  const id = await people.idOf(null);
  if (id === null) return null;
  return people.unprintedIn(await currentDocument(store, people, toBase64url(id), mine));
}

/** The team's names among these documents. */
export async function namesAmong(documents: readonly DocumentRow[]): Promise<Map<number, string>> {
  for (const each of documents) {
    const read = await readRow(each);
    if (read?.kind.KIND === people.KIND) return people.namesIn(read.document);
  }
  return new Map();
}
