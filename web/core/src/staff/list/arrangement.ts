/** The order in which the list is shown: the server's, and in it the rows that this device places itself. Pure. */

import type { OrderKeys } from "../../model/listentry.ts";

/** A row that stands among the server's, by these keys. */
export interface Among {
  readonly id: string;
  readonly keys: OrderKeys;
}

export interface Placed {
  /** Above all others, in this order. */
  readonly lead: readonly string[];
  /** Not shown where the server has them. */
  readonly hidden: ReadonlySet<string>;
  /** Rows among the server's, in their own order. */
  readonly among: readonly Among[];
}

export const NOTHING_PLACED: Placed = { lead: [], hidden: new Set(), among: [] };

/** Does the first come before the second? */
export type Before = (a: OrderKeys, b: OrderKeys) => boolean;

/** Maps what is shown to the server's places. `index` may have gaps, and is as long as the server's list at most. */
export class Arrangement {
  readonly total: number;
  readonly #index: readonly (string | undefined)[];
  readonly #lead: readonly string[];
  /** The rows among the server's, with the numbers at which they are shown, ascending. */
  readonly #among: readonly { readonly id: string; readonly at: number }[];
  /** The server's places that are not shown, ascending. */
  readonly #out: readonly number[];

  constructor(
    index: readonly (string | undefined)[],
    total: number,
    { lead, hidden, among }: Placed,
    entryOf: (id: string) => OrderKeys | null,
    before: Before,
  ) {
    this.#index = index;
    this.#lead = lead;
    this.#out = hidden.size === 0 ? [] : placesOf(index, hidden);
    this.#among = among.map(({ id, keys }, nth) => ({
      id,
      at: lead.length + nth + this.#rankOf(keys, hidden, entryOf, before),
    }));
    this.total = Math.max(0, total - this.#out.length) + lead.length + among.length;
  }

  idAt(at: number): string | undefined {
    if (at < this.#lead.length) return this.#lead[at];
    const among = this.#among.find((each) => each.at === at);
    if (among !== undefined) return among.id;
    return this.#index[this.#serverAt(at)];
  }

  /** Where a row is shown; null: nowhere, as far as is known. */
  placeOf(id: string): number | null {
    const lead = this.#lead.indexOf(id);
    if (lead >= 0) return lead;
    const among = this.#among.find((each) => each.id === id);
    if (among !== undefined) return among.at;
    const place = this.#index.indexOf(id);
    if (place < 0 || this.#out.includes(place)) return null;
    return this.#shownAt(place);
  }

  /** Is it one of the rows that this device places? */
  stands(id: string): boolean {
    return this.#lead.includes(id) || this.#among.some((each) => each.id === id);
  }

  /** The server's places of what is shown from `from` to `to`; null: none of it is the server's to say. */
  spanOf(from: number, to: number): readonly [from: number, to: number] | null {
    const last = Math.min(to, this.total - 1);
    if (last < this.#lead.length) return null;
    return [this.#serverAt(Math.max(from, this.#lead.length)), this.#serverAt(last)];
  }

  #shownAt(place: number): number {
    let at = this.#lead.length + place - this.#outBefore(place);
    for (const among of this.#among) if (at >= among.at) at += 1;
    return at;
  }

  #serverAt(at: number): number {
    let place = at - this.#lead.length - this.#among.filter((each) => each.at < at).length;
    for (const out of this.#out) {
      if (out > place) break;
      place += 1;
    }
    return place;
  }

  /** Before the first row known to come later, else after the last one that is known. */
  #rankOf(
    keys: OrderKeys,
    hidden: ReadonlySet<string>,
    entryOf: (id: string) => OrderKeys | null,
    before: Before,
  ): number {
    let after = 0;
    for (let place = 0; place < this.#index.length; place++) {
      const id = this.#index[place];
      if (id === undefined || hidden.has(id)) continue;
      const other = entryOf(id);
      if (other === null) continue;
      if (before(keys, other)) return place - this.#outBefore(place);
      after = place + 1;
    }
    return after - this.#outBefore(after);
  }

  #outBefore(place: number): number {
    let count = 0;
    while ((this.#out[count] ?? place) < place) count += 1;
    return count;
  }
}

function placesOf(index: readonly (string | undefined)[], hidden: ReadonlySet<string>): number[] {
  const found: number[] = [];
  for (let place = 0; place < index.length; place++) {
    const id = index[place];
    if (id !== undefined && hidden.has(id)) found.push(place);
  }
  return found;
}
