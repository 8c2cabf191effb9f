/** Drafts in one tab: what the leading one holds of them (L8, S23). */

import { writable } from "../base/readable.ts";
import { KIND } from "../documents/draft.ts";
import type { DraftedCommands, DraftedView } from "./draftedapi.ts";

interface DraftedNeeds {
  readonly leader: DraftedCommands & { readNotes(conversation: string): Promise<unknown> };
}

export class DraftedPage implements DraftedView {
  readonly revision = writable(0);
  readonly #leader: DraftedNeeds["leader"];

  constructor({ leader }: DraftedNeeds) {
    this.#leader = leader;
  }

  /** What the leading tab tells of documents of the back room. */
  apply(kind: string): void {
    if (kind === KIND) this.refresh();
  }

  /** The connection is back, or a conversation was erased. */
  refresh(): void {
    this.revision.set(this.revision.get() + 1);
  }

  of: DraftedView["of"] = async (conversation) => {
    // What is held here is shown without a connection too.
    await this.#leader.readNotes(conversation).catch(() => {});
    return this.#leader.drafted(conversation);
  };

  drop: DraftedView["drop"] = async (conversation, key) => {
    await this.#leader.dropDrafted(conversation, key);
    this.refresh();
  };
}
