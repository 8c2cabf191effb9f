import type { TeamActs } from "../acts/api.ts";
import type { StaffChatView } from "../backroom/api.ts";
import type { Readable } from "../base/readable.ts";
import type { CallNote, CallsView, Media, OpenMedia } from "../calls/api.ts";
import type { Condition } from "../condition/api.ts";
import type { FileContent } from "../content/file.ts";
import type { LogRow } from "../conversation/rows.ts";
import type { Card } from "../documents/card.ts";
import type { CardChange } from "../documents/cardchange.ts";
import type { FilesView } from "../files/api.ts";
import type { FlagsView } from "../flags/api.ts";
import type { FormerView } from "../former/api.ts";
import type { InvitationsView } from "../invitation/api.ts";
import type { Said } from "../invitation/said.ts";
import type { LabelsView } from "../labels/api.ts";
import type { LawView } from "../law/api.ts";
import type { OpenRequests } from "../law/open.ts";
import type { Pinned } from "../model/acts.ts";
import type { ErasingOutcome } from "../model/erased.ts";
import type { LabelQuery } from "../model/labelquery.ts";
import type { CardRow, ConversationRow, Filter, Reading } from "../model/listentry.ts";
import type { SlowedNote } from "../model/notes.ts";
import type { MovingKitView } from "../movingkit/api.ts";
import type { NotesView } from "../notes/api.ts";
import type { DraftedView } from "../notes/draftedapi.ts";
import type { NotificationsView } from "../notifications/api.ts";
import type { Authenticator, PasskeysView } from "../passkey/api.ts";
import type { ProfileView } from "../profile/api.ts";
import type { Shopfront } from "../profile/shopfront.ts";
import type { QuickRepliesView } from "../quickreplies/api.ts";
import type { RecoveryView, SheetView } from "../recovery/api.ts";
import type { ScheduledView } from "../scheduled/api.ts";
import type { SearchView } from "../search/api.ts";
import type { AskedStatistics, Statistics } from "../statistics/api.ts";
import type { Net, Stop } from "../sync/connection.ts";
import type { BeforeErasing } from "../sync/eraser.ts";
import type { TeamView } from "../team/api.ts";
import type { Person } from "../trust/people.ts";
import type { WaysView } from "../ways/api.ts";
import type { Retention } from "../wire/generated.ts";
import type { Invitation } from "./entrance.ts";

export type { Invitation } from "./entrance.ts";

export interface ConversationView {
  readonly id: string;
  readonly row: Readable<ConversationRow | null>;
  readonly rows: Readable<readonly LogRow[]>;
  /** What the team knows of the customer; null until it is read. */
  readonly card: Readable<Card | null>;
  readonly older: Readable<boolean>;
  /** Messages that either side pinned, the one pinned last first. */
  readonly pins: Readable<readonly Pinned[]>;
  /** What can be done with a message. Rejects when it cannot be fetched. */
  acts(): Promise<TeamActs>;
  readonly draft: Readable<string>;
  /** A colleague's message that arrived while a draft was being written here. Cleared by `acknowledgeCollision` or by sending. */
  readonly collision: Readable<{ readonly person: number } | null>;
  /** The server shows contradictory records of this conversation. Nothing is sent while that lasts (S4). */
  readonly disputed: Readable<boolean>;
  /** `holdMs`: it stays on this device for so long, and can be taken back by the number that this answers. */
  send(text: string, holdMs?: number): Promise<number>;
  /**
   * Sends the file of a quick reply, which the server copies (F4). `caption`: the words with it; a voice note has none. `quote`: the message
   * that it answers.
   */
  sendReplyFile(file: FileContent, caption: string, quote?: string | null): Promise<void>;
  /** False: it is too late, the message is on its way. */
  takeBack(message: number): Promise<boolean>;
  /** Asks the customer for a contact card, as a message (S9). */
  askContact(): Promise<void>;
  /** Photos, files, voice notes. */
  files(): Promise<FilesView>;
  /** The words of the team that this conversation began with, as its first row carries them; null: they are not the team's (S21). */
  invitation(carried: unknown): Promise<Said | null>;
  retry(key: string): Promise<void>;
  loadOlder(): Promise<void>;
  /** The reader is at the newest row: what is far above need not be held. */
  letGo(): void;
  setDraft(text: string): void;
  setTyping(on: boolean): void;
  markRead(): void;
  acknowledgeCollision(): void;
  assign(person: number | null): Promise<void>;
  closeConversation(): Promise<void>;
  reopen(): Promise<void>;
  /** Blocked, this customer can read and erase, and nothing else (L12). */
  setBlocked(on: boolean): Promise<void>;
  /** Whether this customer gets automatic answers. */
  setAutomatic(on: boolean): Promise<void>;
  rename(name: string): Promise<void>;
  /** The card as a vCard; null until it is read. `unnamed` is the name of a customer without one. */
  vcard(unnamed: string): string | null;
  /** Changes what is given; the rest of the card stays. Without a connection the change waits. Throws `TooLong`. */
  changeCard(change: CardChange): Promise<void>;
  /**
   * Sets the conversations that this one continues, on the team's side only, and the name to take over with them. null keeps the name, ""
   * removes it.
   */
  link(earlier: readonly string[], name: string | null): Promise<void>;
  leave(): void;
}

