/** The staff chat in one tab: the back room's messages among its documents, what waits, and what this device has seen (L8). */

import { writable } from "../base/readable.ts";
import { contentOf, payloadOf } from "../content/index.ts";
import { type LogRow, logRows } from "../conversation/rows.ts";
import { firstKept } from "../conversation/window.ts";
import { emptyConversation } from "../model/conversation.ts";
import type { LogNote, OutboxNote } from "../model/notes.ts";
import type { OutboxRow } from "../model/outbox.ts";
import { CUT, type StoredRow } from "../model/row.ts";
import { DRAFT, readState, rowRange, type Store } from "../store/database.ts";
import { enqueue } from "../sync/outbox.ts";
import { revive } from "../sync/retry.ts";
import type { Person } from "../trust/people.ts";
import { Kind } from "../wire/frames.ts";
import type { StaffChatCommands, StaffChatView } from "./api.ts";

/** Key under `state`: when the newest message that was seen on this device was stored (UTC milliseconds). */
export const SEEN = "seen:backroom";
/** Documents lie between the messages, so a window is wider than that of a conversation. */
const WINDOW = 300;
/** Pages that one step back may read until it finds a message. */
const PAGES = 8;

export interface StaffChatNeeds {
  readonly leader: StaffChatCommands & { pump(): Promise<void> };
  now(): number;
  me(): Person | null;
  nameOf(person: number): string | null;
  /** A row of the outbox was written in this tab. */
  wrote(row: OutboxRow): void;
  setDraft(room: string, text: string): void;
  /** All tabs are to know what was seen here. */
  saw(atMs: number): void;
}

interface Place {
  readonly store: Store;
  readonly room: string;
  /** This device's id. */
  readonly mine: string;
}

export class StaffChatPage implements StaffChatView {
  readonly rows = writable<readonly LogRow[]>([]);
  readonly older = writable(false);
  readonly draft = writable("");
  readonly unread = writable(0);
  readonly #needs: StaffChatNeeds;
  readonly #rows = new Map<number, StoredRow>();
  readonly #outbox = new Map<number, OutboxRow>();
  #place: Place | null = null;
  #state = emptyConversation("");
  /** The lowest position read from the device. */
  #from = Number.MAX_SAFE_INTEGER;
  #seenMs = 0;

  constructor(needs: StaffChatNeeds) {
    this.#needs = needs;
  }

