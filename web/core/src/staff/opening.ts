/** The newest page of a conversation, and entries that have no position beside it. */

import type { Inbound } from "../sync/inbound.ts";
import type { Event } from "../wire/frames.ts";

export class Opening {
  readonly #inbound: () => Inbound;
  #reading: Promise<unknown> = Promise.resolve();

  constructor(inbound: () => Inbound) {
    this.#inbound = inbound;
  }

  newest(conversation: string): Promise<void> {
    const reading = this.#inbound().newest(conversation);
    this.#reading = Promise.allSettled([this.#reading, reading]);
    return reading;
  }

  /** The entry is placed after what is held (L2): after the pages that are being read, too. */
  async between(conversation: string, event: Event): Promise<void> {
    await this.#reading;
    await this.#inbound().between(conversation, event);
  }
}
