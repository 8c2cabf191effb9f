/** One open conversation of the inbox, in one tab. */

import type { TeamActs } from "../acts/api.ts";
import { fromBase64url, toBase64url } from "../base/bytes.ts";
import type { Env } from "../base/env.ts";
import { type Readable, writable } from "../base/readable.ts";
import type { FileContent } from "../content/file.ts";
import { payloadOf } from "../content/index.ts";
import { learnKinds } from "../content/kinds.ts";
import type { LogRow } from "../conversation/rows.ts";
import type { ChatLog } from "../conversation/window.ts";
import { type Card, linked, named } from "../documents/card.ts";
import { type CardChange, valuesOf } from "../documents/cardchange.ts";
import { vcard } from "../documents/vcard.ts";
import type { FilesView } from "../files/api.ts";
import { Files } from "../files/desk.ts";
import { aboveIt } from "../invitation/said.ts";
import type { Pinned } from "../model/acts.ts";
import type { ConversationRow } from "../model/listentry.ts";
import type { ConversationNote, LogNote, OutboxNote } from "../model/notes.ts";
import { CARRIED, type Draft, type OutboxRow } from "../model/outbox.ts";
import { random } from "../seal/suite.ts";
import { DRAFT, INBOX_STORE, type Store } from "../store/database.ts";
import type { LentHttp } from "../sync/lent.ts";
import { enqueue, withTyped } from "../sync/outbox.ts";
import { revive } from "../sync/retry.ts";
import { takeBack } from "../sync/takeback.ts";
import type { Chain } from "../trust/chain.ts";
import type { Person } from "../trust/people.ts";
import { ID_BYTES } from "../wire/generated.ts";
import type { Act } from "./acts.ts";
import type { ConversationView } from "./api.ts";
import type { ConversationCommands, ErasingCommands } from "./commands.ts";
import type { ReadyLogs } from "./ready.ts";

export interface ViewNeeds {
  readonly env: Env;
  readonly store: Store;
  /** The back room's id. */
  room(): string;
  me(): Person | null;
  chain(): Chain | null;
  now(): number;
  readonly ready: ReadyLogs;
  readonly leader: ConversationCommands & ErasingCommands & LentHttp;
  /** A row of the outbox was written in this tab. */
  wrote(row: OutboxRow): void;
  /** Tells all tabs. */
  publish(note: ConversationNote): void;
  /** It no longer waits. */
  dropped(counter: number): void;
  row(id: string): ConversationRow | null;
  draftOf(id: string): string;
  setDraft(id: string, text: string): void;
  left(view: OpenView): void;
}

export class OpenView implements ConversationView {
  readonly id: string;
  readonly row = writable<ConversationRow | null>(null);
  readonly card = writable<Card | null>(null);
  readonly draft = writable("");
  readonly collision = writable<{ readonly person: number } | null>(null);
  readonly disputed = writable(false);
  readonly rows: Readable<readonly LogRow[]>;
  readonly older: Readable<boolean>;
  readonly pins: Readable<readonly Pinned[]>;
  readonly #log: ChatLog;
  readonly #needs: ViewNeeds;
  readonly #opened: Promise<void>;
  #read = false;
  #left = false;

  constructor(id: string, needs: ViewNeeds) {
    learnKinds();
    this.id = id;
    this.#needs = needs;
    const row = needs.row(id);
    const { log, opened, known } = needs.ready.take(id, row?.head);
    this.#log = log;
    this.#opened = opened;
    this.rows = this.#log.rows;
    this.older = this.#log.older;
    this.pins = this.#log.pins;
    this.draft.set(needs.draftOf(id));
    this.row.set(row);
    void this.#begin(known).catch(() => {});
  }

  /** What is here is shown before anything is asked for. */
  async #begin(known: boolean): Promise<void> {
    await this.#opened;
    this.#read = true;
    if (this.rows.get().length > 0) await this.#needs.env.painted?.();
    if (this.#left) return;
    // A note to this tab may have been lost.
    if (known) await this.#log.reload(this.row.get()?.head);
    await this.refresh();
  }

