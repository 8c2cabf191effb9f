/** Writing documents: a change waits in the outbox like a message, and becomes a version when it is sealed (L8, S9). */

import { type Bytes, fromBase64url, toBase64url } from "../base/bytes.ts";
import type { Env } from "../base/env.ts";
import { EntryRemoved, ServerRefusal, TooLong, Unreachable } from "../base/errors.ts";
import { encode } from "../base/shape.ts";
import type { Draft, OutboxRow, Typed } from "../model/outbox.ts";
import type { StoredRow } from "../model/row.ts";
import { random } from "../seal/suite.ts";
import {
  BACK_ROOM,
  DOCUMENTS_TO,
  type DocumentRow,
  NOTES_TO,
  readState,
  rowRange,
  type Store,
} from "../store/database.ts";
import { type DocumentChange, enqueueAll, type Version } from "../sync/outbox.ts";
import type { Chain } from "../trust/chain.ts";
import type { TeamRing } from "../trust/teamkeys.ts";
import { readMessage } from "../trust/verdict.ts";
import { readVersion, readVersions } from "../wire/answers.ts";
import { DOCUMENT_BYTES, DOCUMENTS, ID_BYTES } from "../wire/generated.ts";
import type { Http } from "../wire/http.ts";
import { isRefused } from "../wire/refusals.ts";
import { type DocumentKind, keyIn, kindOf, mergeVersion, writeVersion } from "./kinds.ts";
import { change, type Document, EMPTY, remove, type Values, writeDocument } from "./merge.ts";
import {
  currentDocument,
  currentEntries,
  documentsIn,
  NOBODY,
  readChange,
  readDocuments,
  readRow,
  versionOf,
  writeDocuments,
} from "./room.ts";

export interface DocumentsNeeds {
  readonly env: Env;
  readonly store: Store;
  readonly http: Http;
  /** This device's id. */
  readonly mine: Bytes;
  readonly room: string;
  readonly ring: TeamRing;
  chain(): Chain;
  online(): boolean;
  /** Makes sure that this device has the newest team key: what it could not open would seem unreadable. */
  learnKeys(): Promise<void>;
  /** Changes were put into the outbox. */
  wrote(rows: readonly OutboxRow[]): void;
  /** These documents say something else now. */
  changed(documents: readonly ChangedDocument[]): Promise<void>;
  /** A change that waited here came too late: somebody had removed this entry of a list. */
  lost(kind: DocumentKind): void;
}

/** A document that says something else now, as the newest version or a waiting change names it. */
export type ChangedDocument = Pick<DocumentRow, "id" | "about" | "pos" | "payload">;

/** An entry to be made (`key` null) or changed. */
export interface GivenEntry {
  readonly key: Bytes | null;
  readonly values: Values;
}

export class Documents {
  readonly #needs: DocumentsNeeds;

  constructor(needs: DocumentsNeeds) {
    this.#needs = needs;
  }

  /** Takes the documents among these rows of the back room's log, which were just written. */
  async take(rows: readonly StoredRow[]): Promise<void> {
    const last = rows.at(-1);
    if (last === undefined) return;
    await this.keep(documentsIn(rows));
    await this.#needs.store.put("state", last.pos, DOCUMENTS_TO);
  }

  /** Takes what the log held when this device stopped before it was taken. */
  async begin(): Promise<void> {
    const { store, room } = this.#needs;
    const taken = (await readState<number>(store, DOCUMENTS_TO)) ?? 0;
    await this.take(await store.getAll("rows", rowRange(room, taken + 1, Number.MAX_SAFE_INTEGER)));
  }

