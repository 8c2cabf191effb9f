/** What the device keeps (IndexedDB, through idb): the only user of `indexedDB`. One database per customer page and one per inbox. */

import { type DBSchema, type IDBPDatabase, type IDBPTransaction, unwrap, wrap } from "idb";
import type { Kept, Trouble } from "../api.ts";
import type { Env } from "../base/env.ts";
import type { ListEntry } from "../model/listentry.ts";
import type { Payload } from "../seal/message.ts";
import type { Envelope } from "../wire/frames.ts";
import type { SealedEpoch } from "../wire/http.ts";
import type { Signed } from "../wire/layouts.ts";

/** One event of a conversation, verified and opened: what is shown and what the chain checks need. Ids are base64url. */
export interface StoredRow {
  readonly conversation: string;
  readonly pos: number;
  readonly kind: number;
  readonly atMs: number;
  readonly device: string | null;
  readonly counter: number | null;
  /** Of messages: the sender's number and the hashes of this header and the one before (S7). */
  readonly num: number | null;
  readonly hash: string | null;
  readonly prev: string | null;
  /** The highest message its sender knew, by position and header hash. */
  readonly saw: { readonly pos: number; readonly hash: string | null } | null;
  readonly party: "customer" | "team" | null;
  readonly person: number | null;
  readonly spoken: boolean;
  /** Of back-room messages: the document this is a version of, and the conversation it concerns (L8). */
  readonly doc: string | null;
  readonly about: string | null;
  /** The message that it refers to: device and counter. Rows of an earlier version do not say. */
  readonly refers?: string | null;
  readonly payload: Payload | null;
  readonly trouble: Trouble | null;
  /** Of messages and epoch records: the epoch's number. Rows of an earlier version do not say. */
  readonly epoch?: number | null;
  /** Of entries that are no messages: the event's body as plain values. */
  readonly entry: readonly unknown[] | null;
}

/** The kind of an entry of this device's own, that no event of the log has: the log was cut back here (L10). */
export const CUT = 0;

export interface Marks {
  readonly delivered: number;
  readonly read: number;
}

/** `low` to `high` are the positions held without a gap; 0, 0: none. */
export interface ConversationState {
  readonly id: string;
  readonly low: number;
  readonly high: number;
  readonly customer: Marks;
  readonly team: Marks;
  /** What this side wants to have marked; sent again until the server's marks say so. */
  readonly wanted: Marks;
  /** This device's own chain here: number and hash of its last stored header. */
  readonly sent: { readonly num: number; readonly hash: string | null };
  /** The highest message known and its header hash. */
  readonly seen: { readonly pos: number; readonly hash: string | null };
  /** The newest epoch up to `high`, as far as it is held. */
  readonly epoch?: number;
  /** What was `seen` before the log began a new generation: still to be compared with it (L10). */
  readonly former?: { readonly pos: number; readonly hash: string | null } | null;
  /** What has to be kept, as far as it was asked for. */
  readonly kept?: readonly Kept[];
}

/** A signed erase command whose outcome is not known yet. `messages` are the keys of the messages it names, null: everything. */
export interface Pending extends Signed {
  readonly conversation: string;
  readonly messages: readonly string[] | null;
}

/** The records of a conversation as the server gave them; verified again when they are opened. */
export interface ConversationKeys {
  readonly id: string;
  readonly devices: readonly Signed[];
  readonly epochs: readonly SealedEpoch[];
}

/** A message that waits: kept before it is shown, sealed when it is sent, gone when it is stored on the server (S8). */
export interface OutboxRow {
  readonly counter: number;
  readonly conversation: string;
  readonly payload: Payload;
  readonly spoken: boolean;
  readonly doc: string | null;
  readonly about: string | null;
  readonly atMs: number;
  /** As it was sent: offered again unchanged until it is stored or refused. */
  readonly sealed: (Envelope & { readonly num: number; readonly hash: string }) | null;
  /** The code of a refusal that only a person can resolve. */
  readonly failed: string | null;
}

/** The newest version of a back-room document (L8). */
export interface DocumentRow {
  readonly id: string;
  readonly pos: number;
  readonly about: string | null;
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

/** Under `state`: erase commands on their way, a customer's receipt and draft, the team's drafts by conversation, an owner's unpublished profile. */
export const PENDING = "erasing";
export const ERASURE = "erasure";
export const OWN_DRAFT = "draft";
export const DRAFT = "draft:";
export const TYPED_PROFILE = "profile";
export const draftKeys = (): IDBKeyRange => IDBKeyRange.bound(DRAFT, `${DRAFT}\uffff`);

/** The inbox's database: one in each browser. */
export const INBOX_STORE = "tresen-inbox";
/** The set-up's: what was typed, and then which business was made here. */
export const SETUP_STORE = "tresen-setup";

/** Beside a conversation's database, which goes when a new one is begun: what has to stay of those before. */
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
  const store = (await wrap(request)) as unknown as Store;
  // Another tab deletes or upgrades it: do not stand in its way.
  unwrap(store).onversionchange = () => store.close();
  return store;
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
  await wrap(env.indexedDB.deleteDatabase(name));
}

/**
 * One transaction over everything: all of it is stored, or nothing. `work` awaits nothing but the transaction's own requests.
 * `strict` waits for the disk: for what exists nowhere else.
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
      // It had already ended.
    }
    throw error;
  }
}

export async function readState<T>(store: Store, key: string): Promise<T | null> {
  return ((await store.get("state", key)) as T | undefined) ?? null;
}

export const NO_MARKS: Marks = { delivered: 0, read: 0 };

export const emptyConversation = (id: string): ConversationState => ({
  id,
  low: 0,
  high: 0,
  customer: NO_MARKS,
  team: NO_MARKS,
  wanted: NO_MARKS,
  sent: { num: 0, hash: null },
  seen: { pos: 0, hash: null },
});

/** The rows from `low` to `high` in one conversation, and the entries without a position that came after `high`. */
export const rowRange = (conversation: string, low: number, high: number): IDBKeyRange =>
  IDBKeyRange.bound([conversation, low], [conversation, high + 1], false, true);

/** The next command counter of this device (L4). Tabs cannot get the same one: transactions follow one another. */
export async function takeCounter(tx: Writing): Promise<number> {
  const state = tx.objectStore("state");
  const counter = (((await state.get("counter")) as number | undefined) ?? 0) + 1;
  await state.put(counter, "counter");
  return counter;
}

/** All that belongs to one conversation's past is dropped, its outbox kept. */
export async function dropRows(tx: Writing, conversation: string): Promise<void> {
  await tx.objectStore("rows").delete(rowRange(conversation, 0, Number.MAX_SAFE_INTEGER));
}
