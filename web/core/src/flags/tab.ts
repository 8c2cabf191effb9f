/** Flags in one tab: those that this device holds, with the changes that wait. */

import type { Bytes } from "../base/bytes.ts";
import * as documents from "../documents/flags.ts";
import { currentEntries } from "../documents/room.ts";
import { type Flags, isPlain, NO_FLAGS } from "../model/flags.ts";
import type { Store } from "../store/database.ts";
import type { FlagCommands, FlagsView } from "./api.ts";

export interface FlagsNeeds {
  readonly leader: FlagCommands;
  /** These are the flags now; a conversation that had some and has none any more is among them. */
  changed(flags: ReadonlyMap<string, Flags>): void;
}

export class FlagsPage implements FlagsView {
  readonly #needs: FlagsNeeds;
  #flags: ReadonlyMap<string, Flags> = new Map();
  #held: { readonly store: Store; readonly mine: Bytes } | null = null;
  /** Readings follow each other, so that the newest is the last to be told. */
  #reading: Promise<void> = Promise.resolve();

  constructor(needs: FlagsNeeds) {
    this.#needs = needs;
  }

  useStore(store: Store, mine: Bytes): Promise<void> {
    this.#held = { store, mine };
    return this.#read();
  }

  of(conversation: string): Flags {
    return this.#flags.get(conversation) ?? NO_FLAGS;
  }

  /** Documents of this kind say something else now. */
  apply(kind: string): void {
    if (kind === documents.KIND) void this.#read();
  }

  set = async (conversation: string, change: Partial<Flags>): Promise<void> => {
    await this.#needs.leader.setFlags(conversation, change);
  };

  #read(): Promise<void> {
    // Storage that was closed meanwhile: the page is going.
    this.#reading = this.#reading.then(() => this.#readOnce()).catch(() => {});
    return this.#reading;
  }

  async #readOnce(): Promise<void> {
    if (this.#held === null) return;
    const { store, mine } = this.#held;
    const found = new Map<string, Flags>();
    for (const { document } of await currentEntries(store, documents, mine))
      for (const [id, flags] of documents.flagsIn(document)) if (!isPlain(flags)) found.set(id, flags);
    const gone = [...this.#flags.keys()].filter((id) => !found.has(id));
    this.#flags = found;
    this.#needs.changed(new Map([...found, ...gone.map((id): [string, Flags] => [id, NO_FLAGS])]));
  }
}
