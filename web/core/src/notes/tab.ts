/** Notes in one tab: what the list says of them, and those of the conversations that are open (L8). */

import { Ahead } from "../base/ahead.ts";
import type { Env } from "../base/env.ts";
import { writable } from "../base/readable.ts";
import * as note from "../documents/note.ts";
import type { OutboxNote } from "../model/notes.ts";
import type { OutboxRow } from "../model/outbox.ts";
import type { Store } from "../store/database.ts";
import { revive } from "../sync/retry.ts";
import type { Person } from "../trust/people.ts";
import type { NoteCommands, NotesSummary, NotesView, TeamNote } from "./api.ts";

export interface NotesPageNeeds {
  readonly env?: Pick<Env, "painted">;
  readonly leader: NoteCommands & { pump(): Promise<void> };
  store(): Store | null;
  me(): Person | null;
  people(): readonly Person[];
  /** What was typed for a conversation's next note, on this device. */
  readonly drafts: { of(id: string): string; set(id: string, text: string): void };
  wrote(row: OutboxRow): void;
  /** This change no longer waits. */
  dropped(counter: number): void;
  /** Rows of the list may look different. */
  changed(): void;
  /** There is a note for this person on that conversation which was not seen, or there is none any more. */
  mentioned(conversation: string, on: boolean): void;
}

export class NotesPage {
  readonly #needs: NotesPageNeeds;
  readonly #summaries = new Map<string, NotesSummary>();
  readonly #views = new Set<OpenNotes>();
  readonly #ahead: Ahead<readonly TeamNote[]>;

  constructor(needs: NotesPageNeeds) {
    this.#needs = needs;
    this.#ahead = new Ahead((conversation) => needs.leader.notes(conversation));
  }

  /** Reads what is held here. */
  async load(): Promise<void> {
    for (const summary of await this.#needs.leader.noteSummaries()) this.#take(summary);
    this.#needs.changed();
  }

  of(conversation: string): NotesSummary {
    return (
      this.#summaries.get(conversation) ?? { conversation, unread: 0, forMeMs: null, forMeUnread: false }
    );
  }

  open(conversation: string): NotesView {
    const view: OpenNotes = new OpenNotes(conversation, this.#needs, {
      known: this.#ahead.of(conversation),
      unread: () => this.of(conversation).unread,
      left: () => {
        this.#views.delete(view);
        if (view.heard) this.#ahead.set(conversation, view.notes.get());
      },
    });
    this.#views.add(view);
    return view;
  }

  /** Reads what is held, so that the next view shows it at once. */
  prepare(conversation: string): void {
    this.#ahead.prepare(conversation).catch(() => {});
  }

