/** The order in which the list is shown: the server's, and in it the rows that this device places itself. Pure. */

import { before, type ListEntry } from "../../model/listentry.ts";

export type OrderKeys = Pick<ListEntry, "unread" | "lastMs">;

export interface Placed {
  /** Above all others, in this order. */
  readonly lead: readonly string[];
  /** Not shown where the server has them. */
  readonly hidden: ReadonlySet<string>;
  /** One row among the server's, by these keys. */
  readonly held: { readonly id: string; readonly keys: OrderKeys } | null;
}

export const NOTHING_PLACED: Placed = { lead: [], hidden: new Set(), held: null };

/** Maps what is shown to the server's places. `index` may have gaps, and is as long as the server's list at most. */
export class Arrangement {
  readonly total: number;
  readonly #index: readonly (string | undefined)[];
  readonly #lead: readonly string[];
  readonly #held: { readonly id: string; readonly at: number } | null;
  /** The server's places that are not shown, ascending. */
  readonly #out: readonly number[];

  constructor(
    index: readonly (string | undefined)[],
    total: number,
    { lead, hidden, held }: Placed,
    entryOf: (id: string) => OrderKeys | null,
  ) {
    this.#index = index;
    this.#lead = lead;
    this.#out = hidden.size === 0 ? [] : placesOf(index, hidden);
    this.#held =
      held === null ? null : { id: held.id, at: lead.length + this.#rankOf(held.keys, hidden, entryOf) };
    this.total = Math.max(0, total - this.#out.length) + lead.length + (held === null ? 0 : 1);
  }

  idAt(at: number): string | undefined {
    if (at < this.#lead.length) return this.#lead[at];
    if (at === this.#held?.at) return this.#held.id;
    return this.#index[this.#serverAt(at)];
  }

  /** Where a row is shown; null: nowhere, as far as is known. */
  placeOf(id: string): number | null {
    const lead = this.#lead.indexOf(id);
    if (lead >= 0) return lead;
    if (this.#held?.id === id) return this.#held.at;
    const place = this.#index.indexOf(id);
    if (place < 0 || this.#out.includes(place)) return null;
    const at = this.#lead.length + place - this.#outBefore(place);
    return this.#held !== null && at >= this.#held.at ? at + 1 : at;
  }

  /** The server's places of what is shown from `from` to `to`; null: none of it is the server's to say. */
  spanOf(from: number, to: number): readonly [from: number, to: number] | null {
    const last = Math.min(to, this.total - 1);
    if (last < this.#lead.length) return null;
    return [this.#serverAt(Math.max(from, this.#lead.length)), this.#serverAt(last)];
  }

  #serverAt(at: number): number {
    let place = at - this.#lead.length - (this.#held !== null && at > this.#held.at ? 1 : 0);
    for (const out of this.#out) {
      if (out > place) break;
      place += 1;
    }
    return place;
  }

  /** Before the first row known to come later, else after the last one that is known. */
  #rankOf(keys: OrderKeys, hidden: ReadonlySet<string>, entryOf: (id: string) => OrderKeys | null): number {
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
