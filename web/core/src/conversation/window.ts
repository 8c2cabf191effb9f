/** What one tab shows of a conversation: a window onto the rows held, the messages that wait, and their states. */

import { writable } from "../base/readable.ts";
import type { Pinned } from "../model/acts.ts";
import { emptyConversation } from "../model/conversation.ts";
import type { TeamChange } from "../model/devices.ts";
import type { ConversationNote } from "../model/notes.ts";
import type { OutboxRow, Pending } from "../model/outbox.ts";
import type { StoredRow } from "../model/row.ts";
import { PENDING, readState, rowRange, STARS, type Store } from "../store/database.ts";
import { hasActs, type LogRow, logRows, type RowsInput } from "./rows.ts";

type Note = Extract<ConversationNote, { readonly type: "log" | "outbox" | "erasing" }>;

const WINDOW = 60;
/** So far the server may be ahead of what the device holds, and both be read at once. */
const SLACK = 40;
/** A reader at the newest row has no use for more rows than these. */
const MOST = 3 * WINDOW;
/** So many pages are read at once in search of one that has something to show: acts are no rows of their own. */
const PAGES = 8;
/** Positions 1 and 2 of a conversation are its records: nothing to show (L2). */
const FIRST_SHOWN = 3;

/** What folds acts into the messages that they refer to; fetched for the first conversation that has some. */
export type FoldActs = (
  rows: readonly LogRow[],
  input: RowsInput,
) => { readonly rows: readonly LogRow[]; readonly pins: readonly Pinned[] };

/** The position from which rows are kept; null: there are not too many. */
export function firstKept(rows: readonly LogRow[]): number | null {
  if (rows.length <= MOST) return null;
  return rows.slice(-WINDOW).find(({ pos }) => pos !== null)?.pos ?? null;
}

export class ChatLog {
  readonly rows = writable<readonly LogRow[]>([]);
  readonly pins = writable<readonly Pinned[]>([]);
  readonly older = writable(false);
  readonly #side: "customer" | "team";
  readonly #rows = new Map<number, StoredRow>();
  readonly #outbox = new Map<number, OutboxRow>();
  readonly #nameOf: (person: number) => string | null;
  readonly #fetchActs: () => Promise<{ readonly withActs: FoldActs }>;
  #withActs: FoldActs | null = null;
  #fetched: Promise<void> | null = null;
  #stars: ReadonlySet<string> = new Set();
  #state = emptyConversation("");
  #mine = "";
  #person: number | null = null;
  #from = 0;
  #erasing: readonly Pending[] = [];
  #store: Store | null = null;
  #autoText: (entry: readonly unknown[]) => string | null | undefined = () => null;
  #changes: () => readonly TeamChange[] = () => [];

  constructor(
    side: "customer" | "team",
    acts: () => Promise<{ readonly withActs: FoldActs }>,
    nameOf: (person: number) => string | null = () => null,
  ) {
    this.#side = side;
    this.#fetchActs = acts;
    this.#nameOf = nameOf;
  }

  /** Shows what the device holds. `mine` null: as before. `head`: its newest position, as far as the list knows it. */
  async open(
    store: Store,
    conversation: string,
    mine: string | null,
    person: number | null,
    head = 0,
  ): Promise<void> {
    this.#store = store;
    this.#mine = mine ?? this.#mine;
    this.#person = person;
    this.#state = emptyConversation(conversation);
    await this.reload(head);
  }

