/** Former chats as the apps see them: what was said with a customer elsewhere, brought in by the team (L8). */

import type { Readable } from "../base/readable.ts";
import type { FormerSaying } from "../documents/formerchat.ts";
import type { Values } from "../documents/merge.ts";
import type { FormerMedia, KeptMessage } from "./pack.ts";
import type { Known, Packed } from "./reader.ts";

export type { Source } from "../documents/formerchat.ts";
export type { ExportTrouble } from "./export.ts";
export type { DayOrder } from "./heads.ts";
export type { FormerMedia, KeptMessage } from "./pack.ts";
export type { Choice, Chosen, ExportPreview, Packed, Reader } from "./reader.ts";
export type { RemoteReader } from "./remote.ts";

export interface FormerChat extends FormerSaying {
  /** Names it in its conversation. */
  readonly key: string;
  readonly conversation: string;
  /** `waiting`: it is on its way to the server. `failed`: the server refused it. */
  readonly state: "stored" | "waiting" | "failed";
}

/** One that is open: its messages, as they are asked for. */
export interface OpenFormer {
  readonly chat: FormerChat;
  readonly messages: number;
  /** Messages from this number on, at most so many; what is not asked for is not unpacked. Throws `Refused`. */
  read(from: number, most: number): Promise<readonly KeptMessage[]>;
}

/** A message that was found. */
export interface FormerHit {
  readonly chat: FormerChat;
  /** Its number in the chat. */
  readonly number: number;
  readonly message: KeptMessage;
  readonly text: string;
  readonly marks: readonly (readonly [number, number])[];
}

/** What was made ready to be kept. */
export interface FormerReady {
  readonly packed: Packed;
  /** The places in `packed.writers` of those who wrote for the business. */
  readonly ours: readonly number[];
  readonly bundles: readonly Blob[];
  readonly media: number;
}

export interface FormerView {
  /** Changes when there may be other former chats than before. */
  readonly revision: Readable<number>;
  /** Those about a conversation, or all that are known here (null); the oldest days first. With a connection they are asked for once. */
  of(conversation: string | null): Promise<readonly FormerChat[]>;
  /** Rejects with `Refused` when the file is not the one that was brought in, `ServerRefusal`, `Unreachable`. */
  open(chat: FormerChat): Promise<OpenFormer>;
  /** A file that came with a message. Rejects as `open`. */
  media(chat: FormerChat, media: FormerMedia): Promise<Blob>;
  /** What is kept of a conversation already, for the reader of an export. Rejects as `open`. */
  known(conversation: string): Promise<readonly Known[]>;
  /**
   * Carries the files and keeps the document that names them: all of it or nothing is shown. Rejects as `FilesView.keep`, and with
   * `TooLong`. `onstep`: so many of so many files are carried; throws to stop it.
   */
  keep(conversation: string, ready: FormerReady, onstep: (done: number, of: number) => void): Promise<void>;
  /** Nothing of it stays, on the server or here. */
  remove(chat: FormerChat): Promise<void>;
  /** The newest messages that hold every word, in one conversation or in all, at most so many. `ended`: nobody wants it any more. */
  find(
    query: string,
    conversation: string | null,
    most: number,
    ended: () => boolean,
  ): Promise<readonly FormerHit[]>;
}

export interface FormerCommands {
  formerChats(conversation: string | null): Promise<readonly FormerChat[]>;
  addFormer(conversation: string, values: Values): Promise<void>;
  removeFormer(conversation: string, key: string): Promise<void>;
}

/** What carries files into the back room. */
export interface FormerFiles {
  keep(file: {
    readonly kind: "file";
    readonly data: Blob;
    readonly type: string;
    readonly name: string;
  }): Promise<{ readonly file: FormerSaying["text"]["file"] }>;
}
