import type { ConversationRow, Filter, Inbox } from "@tresen/core/api";
import { list, type Route, talk } from "../route.ts";

/** Which conversation stands beside the list where there is room for both, though nobody opened it; and the one to come back to. */
export class Beside {
  /** null: none waits, or what stood there is gone. */
  id = $state.raw<string | null>(null);
  /** What was open last, until the list is reached. */
  last: string | null = null;
  #left = $state.raw<string | null>(null);
  /** It was picked before the list was settled. */
  #guessed = false;
  readonly #inbox: Inbox;

  constructor(inbox: Inbox) {
    this.#inbox = inbox;
  }

  /** One went from `before`, which had that conversation open, to a page: the way back leads there. */
  went(before: string | null): void {
    this.#left = before;
  }

  /** Where "Nachrichten" leads from a page. */
  get home(): Route {
    return this.#left === null ? list : talk(this.#left);
  }

  /** The list was reached: what was open last goes on standing there, else the first row does, which is not known before the list is settled. */
  settle(filter: Filter): void {
    if (this.last !== null) {
      this.id = this.last;
      this.#guessed = false;
    }
    this.last = null;
    if (!this.#guessed && this.id !== null && this.#inbox.rowOf(this.id) !== null) return;
    const first = this.#inbox.rowAt(0);
    this.id = first !== null && fitsBeside(first, filter) ? first.id : null;
    this.#guessed = !this.#inbox.order.settled.get();
  }
}

/** Under *Wartet* only who waits: when nobody does, that is what one sees. */
const fitsBeside = (row: ConversationRow, filter: Filter): boolean =>
  filter !== "waiting" || row.flags.sinceMs !== null;