  /** Nothing that was read ahead is held any more. */
  drop(): void {
    this.#ahead.drop();
    for (const view of this.#views) view.unhear();
  }

  /** Something changed in the notes on this conversation. */
  onChanged(summary: NotesSummary): void {
    this.#ahead.drop(summary.conversation);
    this.#take(summary);
    this.#needs.changed();
    for (const view of this.#views) if (view.conversation === summary.conversation) view.refresh();
  }

  /** A note that waited was refused, or was stored. */
  apply({ rows, gone }: OutboxNote): void {
    const touched = new Set(
      rows.filter(({ payload }) => payload.kind === note.KIND).map(({ about }) => about),
    );
    if (gone.length > 0) this.#ahead.drop();
    for (const each of touched) if (each) this.#ahead.drop(each);
    for (const view of this.#views) if (gone.length > 0 || touched.has(view.conversation)) view.refresh();
  }

  /** The connection is back: what came meanwhile is read. */
  refresh(): void {
    this.#ahead.drop();
    for (const view of this.#views) view.read();
  }

  /** The conversation was erased. */
  end(conversation: string): void {
    this.#ahead.drop(conversation);
    this.#summaries.delete(conversation);
    this.#needs.mentioned(conversation, false);
    for (const view of this.#views) if (view.conversation === conversation) view.end();
  }

  #take(summary: NotesSummary): void {
    this.#summaries.set(summary.conversation, summary);
    this.#needs.mentioned(summary.conversation, summary.forMeUnread);
  }
}

interface PageOf {
  /** Read ahead. */
  readonly known: readonly TeamNote[] | undefined;
  unread(): number;
  left(): void;
}

class OpenNotes implements NotesView {
  readonly conversation: string;
  readonly notes = writable<readonly TeamNote[]>([]);
  readonly unread = writable(0);
  readonly draft = writable("");
  readonly #needs: NotesPageNeeds;
  readonly #page: PageOf;
  /** What stands in `notes` is what is held here. */
  heard: boolean;
  /** Counts what was asked for: an answer to an earlier question is older. */
  #asked = 0;
  #over = false;

  constructor(conversation: string, needs: NotesPageNeeds, page: PageOf) {
    this.conversation = conversation;
    this.#needs = needs;
    this.#page = page;
    this.draft.set(needs.drafts.of(conversation));
    this.heard = page.known !== undefined;
    if (page.known !== undefined) this.notes.set(page.known);
    this.unread.set(page.unread());
    void this.#begin();
  }

  /** What was read ahead is shown before anything is asked for. */
  async #begin(): Promise<void> {
    if (this.heard) await this.#needs.env?.painted?.();
    if (!this.#over) this.read();
  }

  /** What is held here, and then what the server has. */
  read(): void {
    this.refresh();
    this.#needs.leader.readNotes(this.conversation).catch(() => {});
  }

  refresh(): void {
    const asked = this.unhear();
    this.#needs.leader
      .notes(this.conversation)
      .then((notes) => {
        if (asked !== this.#asked) return;
        this.notes.set(notes);
        this.heard = true;
        this.unread.set(this.#page.unread());
      })
      .catch(() => {});
  }

  /** What stands in `notes` is not kept, nor what is on its way. */
  unhear(): number {
    this.heard = false;
    return ++this.#asked;
  }

  end(): void {
    this.unhear();
    this.notes.set([]);
    this.unread.set(0);
    this.draft.set("");
  }

  write = async (typed: string, handover: number | null): Promise<void> => {
    const me = this.#needs.me();
    if (me === null) return;
    const values = note.written(me.person, this.#numbered(typed), handover);
    await this.#needs.leader.addNote(this.conversation, values, typed);
  };

  edit = ({ key }: TeamNote, typed: string): Promise<void> =>
    this.#needs.leader.editNote(this.conversation, key, note.edited(this.#numbered(typed)));

  remove = ({ key }: TeamNote): Promise<void> => this.#needs.leader.removeNote(this.conversation, key);

  retry = async ({ counter }: TeamNote): Promise<void> => {
    const store = this.#needs.store();
    const row = store === null || counter === null ? null : await revive(store, counter);
    if (row === null) return;
    this.#needs.wrote(row);
    void this.#needs.leader.pump();
  };

  takeBack = async (failed: TeamNote): Promise<void> => {
    if (failed.counter === null) return;
    await this.#needs.store()?.delete("outbox", failed.counter);
    this.#needs.dropped(failed.counter);
    this.setDraft([this.typed(failed), this.draft.get()].filter((text) => text !== "").join("\n"));
  };

  typed = ({ parts }: TeamNote): string =>
    parts.map((part) => (typeof part === "number" ? this.#nameOf(part) : part)).join("");

  markSeen = (): void => {
    if (this.#page.unread() > 0) this.#needs.leader.sawNotes(this.conversation).catch(() => {});
  };

  setDraft = (text: string): void => {
    this.draft.set(text);
    this.#needs.drafts.set(this.conversation, text);
  };

  leave = (): void => {
    this.#over = true;
    this.#page.left();
  };

  #numbered(typed: string): string {
    return note.withNumbers(typed.trim(), this.#needs.people());
  }

  /** Somebody who has no name stays a number. */
  #nameOf(person: number): string {
    const name = this.#needs.people().find((each) => each.person === person)?.name ?? "";
    return name === "" ? `@{${person}}` : `@${name}`;
  }
}
