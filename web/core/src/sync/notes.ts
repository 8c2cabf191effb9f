/** What the leading tab tells all tabs, on either side. */

import type { ConversationNote, SlowedNote } from "../model/notes.ts";
import type { Net, Stop } from "./connection.ts";

export type EngineNote =
  | ConversationNote
  | SlowedNote
  /** `aheadMs`: how far the server's clock is ahead of this device's; left out: as it was. */
  | { readonly type: "net"; readonly net: Net; readonly aheadMs?: number }
  /** null: it goes on. */
  | { readonly type: "stop"; readonly stop: Stop | null }
  /** The public chain grew; it is in the store. */
  | { readonly type: "chain" };
