/** The leading tab's side of notes: which are held here, what waits, and what this device has seen (L8). */

import { type Bytes, fromBase64url, toBase64url } from "../base/bytes.ts";
import { ServerRefusal, Unreachable } from "../base/errors.ts";
import * as draft from "../documents/draft.ts";
import * as formerchat from "../documents/formerchat.ts";
import { type DocumentKind, keyIn, mergeVersion } from "../documents/kinds.ts";
import { EMPTY, type Values } from "../documents/merge.ts";
import * as note from "../documents/note.ts";
import { currentEntries, readChange, readDocuments, readRow } from "../documents/room.ts";
import type { OutboxRow, Typed } from "../model/outbox.ts";
import {
  type DocumentRow,
  NOTE_DRAFT,
  NOTES_SEEN,
  NOTES_TO,
  readState,
  type Store,
} from "../store/database.ts";
import type { Chain } from "../trust/chain.ts";
import { programOf } from "../trust/programs.ts";
import type { TeamRing } from "../trust/teamkeys.ts";
import { readVersions } from "../wire/answers.ts";
import type { Http } from "../wire/http.ts";
import type { NoteCommands, NotesChanged, NotesSummary, TeamNote } from "./api.ts";
import type { Proposed } from "./draftedapi.ts";

export interface NotesNeeds {
  readonly store: Store;
  readonly http: Http;
  /** This device's id. */
  readonly mine: Bytes;
  readonly room: string;
  readonly ring: TeamRing;
  readonly documents: {
    add(kind: DocumentKind, about: string, values: Values, typed: Typed): Promise<void>;
    set(kind: DocumentKind, about: string, values: Values, key: Bytes): Promise<void>;
    remove(kind: DocumentKind, about: string, key: Bytes): Promise<void>;
    keep(documents: readonly DocumentRow[]): Promise<void>;
  };
  chain(): Chain;
  me(): number;
  live(): boolean;
  publish(changed: NotesChanged | { readonly type: "list" }): void;
  /** A note for this person arrived while the device was following. */
  arrived(conversation: string): void;
}

/** Key under `state`: from when on notes count as unread, because this device is there since then. */
const SINCE = "notessince";

/** What is told about conversations that were never opened here: notes, drafts, and the former chats that a search finds. */
const CAUGHT_UP: ReadonlySet<unknown> = new Set([note.KIND, formerchat.KIND, draft.KIND]);

/** Newest versions by document, by conversation. */
type Index = Map<string, Map<string, DocumentRow>>;

export class NoteKeeper {
  readonly #needs: NotesNeeds;
  #index: Promise<Index> | null = null;
  /** What was made out of the rows: the list asks for all of them with each page. */
  readonly #summaries = new Map<string, NotesSummary>();
  /** Conversations whose notes were read from the server in this connection. */
  readonly #read = new Set<string>();
  /** Conversations that were erased in this connection: an answer may be older than that. */
  readonly #ended = new Set<string>();
  /** A device that reads everything for the first time does not ring for each note. */
  #quiet = false;

  constructor(needs: NotesNeeds) {
    this.#needs = needs;
  }

