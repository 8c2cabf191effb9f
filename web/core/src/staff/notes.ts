/** What the leading tab of an inbox tells all tabs. */

import type { CallNote } from "../calls/api.ts";
import type { Card } from "../documents/card.ts";
import type { LabelsNote } from "../labels/api.ts";
import type { ListEntry } from "../model/listentry.ts";
import type { NotesChanged } from "../notes/api.ts";
import type { ScheduledChanged } from "../scheduled/api.ts";
import type { SearchNote } from "../search/api.ts";
import type { EngineNote } from "../sync/notes.ts";
import { TOPICS } from "../wire/generated.ts";

type Topic = (typeof TOPICS)[number];

/** A topic of a later server is none. */
export const isTopic = (topic: string): topic is Topic => TOPICS.some((known) => known === topic);

export type StaffNote =
  | EngineNote
  | CallNote
  | NotesChanged
  | ScheduledChanged
  | SearchNote
  | { readonly type: "entries"; readonly entries: readonly ListEntry[] }
  /** Order and counts may have changed: read the visible pages again. */
  | { readonly type: "list" }
  /** What the card of this conversation says now. */
  | { readonly type: "card"; readonly conversation: string; readonly card: Card }
  | LabelsNote
  | { readonly type: "people"; readonly names: ReadonlyMap<number, string> }
  /** Documents of this kind say something else now. */
  | { readonly type: "documents"; readonly kind: string }
  /** A change of an entry of this list, made here without a connection, came too late: somebody had removed the entry. */
  | { readonly type: "lost"; readonly kind: string }
  | {
      readonly type: "typing";
      readonly conversation: string;
      readonly person: number | null;
      readonly on: boolean;
    }
  | { readonly type: "arrival"; readonly conversation: string }
  /** The records of this conversation contradict each other: an alarm; false: no longer. */
  | { readonly type: "disputed"; readonly conversation: string; readonly on: boolean }
  /** An invitation was answered or confirmed; something in the register of requests changed. */
  | { readonly type: Topic }
  /** The whole conversation was erased; `left`: something had to stay. */
  | { readonly type: "erased"; readonly conversation: string; readonly left: boolean };
