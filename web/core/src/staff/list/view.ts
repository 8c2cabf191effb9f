/** What one tab shows of the list: rows by index under a filter, loaded by page, opened when visible, moved by events. */

import { writable } from "../../base/readable.ts";
import { type Flags, isPlain, NO_FLAGS } from "../../model/flags.ts";
import { fitsQuery, type LabelQuery } from "../../model/labelquery.ts";
import {
  before,
  type Filter,
  fits,
  type ListEntry,
  type ListPage,
  type LogFilter,
  type Reading,
} from "../../model/listentry.ts";
import { askedSince } from "../../model/waiting.ts";
import { Arrangement, NOTHING_PLACED } from "./arrangement.ts";
import type { PageFilter } from "./pages.ts";
import { asleepIn, type Flagged, type Held, keysOf, nextWakeMs, place, recounted } from "./placing.ts";

export interface ListViewNeeds {
  /** Under `waiting` those answered from `sinceMs` on follow those that wait. */
  page(filter: PageFilter, from: number, query: LabelQuery | null, sinceMs: number): Promise<ListPage>;
  /** Opens last line and card of these rows, and no longer of the previous ones. The answer arrives as entries. */
  openRows(ids: readonly string[]): void;
  /** One row, wherever it stands; null: nobody has it. */
  entry(id: string): Promise<ListEntry | null>;
  me(): number | null;
  now(): number;
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
  waiting: 0,
  all: 0,
  unread: 0,
  mine: 0,
  closed: 0,
  later: 0,
};
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export class ListView {
  readonly filter = writable<Filter>("waiting");
  /** Only conversations that these labels mean; null: all. */
  readonly query = writable<LabelQuery | null>(null);
  readonly reading = writable<Reading | null>(null);
  readonly counts = writable<Readonly<Record<Filter, number>>>(NONE);
  readonly total = writable(0);
  /** Under `waiting`: the number of the first row that waits no more; null: none is loaded. */
  readonly answeredFrom = writable<number | null>(null);
  readonly revision = writable(0);
  readonly settled = writable(false);
  readonly #needs: ListViewNeeds;
  #index: (string | undefined)[] = [];
  /** How many rows the server has under the filter. */
  #serverTotal = 0;
  #serverCounts: Readonly<Record<Filter, number>> = NONE;
  /** What of the index is shown where, until something changes. */
  #arranged: Arrangement | null = null;
  readonly #flags = new Map<string, Flags>();
  /** The conversation whose row keeps its place; its keys once it was seen in the list. */
  #held: { readonly id: string; readonly open: boolean; readonly keys: Held["keys"] | null } | null = null;
  #unhold = () => {};
  #wake = () => {};
  readonly #entries = new Map<string, ListEntry>();
  /** Views of open conversations need their entry whatever the window shows. */
  readonly #pinned = new Map<string, number>();
  /** When this day began in the business's time zone; until that is known no answered row is listed. */
  #sinceMs = Number.MAX_SAFE_INTEGER;
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
    return this.entry(this.#arrangement().idAt(index) ?? "");
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

  placeOf(id: string): number | null {
    return this.#arrangement().placeOf(id);
  }

  /** What the server counts of those that wait, with what the team has put off or marked for itself: as the list counts them. */
  agreeing<Now extends { readonly waiting: number; readonly oldestMs: number | null }>(now: Now): Now {
    const { nowMs, me } = this.#question();
    const flagged = this.#flagged();
    const { waiting } = recounted({ ...NONE, waiting: now.waiting }, flagged, {
      nowMs,
      me,
      meets: () => true,
    });
    const put = asleepIn(flagged, nowMs).some(({ entry }) => askedSince(entry) === now.oldestMs);
    return { ...now, waiting, oldestMs: put || waiting === 0 ? null : now.oldestMs };
  }

  nextBack(): { readonly id: string; readonly untilMs: number } | null {
    const [next] = asleepIn(this.#flagged(), this.#needs.now());
    const snoozed = next?.flags.snoozed ?? null;
    return next === undefined || snoozed === null ? null : { id: next.entry.id, untilMs: snoozed.untilMs };
  }

  /** The day began then. */
  today(sinceMs: number): void {
    if (sinceMs === this.#sinceMs) return;
    this.#sinceMs = sinceMs;
    if (this.filter.get() === "waiting") this.refresh();
  }

  /** This conversation is open: its row keeps its place until another one is opened, or the filter changes. */
  hold(id: string): void {
    if (this.#held?.id === id) {
      this.#held = { ...this.#held, open: true };
      return;
    }
    this.#release();
    this.#unhold = this.pin(id);
    this.#held = { id, open: true, keys: null };
    this.#freeze();
    this.#changed();
  }

  /** The open conversation was closed. Its row stays where it is until something new is said there. */
  loosen(): void {
    if (this.#held !== null) this.#held = { ...this.#held, open: false };
  }

  #release(): void {
    this.#unhold();
    this.#unhold = () => {};
    this.#held = null;
  }

  /** The held row's place is the one at which it is first seen. */
  #freeze(): void {
    const held = this.#held;
    if (held === null || held.keys !== null) return;
    const entry = this.entry(held.id);
    if (entry === null || !this.#isListed(held.id)) return;
    this.#held = { ...held, keys: keysOf(entry, this.#flagsOf(held.id), this.#needs.now()) };
  }

  #isListed(id: string): boolean {
    return this.#index.includes(id) || !isPlain(this.#flagsOf(id));
  }

  #flagsOf(id: string): Flags {
    return this.#flags.get(id) ?? NO_FLAGS;
  }

  /** What the team has set on these conversations now. */
  setFlags(changes: Iterable<readonly [id: string, flags: Flags]>): void {
    for (const [id, flags] of changes) {
      if (isPlain(flags)) this.#flags.delete(id);
      else this.#flags.set(id, flags);
      if (!this.#entries.has(id)) void this.#fetch(id);
    }
    if (this.filter.get() === "later") this.refresh();
    this.#recount();
    this.#changed();
  }

  async #fetch(id: string): Promise<void> {
    const entry = await this.#needs.entry(id).catch(() => null);
    if (entry !== null && !this.#entries.has(id)) this.apply([entry]);
  }

  #flagged(): Flagged[] {
    return [...this.#flags].flatMap(([id, flags]) => {
      const entry = this.#entries.get(id);
      return entry === undefined ? [] : [{ entry, flags }];
    });
  }

  #question() {
    const query = this.query.get();
    return {
      filter: this.filter.get(),
      nowMs: this.#needs.now(),
      sinceMs: this.#sinceMs,
      me: this.#needs.me(),
      meets: ({ labels }: ListEntry) => query === null || fitsQuery(query, labels ?? []),
    };
  }

  #arrangement(): Arrangement {
    if (this.#arranged !== null) return this.#arranged;
    const { id, keys } = this.#held ?? { id: "", keys: null };
    const entry = this.#entries.get(id);
    const held = keys === null || entry === undefined ? null : { entry, keys };
    const quiet = held === null && this.#flags.size === 0;
    const placed = quiet ? NOTHING_PLACED : place(this.#flagged(), held, this.#question());
    this.#arranged = new Arrangement(
      this.#index,
      this.#serverTotal,
      placed,
      (other) => this.entry(other),
      (a, b) => before(this.filter.get(), a, b),
    );
    return this.#arranged;
  }

  /** Counts, and the time at which the next conversation returns. Whoever hears of them may look at the rows at once. */
  #recount(): void {
    this.#arranged = null;
    const flagged = this.#flagged();
    const { nowMs, me, meets } = this.#question();
    this.counts.set(recounted(this.#serverCounts, flagged, { nowMs, me, meets }));
    this.#wake();
    const next = nextWakeMs(flagged, nowMs);
    this.#wake = () => {};
    if (next === null) return;
    this.#wake = this.#needs.later(Math.min(LONGEST_TIMER_MS, next - nowMs), () => this.#woke());
  }

  #woke(): void {
    if (this.filter.get() === "later") this.refresh();
    this.#recount();
    this.#changed();
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
    this.settled.set(false);
    this.#read.clear();
    this.#from = 0;
    this.#to = 0;
    if (this.#held !== null) this.#held = { ...this.#held, keys: null };
    this.#serverTotal = filter === "later" ? 0 : this.#serverCounts[filter];
    this.#recount();
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
    if (entries.some(({ id }) => this.#flags.has(id))) this.#recount();
    this.#changed();
    this.#openVisible();
  }

  /** The row is gone. */
  remove(id: string): void {
    this.#entries.delete(id);
    this.#flags.delete(id);
    if (this.#held?.id === id) this.#release();
    const at = this.#index.indexOf(id);
    if (at >= 0) this.#cut(at);
    this.#recount();
    this.#changed();
  }

  #cut(at: number): void {
    this.#index.splice(at, 1);
    this.#serverTotal = Math.max(0, this.#serverTotal - 1);
  }

  #applyOne(entry: ListEntry): void {
    const { id, open, keys } = this.#held ?? { id: "", open: true, keys: null };
    if (entry.id === id && !open && keys !== null && entry.lastMs > keys.lastMs) this.#release();
    this.#place(entry);
  }

  #place(entry: ListEntry): void {
    const known = this.#entries.get(entry.id);
    const at = this.#index.indexOf(entry.id);
    const filter = this.filter.get();
    // What is put off only the flags say.
    const local = filter === "later";
    const shown = local ? at >= 0 : (at >= 0 || !entry.erased) && this.#fits(filter, entry);
    if (at < 0 && !shown && !this.#pinned.has(entry.id) && !this.#flags.has(entry.id)) return;
    this.#entries.set(entry.id, entry);
    if (entry.last === null && entry.lastEvent !== null) this.#asked.delete(entry.id);
    if (at >= 0 && shown && (local || (known !== undefined && sameOrder(filter, known, entry)))) return;
    if (at >= 0 && !shown) this.#cut(at);
    else if (at >= 0) this.#index.splice(at, 1);
    if (shown) this.#insert(entry);
  }

  #fits(filter: LogFilter, entry: ListEntry): boolean {
    const query = this.query.get();
    if (query !== null && !fitsQuery(query, entry.labels ?? [])) return false;
    return fits(filter, entry, this.#needs.me(), this.#sinceMs);
  }

  #insert(entry: ListEntry): void {
    for (let at = 0; at < this.#index.length; at++) {
      const other = this.#entries.get(this.#index[at] ?? "");
      // Beyond what is loaded only the server knows the place; it is asked soon.
      if (other === undefined) return;
      if (before(this.filter.get(), entry, other)) {
        this.#index.splice(at, 0, entry.id);
        return;
      }
    }
    if (this.#index.length < this.#serverTotal + 1) this.#index.push(entry.id);
  }

  /** Reads visible pages that are not up to date. */
  #pull(): void {
    const [from, to] = this.#arrangement().spanOf(this.#from, this.#to) ?? [0, 0];
    const last = Math.min(to, Math.max(0, this.#serverTotal - 1));
    for (let page = Math.floor(from / PAGE); page * PAGE <= last; page++) {
      if (this.#loading.size >= AT_ONCE) return;
      if (this.#read.get(page) !== this.#version && !this.#loading.has(page)) void this.#load(page);
    }
  }

  async #load(page: number): Promise<void> {
    this.#loading.add(page);
    const [filter, query] = [this.filter.get(), this.query.get()];
    const version = this.#version;
    const asked =
      filter === "later" ? this.#put(query) : this.#needs.page(filter, page * PAGE, query, this.#sinceMs);
    const answer = await asked.catch(() => null);
    this.#loading.delete(page);
    if (this.filter.get() === filter && this.query.get() === query) {
      this.#read.set(page, version);
      if (answer !== null) this.#take(page, answer);
      else this.#needs.later(AGAIN_MS, () => this.#reload(page, version));
    }
    this.#pull();
  }

  /** What is put off, all on one page: the team does that by hand. The counts come with the server's pages. */
  async #put(query: LabelQuery | null): Promise<ListPage> {
    const { counts } = await this.#needs.page("all", 0, query, this.#sinceMs);
    const { meets, nowMs } = this.#question();
    const entries = asleepIn(
      this.#flagged().filter(({ entry }) => meets(entry)),
      nowMs,
    ).map(({ entry }) => entry);
    return { total: entries.length, counts, entries };
  }

  /** A page that could not be read at this version is asked for again if it is still visible. */
  #reload(page: number, version: number): void {
    if (this.#read.get(page) !== version) return;
    this.#read.delete(page);
    this.#pull();
  }

  #take(page: number, answer: ListPage): void {
    this.#serverCounts = answer.counts;
    this.reading.set(answer.reading ?? null);
    this.#serverTotal = answer.total;
    const ids = new Set(answer.entries.map(({ id }) => id));
    // A row has one place only: the one in the newest answer.
    this.#index = Array.from(this.#index, (id) => (id !== undefined && ids.has(id) ? undefined : id));
    this.#index.length = Math.min(this.#index.length, answer.total);
    for (const [at, entry] of answer.entries.entries()) {
      this.#entries.set(entry.id, entry);
      if (isClosed(entry)) this.#asked.delete(entry.id);
      this.#index[page * PAGE + at] = entry.id;
    }
    this.#renewHeld();
    this.#recount();
    if (page === 0) this.settled.set(answer.kept !== true && !answer.reading);
    this.#changed();
    this.#openVisible();
  }

  /** A closed conversation in which something was said meanwhile goes where it belongs. */
  #renewHeld(): void {
    const held = this.#held;
    const entry = held === null ? null : this.entry(held.id);
    if (held?.open === false && held.keys !== null && (entry?.lastMs ?? 0) > held.keys.lastMs)
      this.#release();
    this.#freeze();
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
    const [from, to] = this.#arrangement().spanOf(this.#from, this.#to) ?? [0, 0];
    const near = new Set(this.#index.slice(Math.max(0, from - NEAR), to + NEAR));
    for (const page of this.#read.keys())
      if (page * PAGE < from - NEAR || page * PAGE + PAGE > to + NEAR) this.#read.delete(page);
    for (const id of this.#entries.keys())
      if (!near.has(id) && !this.#pinned.has(id) && !this.#flags.has(id)) {
        this.#entries.delete(id);
        this.#asked.delete(id);
      }
  }

  #changed(): void {
    this.#arranged = null;
    const { total } = this.#arrangement();
    if (total !== this.total.get()) this.total.set(total);
    const from = this.filter.get() === "waiting" ? this.#firstAnswered() : null;
    if (from !== this.answeredFrom.get()) this.answeredFrom.set(from);
    this.revision.set(this.revision.get() + 1);
  }

  #firstAnswered(): number | null {
    const arrangement = this.#arrangement();
    for (const id of this.#index) {
      const entry = id === undefined ? undefined : this.#entries.get(id);
      if (entry === undefined || askedSince(entry) !== null) continue;
      const place = arrangement.placeOf(entry.id);
      if (place !== null && !arrangement.stands(entry.id)) return place;
    }
    return null;
  }
}

/** Something of it was not looked at yet. A line that came by itself does not say whether there is a name. */
const isClosed = (entry: ListEntry): boolean =>
  entry.brief === true ||
  entry.handedHead === undefined ||
  (entry.last === null && entry.lastEvent !== null) ||
  (entry.labels === undefined && entry.cardEvent !== null);

const sameOrder = (filter: Filter, a: ListEntry, b: ListEntry): boolean =>
  !before(filter, a, b) && !before(filter, b, a);
