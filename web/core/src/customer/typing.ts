/** Whether the team types now, as the server tells. The end of the flag may be lost, so it ends by itself. */

import type { Env } from "../base/env.ts";
import { writable } from "../base/readable.ts";

const TYPING_MS = 6_000;

export class TypingFlag {
  readonly on = writable(false);
  readonly #later: Env["later"];
  #ends = () => {};

  constructor(later: Env["later"]) {
    this.#later = later;
  }

  set(on: boolean): void {
    this.close();
    this.on.set(on);
    if (on) this.#ends = this.#later(TYPING_MS, () => this.on.set(false));
  }

  close(): void {
    this.#ends();
  }
}