  /** Asks for what is missing, after opening and when the connection is back. */
  async refresh(): Promise<void> {
    await this.#opened;
    try {
      await this.#needs.leader.entry(this.id);
      this.card.set(await this.#needs.leader.card(this.id));
      await this.#needs.leader.newest(this.id);
      this.disputed.set(await this.#needs.leader.disputed(this.id));
    } catch {
      // The server refused (an auditor reads nothing sealed) or the connection was lost. What is here stays, and the next connection asks
      // again.
    }
    this.changed();
  }

  /** Row, names or words may have changed. */
  changed(): void {
    this.row.set(this.#needs.row(this.id));
    this.#log.show();
  }

  /** The conversation was erased. */
  over(): void {
    this.draft.set("");
    this.card.set(null);
    this.changed();
  }

  apply(note: LogNote | OutboxNote | { readonly type: "erasing" }): void {
    this.#log.apply(note);
    if (note.type === "log" && note.conversation === this.id && note.live) this.#notice(note);
  }

  /** Notices a colleague's answer while something is being written here. */
  #notice(note: LogNote): void {
    const me = this.#needs.me()?.person;
    const other = note.rows.find(
      ({ party, person, spoken }) => party === "team" && spoken && person !== null && person !== me,
    );
    if (other?.person != null && this.draft.get().trim() !== "") this.collision.set({ person: other.person });
  }

  invitation: ConversationView["invitation"] = (carried) =>
    aboveIt(this.#needs.store, this.#needs.chain(), { conversation: this.id, carried });

  send = (text: string, holdMs = 0): Promise<number> => this.#say({ kind: "text", text }, holdMs);
  askContact = async (): Promise<void> => void (await this.#say({ kind: "contact_request" }));

  async #say(said: Parameters<typeof payloadOf>[0], holdMs = 0): Promise<number> {
    return this.#write({ conversation: this.id, payload: payloadOf(said, this.#needs.me()?.name), holdMs });
  }

  async #write(draft: Draft): Promise<number> {
    const { store, now, leader } = this.#needs;
    const row = await enqueue(store, withTyped(DRAFT + draft.conversation, draft), now());
    if (draft.conversation === this.id && row.spoken) this.collision.set(null);
    this.#needs.wrote(row);
    void leader.pump();
    if (row.carried) (await this.files()).wake();
    return row.counter;
  }

  sendReplyFile: ConversationView["sendReplyFile"] = async (said, caption, quote = null) => {
    const blob = toBase64url(random(ID_BYTES));
    const copied = { ...said, file: { ...said.file, blob }, ...(said.kind === "voice" ? {} : { caption }) };
    const [device = "", counter] = quote?.split(".") ?? [];
    const answers = quote === null ? {} : { quote: [fromBase64url(device), Number(counter)] };
    const payload = { ...payloadOf(copied as FileContent, this.#needs.me()?.name), ...answers };
    const copy = [this.#needs.room(), said.file.blob] as const;
    await this.#write({
      conversation: this.id,
      payload,
      file: { blob, carried: true, failed: CARRIED, copy },
    });
  };

  takeBack = async (counter: number): Promise<boolean> => {
    const { store, now, leader, dropped } = this.#needs;
    return takeBack(store, counter, now, { publish: () => dropped(counter), leader });
  };

  files = async (): Promise<FilesView> => {
    const { env, store, leader, publish, me } = this.#needs;
    return new Files({
      env,
      store,
      name: INBOX_STORE,
      conversation: this.id,
      side: "team",
      by: () => me()?.name,
      leader: () => leader,
      publish,
    });
  };

  acts = async (): Promise<TeamActs> => {
    return (await fetchActs()).teamActs(this.#needs.store, this.#log, {
      now: this.#needs.now,
      me: this.#needs.me,
      write: async (draft) => void (await this.#write(draft)),
      publish: this.#needs.publish,
      leader: this.#needs.leader,
    });
  };

  retry = async (key: string): Promise<void> => {
    const row = await revive(this.#needs.store, Number(key.split(".")[1]));
    if (row === null) return;
    this.#needs.wrote(row);
    void this.#needs.leader.pump();
    if (row.carried) (await this.files()).wake();
  };

  loadOlder = async (): Promise<void> => {
    await this.#opened;
    await this.#log.loadOlder(this.#needs.store, () => this.#needs.leader.older(this.id));
  };

  letGo = (): void => this.#log.letGo();

  setDraft = (text: string): void => {
    this.draft.set(text);
    this.#needs.setDraft(this.id, text);
  };

  setTyping = (on: boolean): void => {
    void this.#needs.leader.typing(this.id, on);
  };

  markRead = (): void => void this.#sayRead().catch(() => {});

  /** Said after the frame, which it would delay; somebody who is gone by then has read it all the same. */
  async #sayRead(): Promise<void> {
    await this.#needs.env.painted?.();
    await this.#needs.leader.read(this.id);
  }

  acknowledgeCollision = (): void => this.collision.set(null);

  assign = (person: number | null): Promise<void> => this.#act({ action: "assign", argument: person });
  closeConversation = (): Promise<void> => this.#act({ action: "close", argument: null });
  reopen = (): Promise<void> => this.#act({ action: "reopen", argument: null });

  setBlocked = (on: boolean): Promise<void> => this.#act({ action: "block", argument: on });

  setAutomatic = (on: boolean): Promise<void> => this.#act({ action: "auto", argument: on });

  /** The card is a document of the back room; a change of it waits like a message when there is no connection (L8). */
  rename = (name: string): Promise<void> => this.#needs.leader.setCard(this.id, named(name));

  changeCard = async (change: CardChange): Promise<void> => {
    const { leader } = this.#needs;
    await leader.setCard(this.id, valuesOf(await leader.card(this.id), change));
  };

  vcard = (unnamed: string): string | null => {
    const card = this.card.get();
    return card === null ? null : vcard(card, unnamed);
  };

  link = async (earlier: readonly string[], name: string | null): Promise<void> => {
    const { leader } = this.#needs;
    const links = linked(await leader.card(this.id), earlier);
    await leader.setCard(this.id, name === null ? links : { ...named(name), ...links });
  };

  leave = (): void => {
    this.#left = true;
    this.#needs.left(this);
    if (this.#read) this.#needs.ready.keep(this.id, this.#log);
  };

  #act(act: Omit<Act, "conversation">): Promise<void> {
    return this.#needs.leader.act({ conversation: this.id, ...act });
  }
}

/** Fetched when a conversation has acts or somebody acts. */
export const fetchActs = () => import("../acts/sides.ts");
