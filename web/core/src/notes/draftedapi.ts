/** What members of the team, above all programs, propose to answer (L8, S23). */

import type { Readable } from "../base/readable.ts";
import type { Program } from "../trust/programs.ts";

export interface Proposed {
  /** Names the draft in its conversation. */
  readonly key: string;
  /** Who wrote it, by number, and what that is; null: a person. */
  readonly person: number;
  readonly program: Program | null;
  readonly text: string;
  /** It was written knowing everything up to there. */
  readonly pos: number;
  readonly atMs: number;
}

export interface DraftedView {
  /** Grows whenever drafts may have changed. */
  readonly revision: Readable<number>;
  /** Those of a conversation, the oldest first. */
  of(conversation: string): Promise<readonly Proposed[]>;
  /** Nothing that it said stays. Without a connection that waits. */
  drop(conversation: string, key: string): Promise<void>;
}

export interface DraftedCommands {
  drafted(conversation: string): Promise<readonly Proposed[]>;
  dropDrafted(conversation: string, key: string): Promise<void>;
}
