/** A server with a list, as the view of one tab asks it. */

import { ServerRefusal } from "../../../src/base/errors.ts";
import { before, type Filter, fits, type ListEntry } from "../../../src/model/listentry.ts";
import { countsOf } from "../../../src/staff/list/overview.ts";
import { ListView } from "../../../src/staff/list/view.ts";
import { until } from "../../world/browser.ts";

export const entry = (id: string, changed: Partial<ListEntry> = {}): ListEntry => ({
  id,
  state: "open",
  assigned: null,
  autoOff: false,
  createdMs: 0,
  lastMs: 0,
  head: 3,
  unread: 0,
  customer: { delivered: 0, read: 0 },
  team: { delivered: 0, read: 0 },
  lastEvent: null,
  lastPos: 3,
  cardEvent: null,
  cardPos: 0,
  last: null,
  name: null,
  ...changed,
});

/** A server with a list, which it shows page by page. */
export class Shelf {
  readonly all = new Map<string, ListEntry>();
  asked: [Filter, number][] = [];
  opened: string[] = [];
  /** This many pages are refused. */
  refused = 0;
  /** The server does not answer: its pages are those held here. */
  kept = false;

  add(...entries: ListEntry[]): void {
    for (const each of entries) this.all.set(each.id, each);
  }

  under(filter: Filter): ListEntry[] {
    return [...this.all.values()]
      .filter((each) => filter !== "later" && fits(filter, each, 1, this.sinceMs))
      .sort((a, b) => (before(filter, a, b) ? -1 : 1));
  }

  nowMs = 0;
  /** From when on answered ones are listed under `waiting`, as the tab asked last. */
  sinceMs = Number.MAX_SAFE_INTEGER;
  readonly #waiting = new Set<() => void>();

  /** Reads again what is visible, and waits for the answer. */
  async read(view: ListView): Promise<void> {
    const before = this.asked.length;
    view.refresh();
    await until(view.revision, () => this.asked.length > before);
    for (let turn = 0; turn < 5; turn++) await Promise.resolve();
  }

  /** Waits until that holds; the list says when it has changed. */
  async settle(view: ListView, holds: () => boolean): Promise<void> {
    await until(view.revision, holds);
  }

  /** The row changes on the server, and the tab hears of it. */
  change(view: ListView, changed: ListEntry): void {
    this.add(changed);
    view.apply([changed]);
  }

  /** Runs what waits for its time. */
  timers(): void {
    for (const run of [...this.#waiting]) run();
  }

  /** As one tab sees it, under a filter that it was left with. */
  view(filter: Filter = "all"): ListView {
    const view = new ListView({
      me: () => 1,
      now: () => this.nowMs,
      entry: async (id) => this.all.get(id) ?? null,
      later: (ms, run) => {
        // Minutes and more pass when a test says so.
        if (ms > 1 && this.nowMs > 0) {
          this.#waiting.add(run);
          return () => this.#waiting.delete(run);
        }
        const timer = setTimeout(run, 0);
        return () => clearTimeout(timer);
      },
      openRows: (ids) => this.opened.push(...ids),
      page: async (filter, from, _query, sinceMs) => {
        this.sinceMs = sinceMs;
        this.asked.push([filter, from]);
        if (this.refused > 0) {
          this.refused -= 1;
          throw new ServerRefusal("internal", true, "");
        }
        const shown = this.under(filter);
        const counts = { ...countsOf(this.all.values(), 1), later: 0 };
        return { total: shown.length, counts, entries: shown.slice(from, from + 100), kept: this.kept };
      },
    });
    view.filter.set(filter);
    return view;
  }
}

export const shown = (view: ListView, to: number) =>
  Array.from({ length: to }, (_, at) => view.entryAt(at)?.id ?? null);
