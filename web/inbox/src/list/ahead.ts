/** Readies the conversations whose rows are in sight, one after another while the page has nothing else to do. */

import type { Inbox } from "@tresen/core/api";

/** No more than these. A list of rows beyond what is in sight ends with what is seldom opened. */
const MOST = 16;
/** So long the list rests first: nothing is read for rows that fly past. */
const REST_MS = 300;

export class Ahead {
  readonly #inbox: Pick<Inbox, "prepare">;
  #waiting: string[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(inbox: Pick<Inbox, "prepare">) {
    this.#inbox = inbox;
  }

  /** These rows are in sight now. */
  are(ids: readonly string[]): void {
    this.#waiting = ids.slice(0, MOST);
    this.#later(REST_MS);
  }

  end(): void {
    this.#waiting = [];
    clearTimeout(this.#timer);
  }

  #later(ms: number): void {
    clearTimeout(this.#timer);
    if (this.#waiting.length > 0) this.#timer = setTimeout(() => whenIdle(() => this.#next()), ms);
  }

  #next(): void {
    const id = this.#waiting.shift();
    if (id === undefined) return;
    this.#inbox.prepare(id);
    this.#later(0);
  }
}

/** Safari does not say when it is idle: then a moment later. */
function whenIdle(run: () => void): void {
  if (typeof requestIdleCallback === "function") requestIdleCallback(run, { timeout: 2000 });
  else setTimeout(run, 50);
}
