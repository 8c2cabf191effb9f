/** The staff chat: what the team says to itself in the back room (L8). */

import type { Readable } from "../base/readable.ts";
import type { LogRow } from "../conversation/rows.ts";

export interface StaffChatView {
  readonly rows: Readable<readonly LogRow[]>;
  readonly older: Readable<boolean>;
  readonly draft: Readable<string>;
  /** Messages of colleagues that were not seen on this device. Only this device knows. */
  readonly unread: Readable<number>;
  /** Reads the newest messages when none are held here. Without a connection what is held stays. */
  open(): void;
  /** Rejects with `TooLong` when the text does not fit a message. */
  send(text: string): Promise<void>;
  retry(key: string): Promise<void>;
  loadOlder(): Promise<void>;
  /** The reader is at the newest row: what is far above need not be held. */
  letGo(): void;
  setDraft(text: string): void;
  /** The newest message was seen in a focused window. */
  markSeen(): void;
}

export interface StaffChatCommands {
  /** Reads the newest page of the back room unless this device follows it already. */
  readBackRoom(): Promise<void>;
  /** Reads the page before what is held of the back room. */
  olderInBackRoom(): Promise<void>;
}
