/** The newest messages of conversations that were open lately, or can be opened next, so that opening one shows it at once. */

import type { FoldActs } from "../conversation/window.ts";
import { ChatLog } from "../conversation/window.ts";
import type { TeamChange } from "../model/devices.ts";
import type { LogNote, OutboxNote } from "../model/notes.ts";
import type { Store } from "../store/database.ts";

export interface ReadyNeeds {
  store(): Store | null;
  mine(): string;
  person(): number | null;
  nameOf(person: number): string | null;
  autoText(entry: readonly unknown[]): string | null | undefined;
  teamChanges(): readonly TeamChange[];
  acts(): Promise<{ readonly withActs: FoldActs }>;
  /** It is open, or this person reads nothing. */
  needless(id: string): boolean;
  /** What else is said about a conversation: notes, and messages for later. */
  about(): { prepare(id: string): void; drop(): void };
}

/** As many are held, each with the rows that are shown at first. */
const MOST = 24;

interface Held {
  readonly log: ChatLog;
  readonly opened: Promise<void>;
  /** What the device holds of it was read. */
  read: boolean;
}

export class ReadyLogs {
  readonly #needs: ReadyNeeds;
  /** Those used last come last. */
  readonly #held = new Map<string, Held>();

  /** The device holds nothing of these: they are not read again before something comes. */
  readonly #nothing = new Set<string>();

  constructor(needs: ReadyNeeds) {
    this.#needs = needs;
  }

  /** Hands out a log of this conversation, which nobody else has. `known`: its rows are there already. */
  take(
    id: string,
    head?: number,
  ): { readonly log: ChatLog; readonly opened: Promise<void>; readonly known: boolean } {
    const held = this.#held.get(id);
    this.#held.delete(id);
    if (held === undefined) return { ...this.#open(id, head), known: false };
    // Names and words may have changed since.
    if (held.read) held.log.show();
    return { ...held, known: held.read };
  }

  /** Takes back a log that was read: from now on only `apply` keeps it true. */
  keep(id: string, log: ChatLog): void {
    this.#held.delete(id);
    log.rest();
    if (this.#needs.store() === null || log.rows.get().length === 0) return;
    this.#held.set(id, { log, opened: Promise.resolve(), read: true });
    this.#bound();
  }

  /** Reads what the device holds of this conversation. */
  async prepare(id: string, head?: number): Promise<void> {
    if (this.#needs.store() === null || this.#needs.needless(id)) return;
    this.#needs.about().prepare(id);
    if (this.#held.has(id) || this.#nothing.has(id)) return;
    const held: Held = { ...this.#open(id, head), read: false };
    this.#held.set(id, held);
    this.#bound();
    await held.opened.catch(() => {});
    held.read = true;
    if (this.#held.get(id) !== held || held.log.rows.get().length > 0) return;
    this.#held.delete(id);
    this.#nothing.add(id);
  }

  /** What this note changes is read again when it is needed. */
  apply(note: LogNote | OutboxNote | { readonly type: "erasing" }): void {
    if (note.type === "log") this.#nothing.delete(note.conversation);
    for (const [id, { log, read }] of this.#held) if (!read || log.concerns(note)) this.#held.delete(id);
  }

  /** Nothing of this conversation is held any more; without `id`: of none. */
  drop(id?: string): void {
    if (id !== undefined) {
      this.#held.delete(id);
      return;
    }
    this.#held.clear();
    this.#nothing.clear();
    this.#needs.about().drop();
  }

  #open(id: string, head?: number): { readonly log: ChatLog; readonly opened: Promise<void> } {
    const { store, mine, person, nameOf, autoText, teamChanges, acts } = this.#needs;
    const log = new ChatLog("team", acts, nameOf);
    log.setRecords(autoText, teamChanges);
    const here = store();
    const opened = here === null ? Promise.resolve() : log.open(here, id, mine(), person(), head);
    return { log, opened };
  }

  #bound(): void {
    for (const id of this.#held.keys()) {
      if (this.#held.size <= MOST) return;
      this.#held.delete(id);
    }
  }
}