  readonly commands: NoteCommands = {
    notes: async (conversation) => (await this.#notes(conversation)).map(({ shown }) => shown),
    readNotes: (conversation) => this.#readFrom(conversation),
    noteSummaries: () => this.summaries(),
    addNote: (conversation, values, text) =>
      this.#needs.documents.add(note, conversation, values, { key: NOTE_DRAFT + conversation, text }),
    editNote: (conversation, key, values) =>
      this.#needs.documents.set(note, conversation, values, fromBase64url(key)),
    removeNote: (conversation, key) => this.#needs.documents.remove(note, conversation, fromBase64url(key)),
    sawNotes: (conversation) => this.#saw(conversation),
    drafted: (conversation) => this.#drafted(conversation),
    dropDrafted: (conversation, key) =>
      this.#needs.documents.set(draft, conversation, draft.dropped(), fromBase64url(key)),
  };

  /** What is proposed to answer there, the oldest first (S23). */
  async #drafted(conversation: string): Promise<readonly Proposed[]> {
    const { store, mine } = this.#needs;
    const chain = this.#needs.chain();
    const held = (await currentEntries(store, draft, mine)).filter(({ about }) => about === conversation);
    const said = held.flatMap(({ key, document, writer }): Proposed[] => {
      const found = draft.draftIn(document, key, this.#personOf(writer));
      if (found === null) return [];
      const { author: person, ...what } = found;
      return [{ ...what, person, key: toBase64url(key), program: programOf(chain, writer) }];
    });
    return said.sort((one, other) => one.atMs - other.atMs || (one.key < other.key ? -1 : 1));
  }

  /** The device follows from now on. What was written before its first day here is nothing new to it. */
  async begin(nowMs: number): Promise<void> {
    this.#read.clear();
    const { store } = this.#needs;
    if ((await readState(store, SINCE)) === null) await store.put("state", nowMs, SINCE);
  }

  /**
   * Reads the notes that were written while this device was away; the first time those of all conversations, opened here or not. What fails
   * now is tried with the next connection.
   */
  async catchUp(): Promise<void> {
    const { http, store, room, chain, ring, documents } = this.#needs;
    const before = await readState<number>(store, NOTES_TO);
    this.#quiet = before === null;
    try {
      for (let after: number | null = before ?? 0; after !== null; ) {
        const { events, next } = readVersions(await http.get(`/back-room?after=${after}&about=any`));
        const notes = (await readDocuments(room, events, chain(), ring)).filter(
          ({ about, payload }) => CAUGHT_UP.has(payload?.kind) && !this.#ended.has(about ?? ""),
        );
        await documents.keep(notes);
        const to = events.at(-1)?.seq ?? null;
        if (to !== null) await store.put("state", to, NOTES_TO);
        // A page that leads no further is the last one.
        after = next !== null && next > after ? next : null;
      }
    } catch (error) {
      if (!(error instanceof ServerRefusal || error instanceof Unreachable)) throw error;
    } finally {
      this.#quiet = false;
    }
  }

  /** Nothing is held any more. */
  forget(): void {
    this.#index = null;
    this.#summaries.clear();
    this.#read.clear();
  }

  /** The conversation was erased, and its notes with it (L7). */
  async end(conversation: string): Promise<void> {
    this.#ended.add(conversation);
    (await this.#held()).delete(conversation);
    await this.#tell(conversation);
  }

  /** These documents say something else now; `live`: as they arrived. */
  async changed(
    documents: readonly Pick<DocumentRow, "id" | "about" | "payload">[],
    live: boolean,
  ): Promise<void> {
    const index = await this.#held();
    const touched = new Set<string>();
    for (const { id, about, payload } of documents) {
      if (about === null || (payload?.kind !== note.KIND && !index.get(about)?.has(id))) continue;
      const row = await this.#needs.store.get("documents", id);
      if (row !== undefined) put(index, about, row);
      touched.add(about);
    }
    for (const conversation of touched) {
      const summary = await this.#tell(conversation);
      if (live && !this.#quiet && summary.forMeUnread) this.#needs.arrived(conversation);
    }
  }

  /** For the list: those with notes that are held here. */
  async summaries(): Promise<readonly NotesSummary[]> {
    return Promise.all(
      [...(await this.#held()).keys()].map(
        async (conversation) => this.#summaries.get(conversation) ?? this.#summary(conversation),
      ),
    );
  }

  async #tell(conversation: string): Promise<NotesSummary> {
    const summary = await this.#summary(conversation);
    this.#needs.publish({ type: "notes", summary });
    this.#needs.publish({ type: "list" });
    return summary;
  }

  /** The rows held here, read once. */
  #held(): Promise<Index> {
    this.#index ??= this.#build().catch((error) => {
      this.#index = null;
      throw error;
    });
    return this.#index;
  }

