/** What one tab shows of the list: rows by index under a filter, loaded by page, opened when visible, moved by events. */

import { writable } from "../../base/readable.ts";
import { fitsQuery, type LabelQuery } from "../../model/labelquery.ts";
import {
  before,
  type Filter,
  fits,
  type ListEntry,
  type ListPage,
  type Reading,
} from "../../model/listentry.ts";

export interface ListViewNeeds {
  page(filter: Filter, from: number, query: LabelQuery | null): Promise<ListPage>;
  /** Opens last line and card of these rows, and no longer of the previous ones. The answer arrives as entries. */
  openRows(ids: readonly string[]): void;
  me(): number | null;
  /** As `Env.later`. */
  later(ms: number, run: () => void): () => void;
}

const PAGE = 100;
/** Pages that are read at the same time. */
const AT_ONCE = 2;
/** After a jump, rows are read once the list rests. Rows that only fly past are not asked for. */
const REST_MS = 80;
/** A page that was refused is asked for again after so long. */
const AGAIN_MS = 5_000;
/** Rows further from the visible ones than this are dropped from memory. */
const NEAR = 1_000;

const NONE: Readonly<Record<Filter, number>> = {
  all: 0,
  unread: 0,
  mine: 0,
  closed: 0,
  forMe: 0,
};

export class ListView {
  readonly filter = writable<Filter>("all");
  /** Only conversations that these labels mean; null: all. */
  readonly query = writable<LabelQuery | null>(null);
  readonly reading = writable<Reading | null>(null);
  readonly counts = writable<Readonly<Record<Filter, number>>>(NONE);
  readonly total = writable(0);
  readonly revision = writable(0);
  readonly #needs: ListViewNeeds;
  #index: (string | undefined)[] = [];
  readonly #entries = new Map<string, ListEntry>();
  /** Views of open conversations need their entry whatever the window shows. */
  readonly #pinned = new Map<string, number>();
  #from = 0;
  #to = 0;
  /** Cancels what waits for a jump to come to rest. */
  #settled = () => {};
  /** Counts up whenever order and rows may have changed on the server. */
  #version = 1;
  /** The version at which a page was read last. */
  readonly #read = new Map<number, number>();
  readonly #loading = new Set<number>();
  /** The rows whose opening was asked for last. */
  #asked = new Set<string>();

  constructor(needs: ListViewNeeds) {
    this.#needs = needs;
  }

  entryAt(index: number): ListEntry | null {
    return this.entry(this.#index[index] ?? "");
  }

  entry(id: string): ListEntry | null {
    return this.#entries.get(id) ?? null;
  }

  /** These rows are visible now. */
  window(from: number, to: number): void {
    const jumped = Math.abs(from - this.#from) > PAGE;
    this.#from = Math.max(0, from);
    this.#to = Math.max(this.#from, to);
    this.#settled();
    if (jumped) this.#settled = this.#needs.later(REST_MS, () => this.#rest());
    else this.#rest();
  }

  #rest(): void {
    this.#pull();
    this.#openVisible();
    this.#forgetFar();
  }

  setFilter(filter: Filter): void {
    if (this.filter.get() === filter) return;
    this.filter.set(filter);
    this.#startAnew();
  }

  setQuery(query: LabelQuery | null): void {
    this.query.set(query);
    this.#startAnew();
  }

  #startAnew(): void {
    const filter = this.filter.get();
    this.#index = [];
    this.#read.clear();
    this.#from = 0;
    this.#to = 0;
    this.total.set(this.counts.get()[filter]);
    this.#changed();
    this.refresh();
  }

  /** Reads the visible pages again, and the others when they become visible. What is shown stays until the answer is there. */
  refresh(): void {
    this.#version += 1;
    this.#pull();
  }

  /** Something besides the entries changed: drafts, typing. */
  touch(): void {
    this.#changed();
  }

