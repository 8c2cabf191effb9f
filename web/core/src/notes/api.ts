/** Notes on conversations, by the team for the team alone (L8). */

import type { Readable } from "../base/readable.ts";
import type { Values } from "../documents/merge.ts";
import type { DraftedCommands } from "./draftedapi.ts";

export interface TeamNote {
  /** Names the note in its conversation. */
  readonly key: string;
  readonly conversation: string;
  /** Who wrote it. Only they edit and remove it. */
  readonly person: number;
  /** The words, and the persons whom they name, by number. */
  readonly parts: readonly (string | number)[];
  /** Who was given the conversation with this note. */
  readonly handover: number | null;
  /** Whom it is for. */
  readonly mentions: readonly number[];
  readonly atMs: number;
  readonly editedMs: number | null;
  /** `waiting`: it is kept on this device and goes out by itself. `failed`: the server refused it. */
  readonly state: "stored" | "waiting" | "failed";
  /** The change that failed, for `retry`. */
  readonly counter: number | null;
}

/** What the list says of a conversation's notes. Only this device knows what was seen. */
export interface NotesSummary {
  readonly conversation: string;
  /** Notes of colleagues that were not seen here. */
  readonly unread: number;
  /** When the newest note for this person was stored; null: there is none. */
  readonly forMeMs: number | null;
  /** That note was not seen here. */
  readonly forMeUnread: boolean;
}

export interface NotesView {
  /** By the time they were written. */
  readonly notes: Readable<readonly TeamNote[]>;
  readonly unread: Readable<number>;
  readonly draft: Readable<string>;
  /**
   * `typed` names colleagues as `@Ben`. `handover`: who is given the conversation with this note. Without a connection the note waits.
   * Rejects with `TooLong`.
   */
  write(typed: string, handover: number | null): Promise<void>;
  /** For its author. Rejects with `TooLong`. */
  edit(note: TeamNote, typed: string): Promise<void>;
  /** For its author: nothing that it said stays, on the server or here. */
  remove(note: TeamNote): Promise<void>;
  retry(note: TeamNote): Promise<void>;
  /** A change that failed is dropped, and its text is the draft again, before what was typed since. */
  takeBack(note: TeamNote): Promise<void>;
  /** A note's text as one edits it, with names. */
  typed(note: TeamNote): string;
  /** Everything shown was seen. */
  markSeen(): void;
  setDraft(text: string): void;
  leave(): void;
}

export interface NoteCommands extends DraftedCommands {
  /** The notes on a conversation as they are here. */
  notes(conversation: string): Promise<readonly TeamNote[]>;
  /** Reads them from the server, once in each connection. */
  readNotes(conversation: string): Promise<void>;
  noteSummaries(): Promise<readonly NotesSummary[]>;
  /** `text`: as it was typed. */
  addNote(conversation: string, values: Values, text: string): Promise<void>;
  editNote(conversation: string, key: string, values: Values): Promise<void>;
  removeNote(conversation: string, key: string): Promise<void>;
  /** Everything held about this conversation was seen. */
  sawNotes(conversation: string): Promise<void>;
}

/** What the leading tab tells all tabs of notes. */
export interface NotesChanged {
  readonly type: "notes";
  readonly summary: NotesSummary;
}
