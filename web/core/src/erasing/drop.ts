/** Dropping what a verified erase command names: every copy on this device and everything derived from it, in one transaction (L7). */

import { toBase64url } from "../base/bytes.ts";
import { type Erased, erasedOf } from "../model/erased.ts";
import type { ListEntry } from "../model/listentry.ts";
import type { Written } from "../model/notes.ts";
import type { Pending } from "../model/outbox.ts";
import { isIn, type Over, overIn } from "../model/over.ts";
import { keyIn, messageKey, type StoredRow } from "../model/row.ts";
import {
  DRAFT,
  draftKeys,
  dropRows,
  FILES,
  FORMER,
  fileKey,
  NAME_DRAFT,
  NOTE_DRAFT,
  NOTES_SEEN,
  OWN_DRAFT,
  PENDING,
  rowRange,
  SEARCH,
  STARS,
  type Writing,
} from "../store/database.ts";
import type { Dropped } from "../sync/eraser.ts";
import { Kind } from "../wire/frames.ts";
import type { Payload } from "../wire/layouts.ts";
import { isAlarm, isLocked, type Taking, type Word, wordOf } from "./belief.ts";

const ALL = Number.MAX_SAFE_INTEGER;

/**
 * Carries out the erase commands among the rows just written. `read` holds every row that arrived, known before or not. A message that this
 * device holds and that the server took away without a command stays, marked as such.
 */
export async function dropErased(tx: Writing, kept: Written, read: readonly StoredRow[]): Promise<Dropped> {
  let dropped: Dropped = { ...kept, rows: [...kept.rows, ...(await compare(tx, read))], anew: false };
  const { id } = kept.state;
  let any = false;
  for (const row of kept.rows) {
    const erased = erasedOf(row);
    if (erased === null) continue;
    any = true;
    if (erased.targets !== null) {
      const as = (it: StoredRow): Word => wordOf(it, kept.state);
      const rows = await dropSome(tx, id, erased.targets, { erased, atMs: row.atMs, as });
      const done = await dropActs(tx, id, new Set(rows.map(keyOf)));
      dropped = { ...dropped, rows: [...dropped.rows, ...rows], done: [...dropped.done, ...done] };
    }
  }
  const over = any ? overIn(await tx.objectStore("rows").getAll(rowRange(id, 0, ALL))) : null;
  const newestMs = Math.max(...kept.rows.filter((row) => erasedOf(row) !== null).map(({ atMs }) => atMs));
  return over === null ? dropped : dropAll(tx, dropped, over, newestMs);
}

/**
 * Compares tombstones with the messages held here. In a customer's conversation only the command itself, when it arrives, takes a held
 * message away: a device that still holds one has not received the command.
 */
async function compare(tx: Writing, read: readonly StoredRow[]): Promise<StoredRow[]> {
  const store = tx.objectStore("rows");
  const changed: StoredRow[] = [];
  for (const row of read) {
    if (row.kind !== Kind.message || row.entry === null) continue;
    if (row.entry[0] === SUPERSEDED && row.trouble === null) continue;
    const held = await store.get([row.conversation, row.pos]);
    if (held === undefined || !isWhole(held)) continue;
    changed.push(isAbout(held, row) ? tombstone(held) : { ...held, trouble: "unasked" });
  }
  for (const row of changed) await store.put(row);
  return changed;
}

const SUPERSEDED = "superseded";

/** May the command that this tombstone names take this back-room message away? */
function isAbout({ about, refers }: StoredRow, { entry, trouble }: StoredRow): boolean {
  const [, conversation, whole] = entry ?? [];
  return trouble === null && about !== null && about === conversation && (whole === true || refers != null);
}

const keptIn = ({ kept }: Erased): ReadonlySet<number> => new Set(kept.map(({ pos }) => pos));

