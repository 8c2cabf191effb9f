/** What changed in the conversations on this device. The tab that changed it tells all tabs. */

import type { ConversationState } from "./conversation.ts";
import type { OutboxRow } from "./outbox.ts";
import type { StoredRow } from "./row.ts";

export interface Written {
  readonly rows: readonly StoredRow[];
  readonly state: ConversationState;
  /** Counters of this device's own messages that are now stored and no longer wait. */
  readonly done: readonly number[];
  /** Messages that go on waiting under a new counter, because the old one turned out to belong to another message. */
  readonly moved: readonly OutboxRow[];
}

/** What changed in a conversation on this device; every tab is told. */
export interface LogNote {
  readonly type: "log";
  readonly conversation: string;
  readonly rows: readonly StoredRow[];
  readonly state: ConversationState;
  readonly done: readonly number[];
  readonly moved: readonly OutboxRow[];
  /** What was held before is gone: start again from `rows`. */
  readonly anew: boolean;
  /** The rows are new, not read from a page of the past. */
  readonly live: boolean;
}

export interface OutboxNote {
  readonly type: "outbox";
  readonly rows: readonly OutboxRow[];
  readonly gone: readonly number[];
}

/** The server takes what waits later, and it goes out by itself: `why` is the code of its refusal (W7, W11). null: nothing waits. */
export interface SlowedNote {
  readonly type: "slowed";
  readonly why: string | null;
  readonly conversation?: string;
}

/** What an open conversation follows; `erasing`: other messages than before are asked to be erased, or starred on this device. */
export type ConversationNote = LogNote | OutboxNote | { readonly type: "erasing" };
