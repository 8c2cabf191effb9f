/** What this device knows of all conversations, in memory: enough to ask by labels and to count. Pure. */

import { fitsQuery, type LabelQuery } from "../../model/labelquery.ts";
import { before, type Fitting, fits, type ListEntry, type LogFilter } from "../../model/listentry.ts";
import { FILTERS } from "../../wire/generated.ts";

/** As much of a row as order, filters and labels need. */
export type OverviewRow = Pick<
  ListEntry,
  "id" | "state" | "assigned" | "lastMs" | "unread" | "labels" | "askedMs" | "answeredMs"
>;

export interface Selected {
  readonly total: number;
  readonly counts: Readonly<Record<LogFilter, number>>;
  readonly ids: readonly string[];
}

/** What a tab asks for: a filter, whose filter it is, and from when on answered ones are listed under `waiting`. */
export interface AskedPage {
  readonly filter: LogFilter;
  readonly me: number | null;
  readonly sinceMs: number;
}

export class Overview {
  readonly #rows = new Map<string, OverviewRow>();
  /** The last answer in full, until a row changes. */
  #found: { readonly key: string; readonly rows: readonly OverviewRow[] } | null = null;

  get size(): number {
    return this.#rows.size;
  }

  put({ id, state, assigned, lastMs, unread, labels, erased, askedMs, answeredMs }: ListEntry): void {
    this.#found = null;
    if (erased === true) this.#rows.delete(id);
    else {
      const turn = { askedMs: askedMs ?? null, answeredMs: answeredMs ?? null };
      this.#rows.set(id, { id, state, assigned, lastMs, unread, labels: labels ?? [], ...turn });
    }
  }

  delete(id: string): void {
    this.#found = null;
    this.#rows.delete(id);
  }

  clear(): void {
    this.#found = null;
    this.#rows.clear();
  }

  /** How many conversations that are not closed, and how many that are. */
  held(): { readonly open: number; readonly closed: number } {
    let closed = 0;
    for (const { state } of this.#rows.values()) if (state === "closed") closed++;
    return { open: this.#rows.size - closed, closed };
  }

  /** How many conversations carry each label. */
  carriers(): Map<string, number> {
    const found = new Map<string, number>();
    for (const { labels } of this.#rows.values())
      for (const label of labels ?? []) found.set(label, (found.get(label) ?? 0) + 1);
    return found;
  }

  /** The rows under the filter that the query means, in its order, from the one with that number on. */
  select(query: LabelQuery, asked: AskedPage, from: number, limit: number): Selected {
    const meant = this.#meant(query, asked.filter);
    const counts = countsOf(meant, asked.me);
    const shown = meant.filter((row) => fits(asked.filter, row, asked.me, asked.sinceMs));
    return { total: shown.length, counts, ids: shown.slice(from, from + limit).map(({ id }) => id) };
  }

  #meant(query: LabelQuery, filter: LogFilter): readonly OverviewRow[] {
    const key = JSON.stringify([query.match, query.with, query.without, filter === "waiting"]);
    if (this.#found?.key === key) return this.#found.rows;
    const rows = [...this.#rows.values()]
      .filter(({ labels }) => fitsQuery(query, labels ?? []))
      .sort((one, other) => (before(filter, one, other) ? -1 : 1));
    this.#found = { key, rows };
    return rows;
  }
}

/** How many of these rows each filter means. */
export function countsOf(rows: Iterable<Fitting>, me: number | null): Record<LogFilter, number> {
  const counts = { waiting: 0, all: 0, unread: 0, mine: 0, closed: 0 };
  for (const row of rows) for (const each of FILTERS) if (fits(each, row, me)) counts[each]++;
  return counts;
}
