/** What any tab of an inbox may ask of the leading one. */

import type { StaffChatCommands } from "../backroom/api.ts";
import type { CallCommands } from "../calls/api.ts";
import type { Card } from "../documents/card.ts";
import type { Values } from "../documents/merge.ts";
import type { FlagCommands } from "../flags/api.ts";
import type { FormerCommands } from "../former/api.ts";
import type { InvitationCommands } from "../invitation/api.ts";
import type { LabelCommands } from "../labels/api.ts";
import type { ErasingOutcome } from "../model/erased.ts";
import type { LabelQuery } from "../model/labelquery.ts";
import type { CardRow, ListEntry, ListPage } from "../model/listentry.ts";
import type { MovingKitCommands } from "../movingkit/api.ts";
import type { NoteCommands } from "../notes/api.ts";
import type { ProfileCommands } from "../profile/api.ts";
import type { QuickReplyCommands } from "../quickreplies/api.ts";
import type { ScheduleCommands } from "../scheduled/api.ts";
import type { SearchCommands } from "../search/api.ts";
import type { BeforeErasing } from "../sync/eraser.ts";
import type { LentHttp } from "../sync/lent.ts";
import type { TeamCommands } from "../team/api.ts";
import type { WayCommands } from "../ways/api.ts";
import type { Act } from "./acts.ts";
import type { PageFilter } from "./list/pages.ts";

interface ListCommands {
  /** From the server, or as far as it is held here. */
  page(filter: PageFilter, from: number, query: LabelQuery | null, sinceMs: number): Promise<ListPage>;
  /** Opens last line and card of these rows, in place of those that this tab asked for before. */
  openRows(tab: string, ids: readonly string[]): Promise<void>;
  /** null: neither this device nor the server has it. */
  entry(id: string): Promise<ListEntry | null>;
  cards(all: boolean): Promise<readonly CardRow[]>;
}

export interface ConversationCommands {
  entry(id: string): Promise<ListEntry | null>;
  newest(id: string): Promise<void>;
  /** Reads the page of messages before what is held. */
  older(id: string): Promise<void>;
  /** Everything held was seen in a focused window. */
  read(id: string): Promise<void>;
  typing(id: string, on: boolean): Promise<void>;
  /** Do the records of this conversation contradict each other? */
  disputed(id: string): Promise<boolean>;
  card(id: string): Promise<Card>;
  /** Sets these fields of the card; without a connection the change waits. */
  setCard(id: string, values: Values): Promise<void>;
  act(act: Act): Promise<void>;
  /** Something waits in the outbox. */
  pump(): Promise<void>;
}

export interface ErasingCommands {
  /** One message, by its key; null: the whole conversation. */
  erase(id: string, message: string | null): Promise<ErasingOutcome>;
  beforeErasing(id: string, whole: boolean): Promise<BeforeErasing>;
  retain(id: string, message: string, as: string): Promise<void>;
  /** This device knows of a hold until then; 0: of none (D6). */
  noteHold(id: string, untilMs: number): Promise<void>;
}

/** What the leader itself does; search stands beside it. */
export interface LeaderCommands
  extends ListCommands,
    ConversationCommands,
    ErasingCommands,
    StaffChatCommands,
    CallCommands,
    FlagCommands,
    FormerCommands,
    InvitationCommands,
    LabelCommands,
    MovingKitCommands,
    NoteCommands,
    TeamCommands,
    ProfileCommands,
    QuickReplyCommands,
    ScheduleCommands,
    WayCommands,
    LentHttp {
  takeOver(): Promise<void>;
}

export interface StaffCommands extends LeaderCommands, SearchCommands {}
