/**
 * What this device stores in IndexedDB; the only user of `indexedDB`. There is one database for each customer page and one for the inbox.
 */

import type { DBSchema, IDBPDatabase, IDBPTransaction } from "idb";
import { type Bytes, equal } from "../base/bytes.ts";
import type { Env } from "../base/env.ts";
import { Occupied } from "../base/errors.ts";
import type { ConversationState } from "../model/conversation.ts";
import type { ListEntry } from "../model/listentry.ts";
import type { OutboxRow } from "../model/outbox.ts";
import type { StoredRow } from "../model/row.ts";
import type { Payload, SealedEpoch, Signed } from "../wire/layouts.ts";
import { database, promised } from "./promised.ts";

/** The records of a conversation as the server gave them; verified again when they are opened. */
export interface ConversationKeys {
  readonly id: string;
  readonly devices: readonly Signed[];
  readonly epochs: readonly SealedEpoch[];
}

/** The newest version of a back-room document that is known here (L8). Rows of an earlier version of this program lack some of it. */
export interface DocumentRow {
  readonly id: string;
  readonly pos: number;
  readonly about: string | null;
  readonly seq?: number;
  readonly replaces?: number | null;
  /** When the server stored it, and which device wrote it. */
  readonly atMs?: number;
  readonly device?: string;
  /** null: it cannot be read. */
  readonly payload: Payload | null;
}

export interface Schema extends DBSchema {
  state: { key: string; value: unknown };
  rows: {
    key: [string, number];
    value: StoredRow;
    indexes: { num: [string, string, number]; hash: [string, string]; message: [string, string, number] };
  };
  conversations: { key: string; value: ConversationState };
  keys: { key: string; value: ConversationKeys };
  outbox: { key: number; value: OutboxRow };
  documents: { key: string; value: DocumentRow };
  list: { key: string; value: ListEntry };
}

export type Store = IDBPDatabase<Schema>;
type StoreName = "state" | "rows" | "conversations" | "keys" | "outbox" | "documents" | "list";
export type Writing = IDBPTransaction<Schema, StoreName[], "readwrite">;

/**
 * Keys under `state`: erase commands that wait, a customer's receipt and draft, the team's drafts by conversation, those of notes, a new
 * message by the conversation whose card it is for, the messages starred in each conversation, and when the newest note that was seen there was stored; an owner's unpublished profile.
 */
export const PENDING = "erasing";
export const ERASURE = "erasure";
export const OWN_DRAFT = "draft";
/** A customer's name as it is typed, before it is handed over. */
export const NAME_DRAFT = "namedraft";
export const DRAFT = "draft:";
export const NOTE_DRAFT = "notedraft:";
export const NEW_MESSAGE = "newmessage:";
export const STARS = "stars:";
export const NOTES_SEEN = "notesseen:";
/** By document: the claim under which this device put a scheduled message into its outbox. */
export const SCHEDULED_PUT = "scheduledput:";
export const TYPED_PROFILE = "profile";
/** Key under `state`: all documents about no conversation were read once; since then they are followed in the log. */
export const BACK_ROOM = "backRoom";
/** Key under `state`: up to this position of the back room, the documents of its log are among `documents`. */
export const DOCUMENTS_TO = "documentsTo";
/** Key under `state`: documents about conversations were read up to this `seq`, so that notes of unopened ones are here too. */
export const NOTES_TO = "notesTo";
/** The search index, by conversation and part. Whoever drops rows of a conversation drops its parts in the same transaction. */
export const SEARCH = "search:";
/** By which rules of reading its parts were made. */
export const SEARCH_RULES = "searchRules";
/** The part of a conversation's documents. */
export const DOCUMENTS_PART = "d";
/** Files on this device, by conversation and blob: those that wait to be carried, and those that were seen. They go with their messages. */
export const FILES = "file:";
/** The messages of former chats that were looked at, by conversation and blob. Whoever drops what is about a conversation drops them. */
export const FORMER = "former:";
/** How large each of them is, and when it was last looked at. */
export const FILE_USES = "fileUses";
export const fileKey = (conversation: string, blob: string): string => `${FILES}${conversation}:${blob}`;
/** Uses of quick replies that this device counted in this week, and the opening hours as last heard, for their variables. */
export const REPLY_USES = "replyUses";
export const HOURS_HEARD = "hoursHeard";
/** How far each device has counted its signals in the last calls, so that none counts twice after a reload. */
export const CALL_COUNTS = "callCounts";
/** All keys that begin so. */
export const draftKeys = (prefix: string): IDBKeyRange => IDBKeyRange.bound(prefix, `${prefix}\uffff`);

/** The inbox's database: one in each browser. */
export const INBOX_STORE = "tresen-inbox";
/** The app lock's database. While it is closed, the inbox lies sealed in there and has no database of its own. */
export const LOCK_STORE = "tresen-inbox-lock";
/** The set-up's database: what was typed, and later which business was made here. */
export const SETUP_STORE = "tresen-setup";

/** The database for what is retained of earlier conversations. The conversation's own database goes when a new one begins. */
export const pastName = (name: string): string => `${name}-past`;

const VERSION = 1;
const ALL: StoreName[] = ["state", "rows", "conversations", "keys", "outbox", "documents", "list"];

