/** Search in one tab. */

import { writable } from "../base/readable.ts";
import type { Reading } from "../model/listentry.ts";
import type { SearchAsk, SearchCommands, SearchNote, SearchView } from "./api.ts";

export class SearchPage implements SearchView {
  readonly indexing = writable<Reading | null>(null);
  readonly revision = writable(0);
  readonly #leader: SearchCommands;

  constructor(leader: SearchCommands) {
    this.#leader = leader;
  }

  take(note: SearchNote): void {
    if (note.type === "indexing") this.indexing.set(note.reading);
    else this.revision.set(this.revision.get() + 1);
  }

  find = (ask: SearchAsk) => this.#leader.findWords(ask);
  reach = () => this.#leader.searchReach();
  readOn = () => this.#leader.searchOn();
}
