/** Opening hours, and whether there is a relay, as the server last said. They are not in the log, so they are asked for again from time to time. */

import { type Asked, readHours } from "../profile/shopfront.ts";
import { http } from "../wire/http.ts";
import type { ChatEnv } from "./api.ts";

const CHECK_MS = 60_000;
/** How long an answer is used before the server is asked again. */
const FRESH_MS = 6 * 60 * 60 * 1000;

export class AskedHours {
  known: Asked = {};
  readonly #env: ChatEnv;
  readonly #ask: () => void;
  #askedMs = 0;
  #cancel = () => {};

  constructor(env: ChatEnv, ask: () => void) {
    this.#env = env;
    this.#ask = ask;
    this.#watch();
  }

  take(answer: Readonly<Record<string, unknown>>): void {
    this.known = { hours: readHours(answer), relay: answer.relay === true };
    this.#askedMs = this.#env.now();
  }

  /** Asks the server; false: it did not answer, and what was known stays. */
  async fetch(): Promise<boolean> {
    const asked = http(this.#env, () => null).get(`/businesses/${this.#env.handle}`);
    const answer = await asked.catch(() => null);
    if (answer !== null) this.take(answer);
    return answer !== null;
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
