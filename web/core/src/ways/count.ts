/** Who came by which way, counted from the messages that this device holds. Pure. */

import { fold } from "../base/fold.ts";
import { cameBy } from "../content/way.ts";
import type { StoredRow } from "../model/row.ts";
import { Kind } from "../wire/generated.ts";
import type { Came, Tally, WayEntry } from "./api.ts";

/** So many sources of no way are listed: anybody can invent one. */
export const OTHERS = 10;
/** So many of them are told apart while counting. */
const SOURCES = 1000;

/** A typed hyphen stands for a space, and nobody minds capitals. */
const alike = (source: string): string =>
  fold(source)
    .replace(/[\s_-]+/g, " ")
    .trim();

/** Counts rows, in any order and any portions. A message counts where it names a way, is a customer's, is believed and was not erased. */
export class Count {
  readonly #byId: ReadonlyMap<string, string>;
  readonly #byName: ReadonlyMap<string, string>;
  readonly #ways = new Map<string, Came>();
  readonly #others = new Map<string, Came & { readonly source: string }>();
  #sinceMs: number | null = null;

  constructor(ways: readonly WayEntry[]) {
    this.#byId = new Map(ways.map(({ id, key }) => [id, key]));
    // Of two with one name the older one has it.
    this.#byName = new Map(ways.toReversed().map(({ name, key }) => [alike(name), key]));
  }

  add(rows: readonly StoredRow[]): void {
    for (const row of rows) this.#add(row);
  }

  #add({ kind, party, payload, entry, trouble, atMs }: StoredRow): void {
    if (kind !== Kind.message || party !== "customer" || payload === null || entry !== null) return;
    if (trouble !== null && trouble !== "gap") return;
    const came = cameBy(payload.way);
    if (came === null) return;
    this.#sinceMs = Math.min(atMs, this.#sinceMs ?? atMs);
    const name = alike(came.source);
    const key = this.#byId.get(came.id) ?? (name === "" ? undefined : this.#byName.get(name));
    if (key !== undefined) this.#ways.set(key, more(this.#ways.get(key), atMs));
    else if (name !== "" && (this.#others.has(name) || this.#others.size < SOURCES))
      this.#others.set(name, {
        source: came.source,
        ...this.#others.get(name),
        ...more(this.#others.get(name), atMs),
      });
  }

  get tally(): Tally {
    const others = [...this.#others.values()].sort(
      (one, other) => other.count - one.count || other.lastMs - one.lastMs,
    );
    return { ways: this.#ways, others: others.slice(0, OTHERS), sinceMs: this.#sinceMs };
  }
}

const more = (before: Came | undefined, atMs: number): Came => ({
  count: (before?.count ?? 0) + 1,
  lastMs: Math.max(before?.lastMs ?? 0, atMs),
});