  /** Reads the visible part again, because a note to this tab may have been lost. */
  async reload(head = 0): Promise<void> {
    const { id } = this.#state;
    const store = this.#store;
    if (store === null) return;
    const from = this.#from || Number.POSITIVE_INFINITY;
    // One transaction, so that nothing that is written meanwhile stands between its reads.
    const tx = store.transaction(["conversations", "outbox", "state", "rows"], "readonly");
    const read = (low: number, high: number) => tx.objectStore("rows").getAll(rowRange(id, low, high));
    // Most often the list knows where the newest rows lie: then nothing has to be known first.
    const low = Math.max(0, head - WINDOW - SLACK);
    const [state, outbox, pending, stars, newest] = await Promise.all([
      tx.objectStore("conversations").get(id),
      tx.objectStore("outbox").getAll(),
      tx.objectStore("state").get(PENDING),
      tx.objectStore("state").get(STARS + id),
      head > 0 ? read(low, head) : [],
    ]);
    const known = state !== undefined && state.high >= this.#state.high ? state : this.#state;
    const first = Math.max(known.low, Math.min(from, known.high - WINDOW + 1));
    const fits = head >= known.high && low <= first;
    const rows = fits ? newest.filter(({ pos }) => pos >= first) : await read(first, known.high);
    if (this.#state.id !== id) return;
    // Rows that were shown before and are no longer held: the conversation was erased, and no note said so.
    const shown = this.#rows.size > 0;
    if (known.high >= this.#state.high) this.#state = known;
    this.#outbox.clear();
    for (const row of outbox) if (row.conversation === id) this.#outbox.set(row.counter, row);
    this.#marked(pending, stars);
    this.#from = Math.max(
      this.#state.low,
      Math.min(this.#from || Number.POSITIVE_INFINITY, this.#state.high - WINDOW + 1),
    );
    this.#take(rows);
    if (shown) await this.#drop(store, state?.high ?? this.#state.high);
  }

  async #drop(store: Store, high: number): Promise<void> {
    const { id } = this.#state;
    const keys = await store.getAllKeys("rows", rowRange(id, 0, high));
    const held = new Set(keys.map(([, pos]) => pos));
    if (this.#state.id !== id) return;
    for (const pos of this.#rows.keys()) if (pos <= high && !held.has(pos)) this.#rows.delete(pos);
    this.show();
  }

  /** Would this note change what is shown? */
  concerns(note: Note): boolean {
    const { id } = this.#state;
    if (note.type === "log") return note.conversation === id;
    if (note.type === "erasing") return true;
    return (
      note.rows.some(({ conversation }) => conversation === id) ||
      note.gone.some((counter) => this.#outbox.has(counter))
    );
  }

  /** Nobody reads it now: only the newest rows stay. */
  rest(): void {
    const from = Math.max(this.#state.low, this.#state.high - WINDOW + 1);
    if (from <= this.#from) return;
    this.#letGoTo(from);
  }

  #marked(pending: unknown, stars: unknown): void {
    const { id } = this.#state;
    this.#stars = new Set(stars as readonly string[] | undefined);
    this.#erasing = ((pending as readonly Pending[] | undefined) ?? []).filter(
      ({ conversation }) => conversation === id,
    );
  }

  async #erasingChanged(): Promise<void> {
    const [store, { id }] = [this.#store, this.#state];
    if (store === null) return;
    const [pending, stars] = await Promise.all([readState(store, PENDING), readState(store, STARS + id)]);
    if (this.#state.id !== id) return;
    this.#marked(pending ?? undefined, stars ?? undefined);
    this.show();
  }

  clear(): void {
    this.#store = null;
    this.#rows.clear();
    this.#outbox.clear();
    this.#state = emptyConversation("");
    this.#from = 0;
    this.show();
  }

  get state() {
    return this.#state;
  }

  /** What the business's records say: the words of automatic answers, and what changed among the team's devices. */
  setRecords(
    autoText: (entry: readonly unknown[]) => string | null | undefined,
    changes: () => readonly TeamChange[],
  ): void {
    this.#autoText = autoText;
    this.#changes = changes;
    this.show();
  }

  apply(note: Note): void {
    if (note.type === "outbox") this.#applyOutbox(note);
    else if (note.type === "erasing") this.#erasingChanged().catch(() => {});
    else if (note.conversation === this.#state.id) this.#applyLog(note);
  }

  /** Loads from the device first, then from the server through `fetch`. */
  async loadOlder(store: Store, fetch: () => Promise<void>): Promise<void> {
    const shown = this.rows.get().length;
    for (let page = 0; page < PAGES && this.older.get() && this.rows.get().length <= shown; page++) {
      if (this.#from <= this.#state.low) await fetch();
      await this.#extend(store, this.#from - WINDOW);
    }
  }

  /**
   * The reader is at the newest row: what is far above is let go, and `loadOlder` brings it back. Otherwise a page that stays open for a week
   * would hold every row of it.
   */
  letGo(): void {
    const from = firstKept(this.rows.get());
    if (from === null) return;
    this.#letGoTo(Math.max(this.#from, from));
  }

  #letGoTo(from: number): void {
    this.#from = from;
    // What is pinned stands above the conversation, wherever the reader is.
    for (const [pos, row] of this.#rows)
      if (pos < this.#from && row.payload?.kind !== "pin") this.#rows.delete(pos);
    this.show();
  }

  async #extend(store: Store, from: number): Promise<void> {
    const { id, low, high } = this.#state;
    this.#from = Math.max(low, from);
    this.#take(await store.getAll("rows", rowRange(id, this.#from, high)));
  }

  /** Rows from a note are newer than rows read here, but what was emptied is never filled again. */
  #take(rows: readonly StoredRow[]): void {
    for (const row of rows)
      if (row.payload === null || !this.#rows.has(row.pos)) this.#rows.set(row.pos, row);
    this.show();
  }

  #applyOutbox(note: Extract<Note, { type: "outbox" }>): void {
    for (const counter of note.gone) this.#outbox.delete(counter);
    for (const row of note.rows) if (row.conversation === this.#state.id) this.#outbox.set(row.counter, row);
    this.show();
  }

  #applyLog(note: Extract<Note, { type: "log" }>): void {
    if (note.anew) {
      this.#rows.clear();
      this.#from = note.state.low;
    }
    // Nothing is shown yet, or an older page follows below the little that is: the leading tab read it by itself.
    const few = this.#state.high - this.#from < WINDOW;
    if (this.#from === 0 || (few && this.#from === this.#state.low)) this.#from = note.state.low;
    if (this.#missed(note)) this.reload().catch(() => {});
    this.#state = note.state;
    for (const row of note.rows) if (row.pos >= this.#from) this.#rows.set(row.pos, row);
    for (const counter of note.done) this.#outbox.delete(counter);
    for (const row of note.moved) this.#outbox.set(row.counter, row);
    this.show();
  }

  /** Positions were written without a note to this tab: the tab that wrote them has closed. */
  #missed({ anew, rows, state }: Extract<Note, { type: "log" }>): boolean {
    const { high } = this.#state;
    const told = rows.filter(({ pos }) => pos > high && Number.isInteger(pos)).length;
    return high > 0 && !anew && state.high - high > told;
  }

  show(): void {
    const { customer, team, kept } = this.#state;
    const input: RowsInput = {
      rows: this.#rows,
      outbox: [...this.#outbox.values()],
      from: this.#from,
      stars: this.#stars,
      theirs: this.#side === "customer" ? team : customer,
      side: this.#side,
      mine: this.#mine,
      person: this.#person,
      erasing: (key) => this.#erasing.some(({ messages }) => messages?.includes(key) ?? true),
      kept: this.#state.kept ?? [],
      nameOf: this.#nameOf,
      changes: this.#changes(),
      autoText: this.#autoText,
    };
    const plain = logRows(input);
    const { rows, pins } = this.#withActs?.(plain, input) ?? { rows: plain, pins: [] };
    this.rows.set(rows);
    this.pins.set(pins);
    this.#fetchIfDue(input);
    // A conversation that was erased and of which nothing was retained has nothing older to load.
    const [first] = this.rows.get();
    const over = kept?.length === 0 && first?.type === "note" && first.name === "erased";
    this.older.set(this.#from > FIRST_SHOWN && !over);
  }

  #fetchIfDue({ rows, outbox, stars }: RowsInput): void {
    if (stars.size === 0 && ![...rows.values(), ...outbox].some(hasActs)) return;
    this.#fetched ??= this.#fetchActs().then(
      ({ withActs }) => {
        this.#withActs = withActs;
        this.show();
      },
      // Without a connection the messages are shown as they were first said, and the next change tries again.
      () => {
        this.#fetched = null;
      },
    );
  }
}