export interface ListOrder {
  /** The first rows are those of the server: until then they are what this device happens to know. */
  readonly settled: Readable<boolean>;
  /** The number of this conversation's row; null: it is not in the list, as far as that is loaded. */
  placeOf(id: string): number | null;
  /** This conversation's row keeps its place in the list until another one is held, or the filter changes. */
  hold(id: string): void;
  /** The held conversation was left: its row keeps its place only until something new is said there. */
  loosen(): void;
  /** The conversation that comes back next of those that are put off; null: none is. */
  nextBack(): { readonly id: string; readonly untilMs: number } | null;
  /** The day began then, in the business's time zone: what was answered since is listed below what waits. */
  today(sinceMs: number): void;
}

export interface EntranceView {
  /** In the phase `invited`, and while linking: what there is to decide. */
  readonly invitation: Readable<Invitation | null>;
  /** While linking: the four words both screens show (S12), or what went wrong. */
  readonly linking: Readable<{ readonly words: readonly string[]; readonly problem: string | null } | null>;
  /** Takes the invitation. What is stored of another business stays. */
  accept(): Promise<void>;
  /** Goes back: everything is as it was before the invitation was opened. Reloads the page. */
  decline(): Promise<void>;
  /** After `confirmed`: signs the first business's device out here, and goes on as the new one. */
  move(): Promise<void>;
}