  /** Keeps what is newer than what is held, and tells of it. */
  async keep(documents: readonly DocumentRow[]): Promise<void> {
    const kept = await writeDocuments(this.#needs.store, this.#needs.room, documents);
    if (kept.length > 0) await this.#needs.changed(kept);
  }

  /**
   * Sets these fields. Nothing is written where the document says so already. `key`: an entry of a list; with a new key it is made. Throws
   * `TooLong`, and `EntryRemoved`.
   */
  async set(
    kind: DocumentKind,
    about: string | null,
    values: Values,
    key: Bytes | null = null,
  ): Promise<void> {
    const { env, mine } = this.#needs;
    await this.#change(kind, about, key, (before) => {
      if (key !== null && before.removed !== null) throw removed();
      const set = change(before, values, env.now(), kind.NAMELESS === true ? NOBODY : mine);
      return set.fields.size === 0 ? null : set;
    });
  }

  /** Makes an entry of a list. `typed`: as it was kept while it was typed. Throws `TooLong`. */
  async add(kind: DocumentKind, about: string | null, values: Values, typed?: Typed): Promise<void> {
    const { env, mine } = this.#needs;
    await this.#write(kind, about, [[random(ID_BYTES), change(EMPTY, values, env.now(), mine)]], typed);
  }

  /**
   * Makes or changes entries of a list about no conversation, all of them or none; `key` null: a new one. Throws `TooLong`, also when
   * the server would refuse the last of them because there are too many documents, and `EntryRemoved`.
   */
  async setAll(kind: DocumentKind, entries: readonly GivenEntry[]): Promise<void> {
    const { env, store, mine } = this.#needs;
    const there = new Map(
      (await currentEntries(store, kind, mine)).map(({ key, document }) => [toBase64url(key), document]),
    );
    const made = entries.flatMap(({ key, values }): [Bytes, Document][] => {
      const before = key === null ? EMPTY : there.get(toBase64url(key));
      if (before === undefined) throw removed();
      const set = change(before, values, env.now(), mine);
      return set.fields.size === 0 ? [] : [[key ?? random(ID_BYTES), set]];
    });
    const held = (await store.getAll("documents")).filter(({ about }) => about === null).length;
    if (held + entries.filter(({ key }) => key === null).length > DOCUMENTS)
      throw new TooLong(`a business has at most ${DOCUMENTS} documents about no conversation`);
    await this.#write(kind, null, made);
  }

  /** Removes an entry of a list: nothing that it said stays, on the server or here. Again, it changes nothing. */
  async remove(kind: DocumentKind, about: string | null, key: Bytes): Promise<void> {
    const { env, mine } = this.#needs;
    await this.#change(kind, about, key, (before) =>
      before.removed === null ? remove(before, env.now(), mine) : null,
    );
  }

  async #change(
    kind: DocumentKind,
    about: string | null,
    key: Bytes | null,
    make: (before: Document) => Document | null,
  ): Promise<void> {
    const { store, mine, online } = this.#needs;
    const id = await kind.idOf(about === null ? null : fromBase64url(about), key);
    if (id === null) return;
    const doc = toBase64url(id);
    // It is best to see what a change replaces. Without a connection it is made all the same.
    if (online()) await this.#held(doc).catch(unlessAway);
    const said = await currentDocument(store, kind, doc, mine);
    const made = make(said);
    if (made === null) return;
    if (encode(writeVersion(kind, mergeVersion(said, made, key), key)).length > DOCUMENT_BYTES)
      throw new TooLong(`a document has at most ${DOCUMENT_BYTES} bytes`);
    await this.#write(kind, about, [[key, made]]);
  }

  async #write(
    kind: DocumentKind,
    about: string | null,
    made: readonly (readonly [key: Bytes | null, set: Document])[],
    typed?: Typed,
  ): Promise<void> {
    const { env, store, room, wrote, changed } = this.#needs;
    const drafts: (Draft & { readonly doc: string; readonly about: string | null })[] = [];
    for (const [key, set] of made) {
      const id = await kind.idOf(about === null ? null : fromBase64url(about), key);
      if (id === null) continue;
      const payload = writeDocument(kind.KIND, set, {}, key);
      const draft = { conversation: room, payload, spoken: false, doc: toBase64url(id), about };
      drafts.push(typed === undefined ? draft : { ...draft, typed });
    }
    wrote(await enqueueAll(store, drafts, env.now()));
    const places = drafts.map(async ({ doc, payload }) => {
      const held = await store.get("documents", doc);
      return { id: doc, about, pos: held?.pos ?? 0, payload };
    });
    await changed(await Promise.all(places));
  }

  /**
   * The version that a waiting change makes of the newest one. Throws `ServerRefusal`, `Unreachable`, or `EntryRemoved`: somebody
   * removed this entry of a list, and the change is told as lost.
   */
  async version(row: OutboxRow & { readonly doc: string }): Promise<Version> {
    const { mine } = this.#needs;
    const about = row.about === null ? null : fromBase64url(row.about);
    const kind = await kindOf(row.payload, fromBase64url(row.doc), about);
    // An entry that is not here is most likely new. If it is not, the server says so, and its newest version is read then.
    const entry = keyIn(row.payload) !== null;
    const held = entry ? await this.#here(row.doc) : await this.#held(row.doc);
    const replaces = held?.seq ?? 0;
    if (kind === null) return { payload: row.payload, replaces };
    const newest = held === null ? null : await readRow(held);
    const changed = readChange(row.payload, kind, row.atMs, mine);
    const before = newest?.document ?? EMPTY;
    const key = keyIn(row.payload);
    if (key !== null && before.removed !== null) {
      if (changed.removed === null) this.#needs.lost(kind);
      throw removed();
    }
    if (kind.tooLate?.(before, changed) === true) {
      if (kind.isAsked?.(changed) !== false) this.#needs.lost(kind);
      throw removed();
    }
    const whole = mergeVersion(before, changed, key);
    // What the server does not have any more, such as after a restore, must not hold up what was changed beside it.
    const less = row.fileless ? (kind.WITHOUT_FILES ?? {}) : {};
    const merged = mergeVersion(whole, change(whole, less, this.#needs.env.now(), mine), key);
    return { payload: writeVersion(kind, merged, key), replaces, blobs: kind.blobsIn?.(merged) ?? [] };
  }

  /** Reads all documents about no conversation, in pages. From then on they are followed in the log. Throws as `refresh`. */
  async readAll(): Promise<void> {
    const { http, room, ring, store, chain } = this.#needs;
    for (let after: number | null = 0; after !== null; ) {
      const { events, next } = readVersions(await http.get(`/back-room?after=${after}`));
      await this.keep(await readDocuments(room, events, chain(), ring));
      // A page that leads no further is the last one.
      after = next !== null && next > after ? next : null;
    }
    await store.put("state", true, BACK_ROOM);
  }

  /** Forgets all versions, for `readAll`. */
  async forget(): Promise<void> {
    const { store } = this.#needs;
    for (const key of [BACK_ROOM, DOCUMENTS_TO, NOTES_TO]) await store.delete("state", key);
    await store.clear("documents");
  }

  /** Asks for the newest version of a document. Throws `ServerRefusal` or `Unreachable`. */
  async without(row: DocumentChange, refusal: ServerRefusal): Promise<boolean> {
    if (!isRefused(refusal, "blob_missing") || row.fileless) return false;
    await this.#needs.store.put("outbox", { ...row, sealed: null, fileless: true });
    return true;
  }

  async refresh(doc: string): Promise<void> {
    const { http, room, ring, chain, learnKeys } = this.#needs;
    await learnKeys();
    const answer = await http.get(`/back-room/documents/${doc}`).catch(unlessUnknown);
    const event = readVersion(answer);
    if (event === null) return;
    const row = await readMessage(room, event, chain(), ring);
    if (row.doc !== doc) return;
    const version = versionOf(row);
    const unreadable = row.trouble === "unreadable" && version !== null;
    await this.keep(unreadable ? [{ ...version, payload: null }] : documentsIn([row]));
  }

  /** The newest version that is known here, or else on the server. */
  async #held(doc: string): Promise<DocumentRow | null> {
    const { store } = this.#needs;
    const held = await store.get("documents", doc);
    if (held?.seq === undefined) await this.refresh(doc);
    return this.#here(doc);
  }

  async #here(doc: string): Promise<DocumentRow | null> {
    return (await this.#needs.store.get("documents", doc)) ?? null;
  }
}

const removed = (): EntryRemoved => new EntryRemoved("somebody removed this entry");

function unlessAway(error: unknown): void {
  if (!(error instanceof Unreachable || error instanceof ServerRefusal)) throw error;
}

/** A server of the version before has no such call, and stores a version whatever it replaces (A12). */
function unlessUnknown(error: unknown): { readonly document?: unknown } {
  if (error instanceof ServerRefusal && error.code === "not_found") return {};
  throw error;
}
