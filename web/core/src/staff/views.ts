/** The conversations that are open in one tab. Two views of the same conversation are independent. */

import type { LogNote, OutboxNote } from "../model/notes.ts";

import type { ReadyLogs } from "./ready.ts";

interface View {
  readonly id: string;
  apply(note: LogNote | OutboxNote | { readonly type: "erasing" }): void;
  changed(): void;
  refresh(): Promise<void>;
}

export class OpenViews<V extends View> {
  /** Each with what lets go of its row in the list. */
  readonly #views = new Map<V, () => void>();

  readonly #ready: ReadyLogs;

  constructor(ready: ReadyLogs) {
    this.#ready = ready;
  }

  add(view: V, unpin: () => void): void {
    this.#views.set(view, unpin);
  }

  leave(view: V): void {
    this.#views.get(view)?.();
    this.#views.delete(view);
  }

  of(id: string): readonly V[] {
    return [...this.#views.keys()].filter((view) => view.id === id);
  }

  apply(note: LogNote | OutboxNote | { readonly type: "erasing" }): void {
    this.#ready.apply(note);
    for (const view of this.#views.keys()) view.apply(note);
  }

  /** Rows, names or words may have changed. */
  changed(): void {
    for (const view of this.#views.keys()) view.changed();
  }

  /** Another tab leads: what the previous one said last may be lost, and nothing that was read ahead is believed. */
  anew(): void {
    this.#ready.drop();
    this.refresh();
  }

  /** Asks for what is missing. What fails is asked for again with the next connection. */
  refresh(): void {
    for (const view of this.#views.keys()) void view.refresh().catch(() => {});
  }
}
