/** What the team writes for itself, in one tab: the staff chat, notes on conversations, messages for later, ways, and the moving kit (L8). */

import { StaffChatPage } from "../backroom/tab.ts";
import { fromBase64url } from "../base/bytes.ts";
import type { Env } from "../base/env.ts";
import { KIND as INVITATIONS } from "../documents/invitations.ts";
import { KIND as SCHEDULED } from "../documents/scheduled.ts";
import type { FilesView } from "../files/api.ts";
import { Files } from "../files/desk.ts";
import { FormerPage } from "../former/tab.ts";
import { InvitationsPage, type InvitationsPlace } from "../invitation/tab.ts";
import type { ConversationRow } from "../model/listentry.ts";
import type { LogNote, OutboxNote } from "../model/notes.ts";
import type { OutboxRow } from "../model/outbox.ts";
import { MovingKitPage } from "../movingkit/tab.ts";
import type { NotesView } from "../notes/api.ts";
import { DraftedPage } from "../notes/draftedtab.ts";
import { NotesPage } from "../notes/tab.ts";
import type { ScheduledView } from "../scheduled/api.ts";
import { ScheduledPage } from "../scheduled/tab.ts";
import { INBOX_STORE, NOTE_DRAFT, type Store } from "../store/database.ts";
import { borrow, type LentHttp } from "../sync/lent.ts";
import type { Person } from "../trust/people.ts";
import { WaysPage } from "../ways/tab.ts";
import type { StaffCommands } from "./commands.ts";
import { Drafts } from "./drafts.ts";
import type { StaffNote } from "./notes.ts";

/** What one tab tells the others of it. */
export type BackRoomNote =
  | { readonly type: "noteDraft"; readonly id: string; readonly text: string }
  /** Everything in the staff chat that was stored until then was seen on this device. */
  | { readonly type: "seen"; readonly atMs: number };

export interface BackRoomNeeds {
  readonly leader: StaffCommands & LentHttp;
  /** What was typed for the staff chat, under the room's id. */
  readonly drafts: Drafts;
  readonly env: Env;
  me(): Person | null;
  people(): readonly Person[];
  nameOf(person: number): string | null;
  wrote(row: OutboxRow): void;
  dropped(counter: number): void;
  publish(note: BackRoomNote | OutboxNote): void;
  /** Where invitations are sealed; null: the inbox is not ready. */
  place(): InvitationsPlace | null;
  /** Rows of the list may look different. */
  changed(): void;
  /** There is a note for this person on that conversation which was not seen, or there is none any more. */
  mentioned(conversation: string, on: boolean): void;
}

export class BackRoomSide {
  readonly chat: StaffChatPage;
  readonly ways: WaysPage;
  readonly movingKit: MovingKitPage;
  readonly invitations: InvitationsPage;
  readonly former: FormerPage;
  readonly drafted: DraftedPage;
  readonly #drafts: Drafts;
  readonly #noteDrafts: Drafts;
  readonly #notes: NotesPage;
  readonly #scheduled: ScheduledPage;
  readonly #needs: BackRoomNeeds;
  #store: Store | null = null;
  #room = "";

  constructor(given: BackRoomNeeds) {
    const needs = { ...given, now: given.env.now };
    this.#needs = given;
    this.#drafts = needs.drafts;
    this.#noteDrafts = new Drafts(NOTE_DRAFT, (id, text) => needs.publish({ type: "noteDraft", id, text }));
    this.chat = new StaffChatPage({
      ...needs,
      setDraft: (room, text) => needs.drafts.set(room, text),
      saw: (atMs) => needs.publish({ type: "seen", atMs }),
    });
    this.ways = new WaysPage(needs.leader);
    this.movingKit = new MovingKitPage(needs.leader);
    this.#scheduled = new ScheduledPage(needs.leader, needs.env);
    this.invitations = new InvitationsPage({ ...needs, http: borrow(needs.leader) });
    this.drafted = new DraftedPage(needs);
    this.former = new FormerPage({
      leader: needs.leader,
      store: () => this.#store,
      room: () => this.#room,
      me: () => needs.me()?.person ?? null,
      files: this.files,
    });
    this.#notes = new NotesPage({ ...needs, store: () => this.#store, drafts: this.#noteDrafts });
  }