  /** Shows what this device holds. */
  async useStore(place: Place, draft: string): Promise<void> {
    const { store, room } = place;
    this.#place = place;
    this.draft.set(draft);
    this.#seenMs = Math.max(this.#seenMs, (await readState<number>(store, SEEN)) ?? 0);
    const state = await store.get("conversations", room);
    if (state !== undefined && state.high >= this.#state.high) this.#state = state;
    for (const row of await store.getAll("outbox")) this.#wait(row);
    await this.#extend(this.#state.high - WINDOW + 1);
  }

  open = (): void => {
    // Without a connection, or for an auditor, what is held stays.
    this.#needs.leader.readBackRoom().catch(() => {});
  };

  send = async (text: string): Promise<void> => {
    const place = this.#place;
    if (place === null) return;
    const payload = payloadOf({ kind: "text", text }, this.#needs.me()?.name);
    const typed = { key: DRAFT + place.room, text };
    const draft = { conversation: place.room, payload, spoken: false, typed };
    this.#needs.wrote(await enqueue(place.store, draft, this.#needs.now()));
    void this.#needs.leader.pump();
  };

  retry = async (key: string): Promise<void> => {
    const row = this.#place && (await revive(this.#place.store, Number(key.split(".")[1])));
    if (row === null) return;
    this.#needs.wrote(row);
    void this.#needs.leader.pump();
  };

  loadOlder = async (): Promise<void> => {
    const shown = this.rows.get().length;
    for (let page = 0; page < PAGES && this.older.get() && this.rows.get().length === shown; page++) {
      if (this.#from <= this.#state.low) await this.#needs.leader.olderInBackRoom();
      await this.#extend(this.#from - WINDOW);
    }
  };

  letGo = (): void => {
    const from = firstKept(this.rows.get());
    if (from === null) return;
    this.#from = Math.max(this.#from, from);
    for (const pos of this.#rows.keys()) if (pos < this.#from) this.#rows.delete(pos);
    this.show();
  };

  setDraft = (text: string): void => {
    this.draft.set(text);
    if (this.#place !== null) this.#needs.setDraft(this.#place.room, text);
  };

  markSeen = (): void => {
    const newest = this.#said().at(-1);
    if (newest === undefined || newest.atMs <= this.#seenMs || this.#place === null) return;
    void this.#place.store.put("state", newest.atMs, SEEN);
    this.#needs.saw(newest.atMs);
  };

  /** Another tab, or this one, showed everything stored until then. */
  seen(atMs: number): void {
    this.#seenMs = Math.max(this.#seenMs, atMs);
    this.show();
  }

  apply(note: LogNote | OutboxNote): void {
    if (this.#place === null) return;
    if (note.type === "outbox") {
      for (const counter of note.gone) this.#outbox.delete(counter);
      for (const row of note.rows) this.#wait(row);
    } else if (note.conversation === this.#place.room) this.#applyLog(note);
    else return;
    this.show();
  }

  #applyLog({ anew, rows, state, done, moved }: LogNote): void {
    if (anew) {
      this.#rows.clear();
      this.#from = state.low;
    }
    this.#state = state;
    this.#from = Math.min(this.#from, ...rows.map(({ pos }) => pos));
    for (const row of rows) this.#take(row);
    for (const counter of done) this.#outbox.delete(counter);
    for (const row of moved) this.#wait(row);
  }

  async #extend(from: number): Promise<void> {
    if (this.#place === null) return;
    const { store, room } = this.#place;
    this.#from = Math.max(this.#state.low, from);
    for (const row of await store.getAll("rows", rowRange(room, this.#from, this.#state.high)))
      if (!this.#rows.has(row.pos)) this.#take(row);
    this.show();
  }

  #take(row: StoredRow): void {
    if (isSaid(row)) this.#rows.set(row.pos, row);
    else this.#rows.delete(row.pos);
  }

  #wait(row: OutboxRow): void {
    if (row.conversation === this.#place?.room && row.doc === null && row.about === null)
      this.#outbox.set(row.counter, row);
  }

  #said(): readonly StoredRow[] {
    return [...this.#rows.values()].sort((a, b) => a.pos - b.pos);
  }

  /** Names may have changed. */
  show(): void {
    const me = this.#needs.me()?.person ?? null;
    const rows = logRows({
      rows: this.#rows,
      // Nothing in the back room counts as spoken, but here it is what is shown.
      outbox: [...this.#outbox.values()].map((row) => ({ ...row, spoken: true })),
      theirs: this.#state.customer,
      side: "team",
      mine: this.#place?.mine ?? "",
      person: me,
      erasing: () => false,
      kept: [],
      nameOf: this.#needs.nameOf,
      changes: [],
      autoText: () => null,
      from: this.#from,
      stars: new Set(),
    });
    this.rows.set(rows.map((row) => (row.type === "message" ? fromHere(row, me) : row)));
    this.older.set(this.#state.low > 1 || this.#from > Math.max(1, this.#state.low));
    const fresh = this.#said().filter(
      ({ atMs, person, payload }) =>
        atMs > this.#seenMs && person !== me && contentOf(payload).kind !== "unknown",
    );
    this.unread.set(fresh.length);
  }
}

/** A colleague's message stands on the other side, with the name. */
const fromHere = (row: Extract<LogRow, { type: "message" }>, me: number | null): LogRow => {
  const ours = row.person === me;
  return { ...row, ours, by: ours ? null : row.by, state: ours ? row.state : null };
};

/** Is it part of the chat? Documents are not, nor what the back room says about a customer, nor what is left of them. */
const isSaid = ({ kind, doc, about, entry, trouble }: StoredRow): boolean =>
  kind === CUT ||
  (kind === Kind.message && doc === null && about === null && (entry === null || trouble !== null));
