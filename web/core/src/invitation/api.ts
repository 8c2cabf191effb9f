import type { Readable } from "../base/readable.ts";
import type { FileContent } from "../content/file.ts";
import type { Kept } from "../documents/invitations.ts";

/** `waiting`: nobody has opened it; `answered`: a conversation began with it; `locked`: wrong digits, too often. */
export type InvitationState = "waiting" | "opened" | "answered" | "withdrawn" | "locked" | "expired";

/** One that the business made, newest first. */
export interface InvitationRow {
  readonly id: string;
  readonly state: InvitationState;
  readonly madeMs: number;
  readonly untilMs: number;
  readonly openedMs: number | null;
  /** It may be answered. */
  readonly reply: boolean;
  readonly triesLeft: number | null;
  /** The conversation that began with it. */
  readonly conversation: string | null;
  /** What the team remembers of it; null: nothing, or it is not here yet. */
  readonly kept: {
    readonly line: string;
    readonly files: readonly string[];
    readonly by: string;
    readonly to: string;
    readonly phone: string;
    readonly email: string;
  } | null;
  /** The link to hand over, while it opens; null: this device does not know it. */
  readonly link: string | null;
  /** To be said by telephone; "" where none are asked for. */
  readonly digits: string;
}

export interface NewInvitation {
  readonly text: string;
  /** Carried into the back room before. */
  readonly files: readonly FileContent[];
  readonly reply: boolean;
  readonly withDigits: boolean;
  readonly days: number;
  /** Who it is for; all may be empty. */
  readonly to: string;
  readonly phone: string;
  readonly email: string;
  /** The conversation whose card it is for; null: none. */
  readonly card: string | null;
}

/** A new message that was begun, and is no invitation yet. */
export interface Unsent {
  readonly text: string;
  /** To whom, and how they are reached, as it was typed. */
  readonly name: string;
  readonly reach: string;
  readonly card: string | null;
  readonly reply: boolean;
  readonly withDigits: boolean;
  readonly days: number;
  /** The names of its files. They themselves are not kept. */
  readonly files: readonly string[];
}

export interface InvitationsView {
  /** null: not read yet. */
  readonly rows: Readable<readonly InvitationRow[] | null>;
  /** How many were made today, and how many may be; null: not known. */
  readonly today: Readable<{ readonly made: number; readonly most: number } | null>;
  /** Asks the server. Rejects with `Unreachable`. */
  refresh(): Promise<void>;
  /**
   * Seals it, remembers it for the team and leaves it with the server; the id of its row. Called again with the same after `Unreachable`, it
   * is the same one. Rejects with `TooLong`, `Unreachable`, `ServerRefusal`.
   */
  make(given: NewInvitation): Promise<string>;
  /** From now on the link opens nothing; words and files are erased. Rejects with `Unreachable`, `ServerRefusal`. */
  withdraw(id: string): Promise<void>;
  /** What was begun on this device; null: nothing. It goes with the conversation whose card was chosen. */
  unsent(): Promise<Unsent | null>;
  /** Keeps it for the next visit; null: it was discarded, or made. */
  keepUnsent(unsent: Unsent | null): void;
}

export interface InvitationCommands {
  /** Remembers it; null lets go of it. Without a connection the change waits. */
  keepInvitation(id: string, kept: Kept | null): Promise<void>;
}