  async useStore(store: Store, room: string, mine: string): Promise<void> {
    this.#store = store;
    this.#room = room;
    this.ways.useStore({ store, mine: fromBase64url(mine), now: this.#needs.env.now });
    void this.movingKit.useStore(store, fromBase64url(mine));
    await this.#noteDrafts.load(store);
    void this.#notes.load().catch(() => {});
    void this.#scheduled.load().catch(() => {});
    await this.chat.useStore({ store, room, mine }, this.#drafts.of(room));
  }

  /** Files of the back room's documents. */
  files = (): FilesView => {
    if (this.#store === null) throw new Error("this inbox is not ready");
    const { env, leader, publish } = this.#needs;
    const at = { store: this.#store, conversation: this.#room, name: INBOX_STORE, side: "team" } as const;
    return new Files({ ...at, env, leader: () => leader, publish });
  };

  open = (conversation: string): NotesView => this.#notes.open(conversation);

  /** Reads what is held about this conversation, so that it is shown at once when it is opened. */
  prepare(conversation: string): void {
    this.#notes.prepare(conversation);
    this.#scheduled.prepare(conversation);
  }

  /** What was read ahead is no longer held. */
  drop(): void {
    this.#notes.drop();
    this.#scheduled.drop();
  }

  openScheduled = (conversation: string): ScheduledView => this.#scheduled.open(conversation);

  /** What a row of the list says of notes and of messages for later. */
  rowOf(conversation: string): Pick<ConversationRow, "notes" | "scheduledMs"> {
    const { unread, forMeUnread } = this.#notes.of(conversation);
    return { notes: { unread, forMe: forMeUnread }, scheduledMs: this.#scheduled.nextMs(conversation) };
  }

  onLog(note: LogNote | OutboxNote): void {
    this.chat.apply(note);
    if (note.type === "log") this.ways.heard(note.anew ? null : note.rows);
    else {
      this.#notes.apply(note);
      this.#scheduled.apply(note);
    }
  }

  onNote(note: BackRoomChange): void {
    if (note.type === "notes") this.#notes.onChanged(note.summary);
    else if (note.type === "scheduled") this.#scheduled.onChanged(note);
    else if (note.type === "seen") this.chat.seen(note.atMs);
    else this.#noteDrafts.take(note.id, note.text);
  }

  /** Documents say something else now, or a change of a list was made here and came too late. */
  apply({ type, kind }: { readonly type: "documents" | "lost"; readonly kind: string }): void {
    this.ways.apply(kind);
    this.movingKit.apply(kind);
    if (type === "lost" && kind === SCHEDULED) this.#scheduled.cameTooLate();
    if (kind === INVITATIONS) void this.invitations.show().catch(() => {});
    this.former.apply(kind);
    this.drafted.apply(kind);
  }

  /** The connection is back. */
  refresh(): void {
    this.#notes.refresh();
    this.#scheduled.refresh();
    this.former.refresh();
    this.drafted.refresh();
  }

  /** Names may have changed. */
  show(): void {
    this.chat.show();
  }

  /** The conversation was erased. */
  end(conversation: string): void {
    this.#noteDrafts.end(conversation);
    this.#notes.end(conversation);
    this.#scheduled.end(conversation);
    this.invitations.end(conversation);
    this.ways.heard(null);
    this.former.refresh();
  }
}

type BackRoomChange = Extract<
  StaffNote | BackRoomNote,
  { type: "notes" | "noteDraft" | "seen" | "scheduled" }
>;

export const isBackRoom = (note: { readonly type: string }): note is BackRoomChange =>
  ["notes", "noteDraft", "seen", "scheduled"].includes(note.type);
