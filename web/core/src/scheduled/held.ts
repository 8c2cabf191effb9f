/** What this device holds of the scheduled messages of one conversation. */

import { type Bytes, toBase64url } from "../base/bytes.ts";
import { keyIn, mergeVersion } from "../documents/kinds.ts";
import { EMPTY } from "../documents/merge.ts";
import { readChange, readRow } from "../documents/room.ts";
import * as scheduled from "../documents/scheduled.ts";
import type { OutboxRow } from "../model/outbox.ts";
import { type DocumentRow, readState, SCHEDULED_PUT, type Store } from "../store/database.ts";

export interface Held {
  readonly conversation: string;
  readonly key: Bytes;
  /** The document's id. */
  readonly id: string;
  /** As the server stored it last; null: it has not, or it was cancelled. */
  readonly stored: scheduled.Planned | null;
  /** With the changes that wait here; null: cancelled here. */
  readonly now: scheduled.Planned | null;
  readonly changes: readonly OutboxRow[];
  /** The claim under which the message was put into the outbox here. */
  readonly put: scheduled.Claim | null;
  /** The message, while it waits in the outbox here. */
  readonly waits: OutboxRow | null;
  /** The message of the claim is in the log here. */
  readonly inLog: boolean;
  /** When the newest version was stored, if it is a claim. */
  readonly claimedMs: number | null;
}

/** By their times, without cancelled ones. */
export async function heldIn(store: Store, conversation: string, mine: Bytes): Promise<readonly Held[]> {
  const outbox = await store.getAll("outbox");
  const rows = (await store.getAll("documents")).filter(
    ({ about, payload }) => about === conversation && payload?.kind === scheduled.KIND,
  );
  const known = new Map<string, DocumentRow | null>(rows.map((row) => [row.id, row]));
  for (const { doc, about, payload } of outbox)
    if (doc !== null && about === conversation && payload.kind === scheduled.KIND && !known.has(doc))
      known.set(doc, null);
  const read = await Promise.all(
    [...known].map(([id, row]) => heldOf(store, conversation, id, row, outbox, mine)),
  );
  return read.filter((each) => each !== null).sort(inOrder);
}

async function heldOf(
  store: Store,
  conversation: string,
  id: string,
  row: DocumentRow | null,
  outbox: readonly OutboxRow[],
  mine: Bytes,
): Promise<Held | null> {
  const changes = outbox.filter(({ doc }) => doc === id);
  const payload = row?.payload ?? changes[0]?.payload ?? null;
  const key = payload === null ? null : keyIn(payload);
  if (key === null) return null;
  const document = (row === null ? null : await readRow(row))?.document ?? EMPTY;
  const merged = changes.reduce(
    (said, change) => mergeVersion(said, readChange(change.payload, scheduled, change.atMs, mine), key),
    document,
  );
  const stored = scheduled.plannedIn(document);
  const now = scheduled.plannedIn(merged);
  const waits = outbox.find((each) => each.scheduled === id) ?? null;
  if (stored === null && now === null && waits === null) return null;
  const claim = stored?.claim ?? null;
  const place = claim === null ? undefined : [conversation, claim.device, claim.counter];
  const inLog =
    place !== undefined && (await store.getFromIndex("rows", "message", place as never)) !== undefined;
  const put = await readState<scheduled.Claim>(store, SCHEDULED_PUT + id);
  const claimedMs = claim === null ? null : (row?.atMs ?? null);
  return { conversation, key, id, stored, now, changes, put, waits, inLog, claimedMs };
}

const inOrder = (a: Held, b: Held): number =>
  (a.now ?? a.stored ?? { atMs: 0 }).atMs - (b.now ?? b.stored ?? { atMs: 0 }).atMs ||
  (toBase64url(a.key) < toBase64url(b.key) ? -1 : 1);
