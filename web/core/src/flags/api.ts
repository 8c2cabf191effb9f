/** What the team sets on a conversation's row: pinned, unread, put off (L8). */

import type { Flags } from "../model/flags.ts";

export type { Flags };

export interface FlagsView {
  /** Sets what is given; the rest stays. Without a connection the change waits. Throws `TooLong`. */
  set(conversation: string, change: Partial<Flags>): Promise<void>;
  of(conversation: string): Flags;
}

export interface FlagCommands {
  setFlags(conversation: string, change: Partial<Flags>): Promise<void>;
}