export interface Inbox {
  /** `unlinked`: this browser has no device of a team; `invited`: a person is asked; `linking`: waiting for the owner's device; `ready`. */
  readonly phase: Readable<"loading" | "unlinked" | "invited" | "linking" | "ready" | "stopped">;
  readonly stop: Readable<Stop | null>;
  /** How this browser becomes a device of a team, by an invitation. */
  readonly entrance: EntranceView;
  readonly net: Readable<Net>;
  /** Why the server takes what was written only later: its code, and the conversation. */
  readonly slowed: Readable<SlowedNote | null>;
  readonly offlineSinceMs: Readable<number | null>;
  /** The server's time at `nowMs` of this device, as far as that is known. */
  serverMs(nowMs: number): number;
  readonly shopfront: Readable<Shopfront | null>;
  readonly me: Readable<Person | null>;
  readonly people: Readable<readonly Person[]>;
  /** What the team says to itself. */
  readonly staffChat: StaffChatView;
  /** Devices, invitations, and what an owner does with them. */
  readonly team: TeamView;
  /** The recovery sheet: trying and replacing it. */
  readonly sheet: SheetView;
  /** Coming back with the sheet, in the phase `unlinked`. */
  readonly recovery: RecoveryView;
  readonly quickReplies: QuickRepliesView;
  /** What the business says first, to somebody who does not write yet. */
  readonly invitations: InvitationsView;
  /** Files that no conversation has, of quick replies and invitations: they lie in the back room. */
  replyFiles(): FilesView;
  /** What was said with customers elsewhere, brought in by the team. */
  former(): FormerView;
  /** What members of the team, above all programs, propose to answer. */
  drafted(): DraftedView;
  readonly notifications: NotificationsView;
  /** The published profile, and what an owner does with it. */
  readonly profile: ProfileView;
  /** The last that was said about a call; null: nothing. */
  readonly called: Readable<CallNote | null>;
  /** Calls, with what opens connections. Once, when `phase` is `ready`. */
  calls<M extends Media>(open: OpenMedia<M>): Promise<CallsView<M>>;
  /** Whether this customer can be called at all: there is a relay, or calls may do without. Rejects with `Unreachable`. */
  hasCallWay(conversation: string): Promise<boolean>;
  /** Passkeys that let this person back in on an empty browser. Rejects while the inbox is not ready. */
  passkeys(authenticator: Authenticator): Promise<PasskeysView>;
  /** What the law asks of the business: requests, retention, documents. Rejects when that part cannot be fetched. */
  law(): Promise<LawView>;
  /** Requests of customers that wait for an answer; a new value whenever the register may have changed. */
  readonly requests: Readable<OpenRequests>;
  readonly filter: Readable<Filter>;
  readonly counts: Readable<Record<Filter, number>>;
  /** Only conversations that these labels mean; null: all. Filters and counts then hold within it. */
  readonly query: Readable<LabelQuery | null>;
  /** Conversations read so far, while this device reads all of them for a query; null: `counts` and `total` are right. */
  readonly reading: Readable<Reading | null>;
  setQuery(query: LabelQuery | null): void;
  readonly labels: LabelsView;
  /** Named links to the customer page. */
  readonly ways: WaysView;
  /** What the team has done of the moving kit. */
  readonly movingKit: MovingKitView;
  /** Total rows under the filter; `rowAt` answers what is loaded; `window` loads and decrypts what is visible. */
  readonly total: Readable<number>;
  /** Under `waiting`: the number of the first row that was answered; null: there is none, as far as is loaded. */
  readonly answeredFrom: Readable<number | null>;
  /** Changes whenever any loaded row changed. */
  readonly revision: Readable<number>;
  rowAt(index: number): ConversationRow | null;
  /** The row of that conversation; null: it is not loaded. */
  rowOf(id: string): ConversationRow | null;
  window(from: number, to: number): void;
  setFilter(filter: Filter): void;
  readonly order: ListOrder;
  readonly flags: FlagsView;
  readonly search: SearchView;
  /** Views of the same conversation are independent: leaving one does not end another. Verbs may be called at once, before `row` is loaded. */
  open(id: string): ConversationView;
  /** Reads what this device holds of that conversation, so that it is shown at once when it is opened. Asks nobody. */
  prepare(id: string): void;
  /** The notes on a conversation. Views are independent of each other. */
  notes(id: string): NotesView;
  /** Messages for later in a conversation. Leave it in the end. */
  scheduled(id: string): ScheduledView;
  /**
   * Conversations with their cards, closed ones too: the newest and those known here, or with `all` the newest thousands, to find one by
   * name. Without a connection: those known here.
   */
  cards(all: boolean): Promise<readonly CardRow[]>;
  /** Figures of the whole team. Rejects with `Unreachable` without a connection. */
  statistics(asked: AskedStatistics): Promise<Statistics>;
  /** How the server is doing; for owners. Rejects with `Unreachable` without a connection. */
  condition(): Promise<Condition>;
  /** Calls `run` for each new customer message that arrives live, for the sound. */
  onArrival(run: (conversation: string) => void): () => void;
  /** Sum of unread conversations, for title and badge. */
  readonly unreadTotal: Readable<number>;
  /** Messages written on this device that are not stored on the server yet, over all conversations. */
  readonly waiting: Readable<number>;
  /** As `Chat.beforeErasing`. */
  beforeErasing(conversation: string, whole: boolean): Promise<BeforeErasing>;
  /** For owners: erases a message, named by its row's key, or the conversation, for both sides. Rejects when the server refuses. */
  erase(conversation: string, message?: string): Promise<ErasingOutcome>;
  /** For owners and members: sets how long a message must be retained. Rejects without a connection. */
  retain(conversation: string, message: string, as: Retention): Promise<void>;
  /** After the stop "replaced": connects again, which replaces the other connection. Otherwise does nothing. */
  takeOver(): void;
  /** As `Chat.reload`. */
  reload(): void;
  /** Erases keys, messages and drafts from this browser; `phase` becomes "unlinked". Messages that were not sent are lost. */
  signOut(): Promise<void>;
  close(): void;
}
