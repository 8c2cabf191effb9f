/** Search over one conversation that a page already shows: no worker, and nothing stored beside the messages. */

import { SearchIndex } from "./index.ts";
import { type Snippet, snippetOf } from "./snippet.ts";
import { wordsOf } from "./words.ts";

export interface OwnRow {
  readonly key: string;
  readonly text: string;
  readonly atMs: number;
}

export interface OwnHit<Row extends OwnRow> extends Snippet {
  readonly row: Row;
}

export class OwnSearch<Row extends OwnRow> {
  readonly #index = new SearchIndex();
  #rows: readonly Row[] = [];

  /** The conversation as it is now. */
  take(rows: readonly Row[]): void {
    this.#rows = rows;
    this.#index.drop("", "");
    this.#index.put("", "", {
      from: 0,
      to: rows.length,
      refs: [],
      entries: rows.map(({ text, atMs }, pos) => ({
        pos,
        atMs,
        who: 0,
        kind: "message",
        target: null,
        words: wordsOf(text),
      })),
    });
  }

  find(query: string, most: number): { readonly hits: readonly OwnHit<Row>[]; readonly total: number } {
    const { places, total, words } = this.#index.search(query, {}, {}, most);
    const hits = places.flatMap(({ pos }) => {
      const row = this.#rows[pos];
      return row === undefined ? [] : [{ row, ...snippetOf(row.text, words) }];
    });
    return { hits, total };
  }
}
