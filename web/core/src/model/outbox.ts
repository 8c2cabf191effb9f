/** What waits on this device until the server has it. */

import type { Envelope } from "../wire/events.ts";
import type { Header, Payload, Signed } from "../wire/layouts.ts";
import type { Invited } from "./invited.ts";

/** A message that waits. It is written before it is shown, sealed when it is sent, and deleted once the server has stored it (S8). */
export interface OutboxRow {
  readonly counter: number;
  readonly conversation: string;
  readonly payload: Payload;
  readonly spoken: boolean;
  readonly doc: string | null;
  readonly about: string | null;
  /** The message that it refers to (S7). Rows of an earlier version do not say. */
  readonly refers?: Header["refers"];
  readonly atMs: number;
  /** The message as it was sent. It is sent again unchanged until it is stored or refused. */
  readonly sealed: Sealed | null;
  /** The code of a refusal that only a person can resolve. */
  readonly failed: string | null;
  /** It waits on this device until then, and can be taken back; what was written after it in its conversation waits behind it. */
  readonly notBeforeMs?: number;
  /** The document of a scheduled message, which this one is. */
  readonly scheduled?: string;
  /** The file that it brings (F3); those of an invitation that it answers, with commas between them. */
  readonly blob?: string;
  /** The file is not on the server yet: the message is not sent before it is. Meanwhile `failed` is `CARRIED`, or says why it stays. */
  readonly carried?: boolean;
  /** The server does not have a file that the document would name: the change goes out without it. */
  readonly fileless?: true;
  /** The file is copied on the server, from that conversation and blob: a forwarded message. */
  readonly copy?: readonly [conversation: string, blob: string];
}

/** Its file is being carried to the server. */
export const CARRIED = "carried";

export interface Sealed extends Envelope {
  readonly num: number;
  readonly hash: string;
  /** Of a document: the whole version that was made of the change (L8). */
  readonly version?: Payload;
}

/** Where a message was stored, and when; `seq` for the team only. */
export interface Place {
  readonly pos: number;
  readonly atMs: number;
  readonly seq: number | null;
}

/** A signed erase command whose outcome is not known yet. `messages` are the keys of the messages it names, null: everything. */
export interface Pending extends Signed {
  readonly conversation: string;
  readonly messages: readonly string[] | null;
}

/** A text as it was kept while it was typed: the key under `state`, and what is sent of it. */
export interface Typed {
  readonly key: string;
  readonly text: string;
}

/** What is to be sent. */
export interface Draft {
  readonly conversation: string;
  readonly payload: Payload;
  readonly spoken?: boolean;
  readonly doc?: string | null;
  readonly about?: string | null;
  /** The message that it refers to (S7). */
  readonly refers?: Header["refers"];
  /** It is no draft any more, unless something else was typed since. */
  readonly typed?: Typed;
  /** It stays on this device for so long. */
  readonly holdMs?: number;
  /** The file that it brings, which is to be carried first. */
  readonly file?: Pick<OutboxRow, "blob" | "carried" | "failed" | "copy">;
  /** What the first message is to carry besides (S21): both must fit. */
  readonly invited?: Invited | null | undefined;
}