  pin(id: string): () => void {
    this.#pinned.set(id, (this.#pinned.get(id) ?? 0) + 1);
    return () => {
      const left = (this.#pinned.get(id) ?? 1) - 1;
      if (left > 0) this.#pinned.set(id, left);
      else this.#pinned.delete(id);
    };
  }

  /** Shows changed rows at once, and moves them where they now belong as far as that is known. */
  apply(entries: readonly ListEntry[]): void {
    for (const entry of entries) this.#applyOne(entry);
    this.#openVisible();
    this.#changed();
  }

  /** The row is gone. */
  remove(id: string): void {
    this.#entries.delete(id);
    const at = this.#index.indexOf(id);
    if (at >= 0) {
      this.#index.splice(at, 1);
      this.total.set(Math.max(0, this.total.get() - 1));
    }
    this.#changed();
  }

  #applyOne(entry: ListEntry): void {
    const known = this.#entries.get(entry.id);
    const at = this.#index.indexOf(entry.id);
    const filter = this.filter.get();
    // Whom its notes are for an entry does not say: only the next page does.
    const here = filter === "forMe" ? at >= 0 : this.#fits(filter, entry);
    const shown = (at >= 0 || !entry.erased) && here;
    if (at < 0 && !shown && !this.#pinned.has(entry.id)) return;
    this.#entries.set(entry.id, entry);
    if (entry.last === null && entry.lastEvent !== null) this.#asked.delete(entry.id);
    if (at >= 0 && shown && (filter === "forMe" || (known !== undefined && sameOrder(known, entry)))) return;
    if (at >= 0) this.#index.splice(at, 1);
    if (shown) this.#insert(entry);
  }

  #fits(filter: Exclude<Filter, "forMe">, entry: ListEntry): boolean {
    const query = this.query.get();
    if (query !== null && !fitsQuery(query, entry.labels ?? [])) return false;
    return fits(filter, entry, this.#needs.me());
  }

  #insert(entry: ListEntry): void {
    for (let at = 0; at < this.#index.length; at++) {
      const other = this.#entries.get(this.#index[at] ?? "");
      // Beyond what is loaded only the server knows the place; it is asked soon.
      if (other === undefined) return;
      if (before(entry, other)) {
        this.#index.splice(at, 0, entry.id);
        return;
      }
    }
    if (this.#index.length < this.total.get() + 1) this.#index.push(entry.id);
  }

  /** Reads visible pages that are not up to date. */
  #pull(): void {
    const last = Math.min(this.#to, Math.max(0, this.total.get() - 1));
    for (let page = Math.floor(this.#from / PAGE); page * PAGE <= last; page++) {
      if (this.#loading.size >= AT_ONCE) return;
      if (this.#read.get(page) !== this.#version && !this.#loading.has(page)) void this.#load(page);
    }
  }

  async #load(page: number): Promise<void> {
    this.#loading.add(page);
    const [filter, query] = [this.filter.get(), this.query.get()];
    const version = this.#version;
    const answer = await this.#needs.page(filter, page * PAGE, query).catch(() => null);
    this.#loading.delete(page);
    if (this.filter.get() === filter && this.query.get() === query) {
      this.#read.set(page, version);
      if (answer !== null) this.#take(page, answer);
      else this.#needs.later(AGAIN_MS, () => this.#reload(page, version));
    }
    this.#pull();
  }

  /** A page that could not be read at this version is asked for again if it is still visible. */
  #reload(page: number, version: number): void {
    if (this.#read.get(page) !== version) return;
    this.#read.delete(page);
    this.#pull();
  }

  #take(page: number, answer: ListPage): void {
    this.counts.set(answer.counts);
    this.reading.set(answer.reading ?? null);
    this.total.set(answer.total);
    const ids = new Set(answer.entries.map(({ id }) => id));
    // A row has one place only: the one in the newest answer.
    this.#index = Array.from(this.#index, (id) => (id !== undefined && ids.has(id) ? undefined : id));
    this.#index.length = Math.min(this.#index.length, answer.total);
    for (const [at, entry] of answer.entries.entries()) {
      this.#entries.set(entry.id, entry);
      if (isClosed(entry)) this.#asked.delete(entry.id);
      this.#index[page * PAGE + at] = entry.id;
    }
    this.#openVisible();
    this.#changed();
  }

  #openVisible(): void {
    const ids: string[] = [];
    for (let at = this.#from; at <= this.#to; at++) {
      const entry = this.entryAt(at);
      if (entry !== null && isClosed(entry)) ids.push(entry.id);
    }
    if (ids.every((id) => this.#asked.has(id))) return;
    // Everything visible. What was asked for before and is out of sight need not be opened any more.
    this.#asked = new Set(ids);
    this.#needs.openRows(ids);
  }

  #forgetFar(): void {
    if (this.#entries.size <= 2 * NEAR) return;
    const near = new Set(this.#index.slice(Math.max(0, this.#from - NEAR), this.#to + NEAR));
    for (const page of this.#read.keys())
      if (page * PAGE < this.#from - NEAR || page * PAGE + PAGE > this.#to + NEAR) this.#read.delete(page);
    for (const id of this.#entries.keys())
      if (!near.has(id) && !this.#pinned.has(id)) {
        this.#entries.delete(id);
        this.#asked.delete(id);
      }
  }

  #changed(): void {
    this.revision.set(this.revision.get() + 1);
  }
}

/** Is something of this row still to be opened? */
const isClosed = (entry: ListEntry): boolean =>
  entry.brief === true ||
  (entry.last === null && entry.lastEvent !== null) ||
  (entry.labels === undefined && entry.cardEvent !== null);

const sameOrder = (a: ListEntry, b: ListEntry): boolean =>
  a.lastMs === b.lastMs && a.unread > 0 === b.unread > 0;
