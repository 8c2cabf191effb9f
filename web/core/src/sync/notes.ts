/** What the leading tab tells all tabs, on either side. */

import type { ConversationNote, SlowedNote } from "../model/notes.ts";
import type { Net, Stop } from "./connection.ts";

export type EngineNote =
  | ConversationNote
  | SlowedNote
  | { readonly type: "net"; readonly net: Net }
  /** null: it goes on. */
  | { readonly type: "stop"; readonly stop: Stop | null }
  /** The public chain grew; it is in the store. */
  | { readonly type: "chain" };