/** The conversation is over. Retained messages stay, and so do the events that say what went. */
async function dropAll(tx: Writing, dropped: Dropped, { kept }: Over, atMs: number): Promise<Dropped> {
  const { id, low, high } = dropped.state;
  const store = tx.objectStore("rows");
  const places = new Set(kept.map(({ pos }) => pos));
  const locked = (row: StoredRow): boolean => isLocked(wordOf(row, dropped.state), atMs);
  const held = await store.getAll(rowRange(id, 0, ALL));
  // A letter that is known and that the event does not keep was taken away by the server alone.
  const rows = held
    .filter((row) => erasedOf(row) !== null || (isWhole(row) && (places.has(row.pos) || locked(row))))
    .map((row): StoredRow => (isWhole(row) && !places.has(row.pos) ? { ...row, trouble: "unasked" } : row));
  await dropRows(tx, id);
  for (const each of [SEARCH, FILES, FORMER, DRAFT, NOTE_DRAFT, NOTES_SEEN, STARS])
    await tx.objectStore("state").delete(draftKeys(each + id));
  for (const row of rows) await store.put(row);
  // With the earlier rows gone, there is no range left to keep whole.
  const state = { ...dropped.state, low: kept.length === 0 ? high : low, kept };
  await tx.objectStore("conversations").put(state);
  for (const draft of [OWN_DRAFT, NAME_DRAFT]) await tx.objectStore("state").delete(draft);
  await dropAbout(tx, id);
  if (kept.length === 0) {
    await tx.objectStore("keys").delete(id);
    await tx.objectStore("list").delete(id);
  } else await changeEntry(tx, id, bare);
  const done = [...dropped.done, ...(await dropWaiting(tx, id))];
  return { ...dropped, rows, state, done, moved: [], anew: true };
}

async function changeEntry(tx: Writing, id: string, change: (entry: ListEntry) => ListEntry): Promise<void> {
  const entry = await tx.objectStore("list").get(id);
  if (entry !== undefined) await tx.objectStore("list").put(change(entry));
}

/** A row of the list when only retained messages are left. */
const bare = (entry: ListEntry): ListEntry => ({
  ...withoutLast(entry),
  state: "closed",
  erased: true,
  unread: 0,
  cardEvent: null,
  cardPos: 0,
  name: null,
});

const withoutLast = (entry: ListEntry): ListEntry => ({ ...entry, lastEvent: null, lastPos: 0, last: null });

/** Drops what the back room holds about a conversation: cards and messages. */
async function dropAbout(tx: Writing, id: string): Promise<void> {
  const documents = tx.objectStore("documents");
  for (const { id: doc, about } of await documents.getAll()) if (about === id) await documents.delete(doc);
  const rows = tx.objectStore("rows");
  for (const row of await rows.getAll()) if (row.about === id) await rows.put(tombstone(row));
}

async function dropWaiting(tx: Writing, id: string): Promise<number[]> {
  const gone: number[] = [];
  const outbox = tx.objectStore("outbox");
  for (const { counter, conversation, about } of await outbox.getAll())
    if (conversation === id || about === id) {
      await outbox.delete(counter);
      gone.push(counter);
    }
  const state = tx.objectStore("state");
  const pending = ((await state.get(PENDING)) as readonly Pending[] | undefined) ?? [];
  await state.put(
    pending.filter(({ conversation }) => conversation !== id),
    PENDING,
  );
  return gone;
}

/** A command that erases some of the messages; `as` says what is known of one that is held. */
interface Some {
  readonly erased: Erased;
  readonly atMs: number;
  readonly as: (row: StoredRow) => Word;
}

