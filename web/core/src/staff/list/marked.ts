/** What makes a row ask for attention in one tab: what the team has set on it, and a note for this person that was not seen. Pure. */

import { type Flags, isPlain, NO_FLAGS } from "../../model/flags.ts";

type Changes = readonly (readonly [id: string, flags: Flags])[];

export class Marked {
  readonly #flags = new Map<string, Flags>();
  readonly #mentions = new Set<string>();
  readonly #changed: (changes: Changes) => void;

  constructor(changed: (changes: Changes) => void) {
    this.#changed = changed;
  }

  /** The team has set this now. */
  set(changes: Iterable<readonly [id: string, flags: Flags]>): void {
    const all = [...changes];
    for (const [id, flags] of all) {
      if (isPlain(flags)) this.#flags.delete(id);
      else this.#flags.set(id, flags);
    }
    this.#changed(all.map(([id]) => this.#of(id)));
  }

  /** There is a note for this person in it that was not seen, or there is none any more. */
  mention(id: string, on: boolean): void {
    if (this.#mentions.has(id) === on) return;
    if (on) this.#mentions.add(id);
    else this.#mentions.delete(id);
    this.#changed([this.#of(id)]);
  }

  /** To this person a mention is as good as a mark. */
  #of(id: string): readonly [string, Flags] {
    const flags = this.#flags.get(id) ?? NO_FLAGS;
    return [id, this.#mentions.has(id) ? { ...flags, unread: true } : flags];
  }
}
