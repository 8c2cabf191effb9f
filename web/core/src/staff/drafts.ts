/** What was typed in the inbox and not sent: one text for each conversation, kept on this device and shown by all its tabs. */

import { draftKeys, readState, type Store } from "../store/database.ts";
import { putDraft, takeBack } from "../store/drafts.ts";

export class Drafts {
  readonly #texts = new Map<string, string>();
  /** What this tab wrote last. */
  readonly #mine = new Map<string, string>();
  /** Conversations that were erased. An open field for one of them must not write its draft again. */
  readonly #over = new Set<string>();
  readonly #prefix: string;
  readonly #tell: (id: string, text: string) => void;
  #store: Store | null = null;

  /** `prefix`: of the keys under `state`. `tell`: all tabs are to know this text. */
  constructor(prefix: string, tell: (id: string, text: string) => void) {
    this.#prefix = prefix;
    this.#tell = tell;
  }

  async load(store: Store): Promise<void> {
    this.#store = store;
    for (const key of await store.getAllKeys("state", draftKeys(this.#prefix)))
      this.#texts.set(key.slice(this.#prefix.length), (await readState<string>(store, key)) ?? "");
  }

  of(id: string): string {
    return this.#texts.get(id) ?? "";
  }

  set(id: string, text: string): void {
    if (this.#over.has(id)) return;
    const before = this.#mine.get(id) ?? this.of(id);
    this.#mine.set(id, text);
    if (text === "") return void this.#empty(id, before);
    this.#tell(id, text);
    if (this.#store !== null) void putDraft(this.#store, this.#prefix + id, text);
  }

  /** An emptied field takes along no more than what was typed in it: another tab may have a draft of its own. */
  async #empty(id: string, mine: string): Promise<void> {
    if (this.#store === null || (await takeBack(this.#store, this.#prefix + id, mine))) this.#tell(id, "");
  }

  /** A tab wrote this. */
  take(id: string, text: string): void {
    this.#texts.set(id, text);
  }

  /** The conversation was erased. */
  end(id: string): void {
    this.#over.add(id);
    this.#texts.delete(id);
  }
}
