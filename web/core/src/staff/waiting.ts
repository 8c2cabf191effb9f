/** What waits on this device to be stored on the server, over all conversations, as one tab knows it. */

import { writable } from "../base/readable.ts";
import type { LogNote, OutboxNote } from "../model/notes.ts";
import type { OutboxRow } from "../model/outbox.ts";

export class Waiting {
  /** Messages and notes among it. */
  readonly count = writable(0);
  readonly #rows = new Map<number, OutboxRow>();
  /** Counters that no longer wait. What was read before that is out of date. */
  readonly #settled = new Set<number>();

  /** What was read from this device's storage. */
  take(rows: readonly OutboxRow[]): void {
    for (const row of rows) if (!this.#settled.has(row.counter)) this.#rows.set(row.counter, row);
    this.#recount();
  }

  apply(note: LogNote | OutboxNote): void {
    for (const counter of note.type === "outbox" ? note.gone : note.done) {
      this.#settled.add(counter);
      this.#rows.delete(counter);
    }
    for (const row of note.type === "outbox" ? note.rows : note.moved) this.#rows.set(row.counter, row);
    this.#recount();
  }

  #recount(): void {
    this.count.set([...this.#rows.values()].filter(isWords).length);
  }
}

/** Messages and notes are somebody's words; other changes of documents are not counted. */
const isWords = ({ doc, payload }: OutboxRow): boolean => doc === null || payload.kind === "note";
