/** How many requests of customers wait for an answer, as one tab of the inbox knows it (D8). Asked anew whenever the server rings for it. */

import { type Readable, writable } from "../base/readable.ts";
import { count } from "../base/shape.ts";
import type { Http } from "../wire/http.ts";

/** A new one whenever something in the register may have changed. */
export interface OpenRequests {
  readonly count: number;
}

export class RequestBell {
  readonly #open = writable<OpenRequests>({ count: 0 });
  readonly open: Readable<OpenRequests> = this.#open;
  readonly #http: Http;
  readonly #mayRead: () => boolean;

  constructor(http: Http, mayRead: () => boolean) {
    this.#http = http;
    this.#mayRead = mayRead;
  }

  /** The server rang, or the connection stands again. If it cannot be asked now, the next of both asks. */
  refresh(): void {
    this.#ask().catch(() => {});
  }

  async #ask(): Promise<void> {
    if (!this.#mayRead()) return;
    const { open } = await this.#http.get("/requests?state=open");
    this.#open.set({ count: count(open) });
  }
}
