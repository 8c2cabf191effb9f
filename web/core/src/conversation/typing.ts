/** Who is typing in which conversation, from flags that are not stored (W6). A flag ends by itself in case its end is lost. */

import type { Env } from "../base/env.ts";
import type { StoredRow } from "../model/row.ts";

const LASTS_MS = 6_000;

export class TypingBoard {
  readonly #env: Env;
  readonly #changed: () => void;
  /** By conversation and person (null: the customer): the function that cancels the flag's end. */
  readonly #ends = new Map<string, Map<number | null, () => void>>();

  constructor(env: Env, changed: () => void) {
    this.#env = env;
    this.#changed = changed;
  }

  set(conversation: string, person: number | null, on: boolean): void {
    const here = this.#ends.get(conversation) ?? new Map<number | null, () => void>();
    this.#ends.set(conversation, here);
    here.get(person)?.();
    here.delete(person);
    if (on)
      here.set(
        person,
        this.#env.later(LASTS_MS, () => this.set(conversation, person, false)),
      );
    if (here.size === 0) this.#ends.delete(conversation);
    this.#changed();
  }

  /** Whoever has sent a message is no longer typing. */
  spoke(conversation: string, rows: readonly StoredRow[]): void {
    const here = this.#ends.get(conversation);
    if (here === undefined) return;
    for (const { party, person } of rows) {
      const who = party === "customer" ? null : person;
      if (here.has(who)) this.set(conversation, who, false);
    }
  }

  of(conversation: string): { readonly typing: readonly number[]; readonly customerTyping: boolean } {
    const here = [...(this.#ends.get(conversation)?.keys() ?? [])];
    return { typing: here.filter((person) => person !== null), customerTyping: here.includes(null) };
  }

  close(): void {
    for (const here of this.#ends.values()) for (const cancel of here.values()) cancel();
    this.#ends.clear();
  }
}
