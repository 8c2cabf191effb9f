/** The opening hours as the server last gave them. They are not in the log, so they are asked for again from time to time. */

import type { Env } from "../base/env.ts";
import { type OpeningHours, readHours } from "../profile/shopfront.ts";

const CHECK_MS = 60_000;
/** How long an answer is used before the server is asked again. */
const FRESH_MS = 6 * 60 * 60 * 1000;

export class AskedHours {
  known: OpeningHours | null = null;
  readonly #env: Env;
  readonly #ask: () => void;
  #askedMs = 0;
  #cancel = () => {};

  constructor(env: Env, ask: () => void) {
    this.#env = env;
    this.#ask = ask;
    this.#watch();
  }

  take(answer: Readonly<Record<string, unknown>>): void {
    this.known = readHours(answer);
    this.#askedMs = this.#env.now();
  }

  /** Asks again when the last answer is too old. */
  check(): void {
    if (this.#env.now() - this.#askedMs > FRESH_MS) this.#ask();
  }

  close(): void {
    this.#cancel();
  }

  /** A page may stay open for weeks. Timers stand still while a phone sleeps, so the clock is checked every minute. */
  #watch(): void {
    this.#cancel = this.#env.later(CHECK_MS, () => {
      this.check();
      this.#watch();
    });
  }
}