async function dropSome(
  tx: Writing,
  id: string,
  targets: NonNullable<Erased["targets"]>,
  { erased, atMs, as }: Some,
): Promise<StoredRow[]> {
  const store = tx.objectStore("rows");
  const named = new Map(targets);
  const kept = keptIn(erased);
  const messages = (await store.getAll(rowRange(id, 0, ALL))).filter(({ kind }) => kind === Kind.message);
  const held = messages.filter(isWhole);
  // References are followed through messages that are already gone, because a message that referred to one of them may have been retained
  // until now (L9).
  const ordered = within(messages, (row) => row.hash !== null && named.get(row.pos) === row.hash);
  const rows: StoredRow[] = [];
  for (const row of held) {
    const taking: Taking = { atMs, ranges: erased.ranges, kept, covered: ordered.has(row) };
    if (isLocked(as(row), atMs)) {
      ordered.delete(row);
      if (isAlarm(as(row), taking)) rows.push({ ...row, trouble: "unasked" });
    } else if (ordered.has(row) && !kept.has(row.pos)) rows.push(tombstone(row));
    else if (isIn(erased, row.pos) && !ordered.has(row)) rows.push({ ...row, trouble: "unasked" });
  }
  const state = tx.objectStore("state");
  await state.delete(draftKeys(SEARCH + id));
  for (const { payload } of held.filter((row) => ordered.has(row) && !kept.has(row.pos)))
    if (payload !== null) await dropFile(tx, id, payload);
  const about = await aboutErased(tx, id, ordered);
  for (const row of [...rows, ...about.map(tombstone)]) await store.put(row);
  await changeEntry(tx, id, (entry) =>
    rows.some(({ pos }) => pos === entry.lastPos) ? withoutLast(entry) : entry,
  );
  return rows;
}

/** The file that a message brought, where it was seen or sent from. */
async function dropFile(tx: Writing, id: string, { file }: Payload): Promise<void> {
  const blob = (file as Payload | undefined)?.blob;
  if (blob instanceof Uint8Array) await tx.objectStore("state").delete(fileKey(id, toBase64url(blob)));
}

/** Stars of what is erased, and acts on it that wait: they would say something about what is gone. Their counters. */
async function dropActs(tx: Writing, id: string, gone: ReadonlySet<string>): Promise<number[]> {
  const state = tx.objectStore("state");
  const stars = (await state.get(STARS + id)) as readonly string[] | undefined;
  if (stars?.some((key) => gone.has(key)))
    await state.put(
      stars.filter((key) => !gone.has(key)),
      STARS + id,
    );
  const outbox = tx.objectStore("outbox");
  const waiting = (await outbox.getAll()).filter(
    ({ conversation, refers }) => conversation === id && gone.has(keyIn(refers) ?? ""),
  );
  for (const { counter } of waiting) await outbox.delete(counter);
  return waiting.map(({ counter }) => counter);
}

/** Back-room messages about the conversation that refer to something erased, with their documents. */
async function aboutErased(tx: Writing, id: string, erased: ReadonlySet<StoredRow>): Promise<StoredRow[]> {
  const about = (await tx.objectStore("rows").getAll()).filter((row) => row.about === id && isWhole(row));
  const keys = new Set([...erased].map(keyOf));
  const found = [...within(about, (row) => keys.has(row.refers ?? ""))];
  for (const { doc, pos } of found) {
    const document = doc === null ? undefined : await tx.objectStore("documents").get(doc);
    if (document?.pos === pos) await tx.objectStore("documents").delete(document.id);
  }
  return found;
}

/** The rows that match, the rows that refer to them, and so on. */
function within(rows: readonly StoredRow[], meant: (row: StoredRow) => boolean): Set<StoredRow> {
  const found = new Set(rows.filter(meant));
  const keys = new Set([...found].map(keyOf));
  for (let before = -1; before !== found.size; ) {
    before = found.size;
    for (const row of rows)
      if (keys.has(row.refers ?? "")) {
        found.add(row);
        keys.add(keyOf(row));
      }
  }
  return found;
}

const keyOf = ({ device, counter }: StoredRow): string => messageKey(device ?? "", counter ?? 0);

const isWhole = ({ kind, entry }: StoredRow): boolean => kind === Kind.message && entry === null;

/** What is left of a message: position, sender, number and hash, so that the chain still verifies. */
export const tombstone = (row: StoredRow): StoredRow => ({
  ...row,
  saw: null,
  spoken: false,
  doc: null,
  about: null,
  refers: null,
  payload: null,
  trouble: null,
  entry: ["erased"],
});