  async #build(): Promise<Index> {
    const index: Index = new Map();
    for (const row of await this.#needs.store.getAll("documents"))
      if (row.about !== null && row.payload?.kind === note.KIND) put(index, row.about, row);
    for (const { about, payload, doc } of await this.#needs.store.getAll("outbox"))
      if (about !== null && doc !== null && payload.kind === note.KIND && !index.has(about))
        index.set(about, new Map());
    return index;
  }

  async #readFrom(conversation: string): Promise<void> {
    const { http, live, room, chain, ring, documents } = this.#needs;
    if (!live() || this.#read.has(conversation)) return;
    this.#read.add(conversation);
    try {
      const { events } = readVersions(await http.get(`/back-room?about=${conversation}`));
      await documents.keep(await readDocuments(room, events, chain(), ring));
    } catch (error) {
      this.#read.delete(conversation);
      // A server of the version before has no such call (A12), an auditor no key, and a lost connection comes back.
      if (!(error instanceof ServerRefusal || error instanceof Unreachable)) throw error;
    }
  }

  async #notes(conversation: string): Promise<readonly Held[]> {
    const rows = (await this.#held()).get(conversation) ?? new Map<string, DocumentRow>();
    const waiting = new Map<string, OutboxRow[]>();
    for (const row of await this.#needs.store.getAll("outbox"))
      if (row.doc !== null && row.about === conversation && row.payload.kind === note.KIND)
        waiting.set(row.doc, [...(waiting.get(row.doc) ?? []), row]);
    const ids = new Set([...rows.keys(), ...waiting.keys()]);
    const read = await Promise.all(
      [...ids].map((id) => this.#noteOf(conversation, rows.get(id) ?? null, waiting.get(id) ?? [])),
    );
    return read.filter((each) => each !== null).sort(inOrder);
  }

  async #noteOf(
    conversation: string,
    row: DocumentRow | null,
    waiting: readonly OutboxRow[],
  ): Promise<Held | null> {
    const { mine, me } = this.#needs;
    const payload = row?.payload ?? waiting[0]?.payload ?? null;
    const key = payload === null ? null : keyIn(payload);
    if (key === null) return null;
    const version = row === null ? null : await readRow(row);
    const document = waiting.reduce(
      (said, change) => mergeVersion(said, readChange(change.payload, note, change.atMs, mine), key),
      version?.document ?? EMPTY,
    );
    const said = note.noteIn(document, waiting.length > 0 ? me() : this.#personOf(row?.device));
    if (said === null) return null;
    const failed = waiting.find((each) => each.failed !== null);
    const shown: TeamNote = {
      key: toBase64url(key),
      conversation,
      person: said.author,
      parts: note.partsOf(said.text),
      handover: said.handover,
      mentions: note.mentionsOf(said),
      atMs: said.atMs,
      editedMs: said.editedMs,
      state: failed !== undefined ? "failed" : waiting.length > 0 ? "waiting" : "stored",
      counter: failed?.counter ?? null,
    };
    return { shown, storedMs: row?.atMs ?? 0 };
  }

  /** Whose device that is or was. */
  #personOf(device: string | undefined): number | null {
    return (device === undefined ? null : this.#needs.chain().devices.get(device)?.person) ?? null;
  }

  async #summary(conversation: string): Promise<NotesSummary> {
    const seenMs = await this.#seenMs(conversation);
    const others = (await this.#notes(conversation)).filter(({ shown }) => shown.person !== this.#needs.me());
    const forMe = others.filter(({ shown }) => shown.mentions.includes(this.#needs.me()));
    const newest = Math.max(0, ...forMe.map(({ storedMs }) => storedMs));
    const summary = {
      conversation,
      unread: others.filter(({ storedMs }) => storedMs > seenMs).length,
      forMeMs: forMe.length === 0 ? null : newest,
      forMeUnread: newest > seenMs,
    };
    this.#summaries.set(conversation, summary);
    return summary;
  }

  async #seenMs(conversation: string): Promise<number> {
    const { store } = this.#needs;
    const since = (await readState<number>(store, SINCE)) ?? Number.MAX_SAFE_INTEGER;
    return Math.max(since, (await readState<number>(store, NOTES_SEEN + conversation)) ?? 0);
  }

  async #saw(conversation: string): Promise<void> {
    const newest = Math.max(0, ...(await this.#notes(conversation)).map(({ storedMs }) => storedMs));
    if (newest <= (await this.#seenMs(conversation))) return;
    await this.#needs.store.put("state", newest, NOTES_SEEN + conversation);
    await this.#tell(conversation);
  }
}

interface Held {
  readonly shown: TeamNote;
  /** When the server stored the newest version; 0: it waits here. */
  readonly storedMs: number;
}

/** By the time they were written; of one moment by their key, on every device alike. */
const inOrder = ({ shown: a }: Held, { shown: b }: Held): number =>
  a.atMs - b.atMs || (a.key < b.key ? -1 : 1);

function put(index: Index, conversation: string, row: DocumentRow): void {
  const rows = index.get(conversation) ?? new Map<string, DocumentRow>();
  rows.set(row.id, row);
  index.set(conversation, rows);
}