/** Does this database exist? Answers without creating it. */
export async function storeExists(env: Env, name: string): Promise<boolean> {
  if (typeof env.indexedDB.databases === "function")
    return (await env.indexedDB.databases()).some((each) => each.name === name);
  return new Promise((resolve, reject) => {
    const request = env.indexedDB.open(name);
    // Aborting the first upgrade leaves no database behind.
    request.onupgradeneeded = () => request.transaction?.abort();
    request.onsuccess = () => {
      request.result.close();
      resolve(true);
    };
    request.onerror = () => (request.error?.name === "AbortError" ? resolve(false) : reject(request.error));
  });
}

export async function openStore(env: Env, name: string): Promise<Store> {
  const request = env.indexedDB.open(name, VERSION);
  request.onupgradeneeded = () => create(request.result);
  const db = await promised(request);
  // Another tab deletes or upgrades the database; this one must not block it.
  db.onversionchange = () => db.close();
  return database(db) as unknown as Store;
}

function create(db: IDBDatabase): void {
  db.createObjectStore("state");
  const rows = db.createObjectStore("rows", { keyPath: ["conversation", "pos"] });
  rows.createIndex("num", ["conversation", "device", "num"]);
  rows.createIndex("hash", ["conversation", "hash"]);
  rows.createIndex("message", ["conversation", "device", "counter"]);
  for (const name of ["conversations", "keys", "documents", "list"])
    db.createObjectStore(name, { keyPath: "id" });
  db.createObjectStore("outbox", { keyPath: "counter" });
}

export async function deleteStore(env: Env, name: string): Promise<void> {
  await promised(env.indexedDB.deleteDatabase(name));
}

/**
 * Runs one transaction over all stores: everything is stored, or nothing. `work` must await only the transaction's own requests. `strict`
 * waits for the disk; it is for what exists nowhere else.
 */
export async function write<T>(
  store: Store,
  work: (tx: Writing) => Promise<T>,
  durability: "strict" | "relaxed" = "relaxed",
): Promise<T> {
  const tx = store.transaction(ALL, "readwrite", { durability });
  try {
    const result = await work(tx);
    await tx.done;
    return result;
  } catch (error) {
    tx.done.catch(() => {});
    try {
      tx.abort();
    } catch {
      // The transaction had already ended.
    }
    throw error;
  }
}

export async function readState<T>(store: Store, key: string): Promise<T | null> {
  return ((await store.get("state", key)) as T | undefined) ?? null;
}

/** The rows from `low` to `high` in one conversation, and the entries without a position that came after `high`. */
export const rowRange = (conversation: string, low: number, high: number): IDBKeyRange =>
  IDBKeyRange.bound([conversation, low], [conversation, high + 1], false, true);

/** Takes this device's next command counter (L4). Two tabs never get the same one, because transactions run one after another. */
export async function takeCounter(tx: Writing): Promise<number> {
  const state = tx.objectStore("state");
  const counter = (((await state.get("counter")) as number | undefined) ?? 0) + 1;
  await state.put(counter, "counter");
  return counter;
}

/** Drops all rows of one conversation and keeps its outbox. */
export async function dropRows(tx: Writing, conversation: string): Promise<void> {
  await tx.objectStore("rows").delete(rowRange(conversation, 0, Number.MAX_SAFE_INTEGER));
}

/** Is there an inbox behind the closed app lock? */
export async function isLockedAway(env: Env): Promise<boolean> {
  if (!(await storeExists(env, LOCK_STORE))) return false;
  const store = await openStore(env, LOCK_STORE);
  const lock = await readState<{ readonly locked: boolean }>(store, "lock");
  store.close();
  return lock?.locked === true;
}

/** The id of the device that this browser is, as far as that is not locked away; null: none. */
export async function deviceIn(env: Env): Promise<Bytes | null> {
  if (!(await storeExists(env, INBOX_STORE))) return null;
  const store = await openStore(env, INBOX_STORE);
  const keys = await readState<{ readonly id: Bytes }>(store, "keys");
  store.close();
  return keys?.id ?? null;
}

/** Throws `Occupied` when another device than `id` lies in this database. */
async function requirePlace(tx: Writing, id: Bytes | null): Promise<void> {
  const keys = (await tx.objectStore("state").get("keys")) as { readonly id: Bytes } | undefined;
  if (keys !== undefined && !equal(keys.id, id)) throw new Occupied("this browser is another device already");
}

/** Puts the device `id` into the inbox's database by `work`. Throws `Occupied`, and changes nothing, when another device is here. */
export function takePlace<T>(
  env: Env,
  store: Store,
  id: Bytes,
  work: (tx: Writing) => Promise<T>,
): Promise<T> {
  return withLockStill(env, async () => {
    if (await isLockedAway(env)) throw new Occupied("another device lies behind the app lock");
    return write(
      store,
      async (tx) => {
        await requirePlace(tx, id);
        return work(tx);
      },
      "strict",
    );
  });
}

/** One tab at a time, in which the app lock neither opens nor closes meanwhile. */
export const withLockStill = <T>({ locks }: Env, work: () => Promise<T>): Promise<T> =>
  locks === null ? work() : (locks.request(LOCK_STORE, {}, work) as Promise<T>);
