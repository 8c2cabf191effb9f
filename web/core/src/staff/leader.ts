/** The leading tab of an inbox: follows the whole log, maintains list, back room and conversations, and marks what arrived (L1, L6, W4). */

import { staffChat } from "../backroom/leader.ts";
import { fromBase64url, toBase64url } from "../base/bytes.ts";
import { LazyLine } from "../calls/lazy.ts";
import { Documents } from "../documents/leader.ts";
import * as people from "../documents/people.ts";
import { endFlags, flagCommands } from "../flags/leader.ts";
import { formerCommands } from "../former/leader.ts";
import { InvitationKeeper } from "../invitation/leader.ts";
import { erasedOf } from "../model/erased.ts";
import { shownRow } from "../model/listentry.ts";
import { overIn } from "../model/over.ts";
import type { StoredRow } from "../model/row.ts";
import { NoteKeeper } from "../notes/leader.ts";
import { ProfileAdmin } from "../profile/leader.ts";
import { quickReplies } from "../quickreplies/leader.ts";
import { type Scheduler, schedulerOf } from "../scheduled/leader.ts";
import type { EpochKey } from "../seal/epoch.ts";
import { eventHash } from "../seal/suite.ts";
import { BACK_ROOM, readState } from "../store/database.ts";
import { dropEverything, offerAgain } from "../store/restore.ts";
import type { Resume } from "../sync/connection.ts";
import { Engine, type EngineSetup, refusalOf, type Side } from "../sync/engine.ts";
import { lend } from "../sync/lent.ts";
import { type DescribingNeeds, describeSelf, nameDevice } from "../team/describing.ts";
import { TeamAdmin } from "../team/leader.ts";
import type { Epochs } from "../trust/keyring.ts";
import type { Person } from "../trust/people.ts";
import { TeamRing, type TeamWrap } from "../trust/teamkeys.ts";
import { readEvents, readTeamKeys } from "../wire/answers.ts";
import { type Event, Kind, type Known, type ServerFrame, typingFrame, type Welcome } from "../wire/frames.ts";
import { callsFor } from "../wire/refusals.ts";
import { Acts, actEvent } from "./acts.ts";
import type { LeaderCommands } from "./commands.ts";
import { documentCommands } from "./kept.ts";
import { endLinks } from "./links.ts";
import { EntryBook } from "./list/book.ts";
import { listPage, PAGE } from "./list/pages.ts";
import { readMarksSince } from "./marks.ts";
import { isTopic, type StaffNote } from "./notes.ts";
import { Opening } from "./opening.ts";
import { publishDocuments } from "./published.ts";
import { classOf, learnRetained, takeClasses, unlessOver } from "./retaining.ts";
import { sweepDrafts } from "./sweep.ts";

/** Fetched on demand, because most visits erase nothing. */
const fetchErasing = () => import("../erasing/index.ts");

export interface StaffSetup extends Omit<EngineSetup, "party" | "openers" | "eraser" | "publish"> {
  readonly me: Person;
  readonly room: string;
  publish(note: StaffNote): void;
}

const EVENTS = 256;
/** Further behind than this, the device starts again instead of reading event by event. */
const FOLLOW = 4096;

export class Staff implements Side {
  readonly #setup: StaffSetup;
  readonly #engine: Engine;
  readonly #ring: TeamRing;
  readonly #acts: Acts;
  readonly #book: EntryBook;
  readonly #opening = new Opening(() => this.#engine.inbound);
  readonly #documents: Documents;
  readonly #notes: NoteKeeper;
  readonly #scheduled: Scheduler;
  readonly #invitations: InvitationKeeper;
  readonly #team: TeamAdmin;
  readonly #calls: LazyLine;
  readonly #profile: ProfileAdmin;
  #cursor: number | null = null;
  /** The event at the cursor, as far as it was told: what the next resume shows (L10). */
  #known: Known | null = null;
  #generation: string | null = null;
  #resumed = false;
  /** The log's newest event when the server welcomed this device: what was said later arrives, the rest is the past (W12). */
  #headOnWelcome = Number.MAX_SAFE_INTEGER;
  #fresh = false;

  private constructor(setup: StaffSetup) {
    this.#setup = setup;
    this.#ring = new TeamRing(setup.keys, () => setup.publicChain.chain);
    this.#engine = new Engine(
      { ...setup, party: "team", openers: this.#ring.openers, eraser: fetchErasing },
      this,
    );
    this.#acts = new Acts(setup.store, this.#engine.connection);
    this.#calls = new LazyLine(this.#engine, this, setup.publish);
    this.#book = new EntryBook({
      env: setup.env,
      store: setup.store,
      mine: setup.keys.id,
      http: this.#engine.http,
      chain: () => setup.publicChain.chain,
      epochs: (conversation, n) => this.epochs(conversation, n),
      room: setup.room,
      ring: this.#ring,
      publish: setup.publish,
    });
    this.#documents = new Documents({
      env: setup.env,
      store: setup.store,
      http: this.#engine.http,
      mine: setup.keys.id,
      room: setup.room,
      ring: this.#ring,
      chain: () => setup.publicChain.chain,
      online: () => this.#engine.connection.live,
      learnKeys: () => this.#learnKeys(),
      wrote: (rows) => {
        setup.publish({ type: "outbox", rows, gone: [] });
        this.#engine.outbox.pump();
      },
      changed: async (documents) => {
        await this.#notes.changed(documents, this.#resumed);
        await this.#scheduled.changed(documents);
        const setCard: EntryBook["setCard"] = (...row) => this.#book.setCard(...row);
        await publishDocuments({ ...setup, mine: setup.keys.id, setCard }, documents);
      },
      lost: ({ KIND }) => setup.publish({ type: "lost", kind: KIND }),
    });
    this.#invitations = new InvitationKeeper(this.#documents, setup, this.#engine.http);
    this.#notes = new NoteKeeper({
      ...setup,
      http: this.#engine.http,
      mine: setup.keys.id,
      ring: this.#ring,
      documents: this.#documents,
      chain: () => setup.publicChain.chain,
      me: this.person,
      live: () => this.#engine.connection.live,
      arrived: (conversation) => setup.publish({ type: "arrival", conversation }),
    });
    this.#scheduled = schedulerOf(setup, {
      engine: this.#engine,
      book: this.#book,
      documents: this.#documents,
      read: this.#notes.commands.readNotes,
      resumed: () => this.#resumed,
    });
    this.#team = new TeamAdmin({
      ...setup,
      http: this.#engine.http,
      ring: this.#ring,
      chain: () => setup.publicChain.chain,
      refresh: () => this.#engine.refreshChain().then(() => this.#learnKeys()),
      rename: (person, name) => this.#documents.set(people, null, people.named(new Map([[person, name]]))),
      nameDevice: (device, name) => nameDevice(this.#describing, device, name),
    });
    this.#profile = new ProfileAdmin({
      ...setup,
      http: this.#engine.http,
      chain: () => setup.publicChain.chain,
      refresh: () => this.#engine.refreshChain(),
    });
  }

  static async open(setup: StaffSetup): Promise<Staff> {
    const staff = new Staff(setup);
    staff.#cursor = await readState<number>(setup.store, "cursor");
    staff.#known = await readState<Known>(setup.store, "known");
    staff.#generation = await readState<string>(setup.store, "generation");
    staff.#ring.take((await readState<readonly TeamWrap[]>(setup.store, "teamWraps")) ?? []);
    await staff.#documents.begin();
    return staff;
  }

  get commands(): LeaderCommands {
    const { inbound, connection, outbox, keyrings, http } = this.#engine;
    return {
      pump: async () => outbox.pump(),
      page: (...asked) =>
        listPage({ book: this.#book, live: () => connection.live, person: this.person }, ...asked),
      openRows: (tab, ids) => this.#book.open(tab, ids),
      entry: (id) => this.#book.get(id),
      newest: (id) => this.#newest(id),
      older: (id) => inbound.older(id),
      card: (id) => this.#book.card(id),
      cards: async (all) => (await this.#book.cards(all)).map(shownRow),
      carriers: () => this.#book.carriers(),
      read: (id) => inbound.read(id, true),
      act: (act) => this.#acts.perform(act),
      erase: async (id, message) => (await this.#engine.eraseRequests()).ask(id, message),
      beforeErasing: async (id, whole) => (await this.#engine.eraseRequests()).before(id, whole),
      retain: async (id, message, as) => this.#acts.perform(await classOf(this.#setup, id, message, as)),
      noteHold: (id, ms) => inbound.held(id, ms),
      typing: async (id, on) => void connection.send(typingFrame(fromBase64url(id), on)),
      disputed: async (id) => keyrings.isDisputed(id),
      takeOver: async () => this.#engine.takeOver(),
      call: this.#calls.call,
      ...staffChat(inbound, this.#setup.room, () => connection.live),
      ...documentCommands(this.#documents),
      ...flagCommands(this.#documents),
      ...quickReplies(this.#setup, this.#documents),
      ...this.#invitations.commands,
      ...formerCommands(this.#setup, this.#documents),
      ...this.#notes.commands,
      ...this.#scheduled.commands,
      ...lend(http),
      ...this.#team.commands,
      ...this.#profile.commands,
    };
  }

  greet(): void {
    this.#engine.greet();
  }

  start(): void {
    this.#engine.start();
  }

  close(): void {
    this.#acts.grounded();
    this.#scheduled.close();
    this.#engine.close();
  }

  person = (): number => this.#setup.me.person;

  async resume(): Promise<Resume> {
    this.#resumed = false;
    return {
      generation: this.#generation === null ? null : fromBase64url(this.#generation),
      cursor: this.#cursor,
      rev: this.#setup.publicChain.chain.rev,
      known: this.#known,
    };
  }

  async onWelcome(welcome: Welcome): Promise<void> {
    const generation = toBase64url(welcome.generation);
    this.#engine.checkWelcome(welcome, this.#generation === generation);
    if (this.#generation !== null && this.#generation !== generation) await this.#startAnew(welcome);
    if (this.#generation !== generation) await this.#setup.store.put("state", generation, "generation");
    this.#generation = generation;
    this.#headOnWelcome = welcome.head;
    await this.#notes.begin(welcome.nowMs);
    this.#scheduled.begin(welcome.nowMs);
    if (this.#cursor !== null) return;
    this.#fresh = true;
    await this.#advance(welcome.head, null);
    if (welcome.headHash !== null) await this.#know([welcome.head, welcome.headHash]);
  }

  async #startAnew(welcome: Welcome): Promise<void> {
    const { store, keys, publish } = this.#setup;
    const rows = await offerAgain(store, toBase64url(keys.id), welcome.lastCounter);
    await dropEverything(store, publish, true);
    await this.#book.clear();
    for (const each of [this.#scheduled, this.#documents]) await each.forget();
    this.#notes.forget();
    this.#cursor = null;
    this.#known = null;
    await store.delete("state", "known");
    publish({ type: "outbox", rows, gone: [] });
  }

  async onEvents(events: readonly Event[]): Promise<void> {
    const first = events[0]?.seq ?? null;
    if (first !== null && this.#cursor !== null && first > this.#cursor + 1) await this.#follow(first - 1);
    await this.#take(events);
    this.#renewKey();
  }

  /** What fails now, for example without a connection, is tried again with the next event or connection. */
  #renewKey(): void {
    void this.#team.renewKey().catch(() => {});
  }

  /** Takes events in log order. A run of events of one conversation is taken together. */
  async #take(events: readonly Event[]): Promise<void> {
    const fresh = events.filter(({ seq }) => seq === null || seq > (this.#cursor ?? 0));
    for (let at = 0; at < fresh.length; ) {
      const { conversation } = fresh[at] ?? { conversation: null };
      const name = conversation === null ? null : toBase64url(conversation);
      let end = at + 1;
      while (end < fresh.length && nameOf(fresh[end]) === name) end++;
      if (name !== null) await this.#takeRun(name, fresh.slice(at, end));
      at = end;
    }
    const last = fresh.at(-1) ?? null;
    await this.#advance(last?.seq ?? null, last);
  }

  async #takeRun(conversation: string, run: readonly Event[]): Promise<void> {
    if (conversation === this.#setup.room) await this.#learnKeys();
    await takeClasses(this.#setup, this.#engine.inbound, conversation, run);
    await this.#engine.inbound.receive(
      conversation,
      run.filter(({ pos }) => pos !== null),
    );
    for (const event of run)
      if (event.kind === Kind.assigned && event.pos === null)
        await this.#opening.between(conversation, event);
    if (run.some(({ kind }) => kind === Kind.class))
      await learnRetained(this.#engine.inbound, this.#engine.http, conversation);
    await this.#book.acts(
      conversation,
      run.map(({ kind, body }) => ({ kind, body })),
    );
  }

  async onBehind(head: number): Promise<void> {
    const cursor = this.#cursor ?? 0;
    if (head - cursor > FOLLOW) {
      await dropEverything(this.#setup.store, this.#setup.publish, false);
      // Nothing that was erased meanwhile may be left here.
      await this.#book.clear();
      await this.#scheduled.forget();
      await this.#documents.forget();
      this.#notes.forget();
      await sweepDrafts(this.#setup, this.#engine.http);
      this.#fresh = true;
      await this.#advance(head, null);
      await this.#loadBackRoom();
    } else await this.#follow(head);
    await readMarksSince(this.#engine, this.#book, cursor);
    this.#setup.publish({ type: "list" });
  }

  /** Reads the log in pages up to `head` (W4). */
  async #follow(head: number): Promise<void> {
    while ((this.#cursor ?? 0) < head) {
      const answer = await this.#engine.http.get(`/events?after=${this.#cursor ?? 0}&limit=${EVENTS}`);
      const events = readEvents(answer);
      if (events.length === 0) return;
      await this.#engine.takePublic(events);
      await this.#take(events);
    }
  }

  async onReady(): Promise<void> {
    await this.#learnKeys();
    if (!(await readState<boolean>(this.#setup.store, BACK_ROOM))) await this.#loadBackRoom();
    if (this.#fresh) await this.#deliverUnread();
    this.#fresh = false;
    this.#resumed = true;
    await this.#calls.on("ready");
    void Promise.all([this.#notes.catchUp(), this.#invitations.sweep()]).catch(() => {});
    await this.#scheduled.resumed();
    this.#renewKey();
    this.#setup.publish({ type: "list" });
    this.#describeSelf();
    // What fails now is tried again with the next connection.
    if (this.#setup.me.role === "owner") this.#profile.renew().catch(() => {});
  }

  get #describing(): DescribingNeeds {
    const { store, keys, publicChain } = this.#setup;
    return { store, mine: keys.id, documents: this.#documents, chain: () => publicChain.chain };
  }

  /** An auditor writes nothing. What fails now, or was removed by somebody, is left alone until the next connection. */
  #describeSelf(): void {
    const { env, me } = this.#setup;
    const sort = env.device?.() ?? null;
    if (sort !== null && me.role !== "auditor") describeSelf(this.#describing, sort).catch(() => {});
  }

  /** For a device that begins at the head: unread messages have now arrived in the team (L6). */
  async #deliverUnread(): Promise<void> {
    const { entries } = await this.#book.page("unread", 0, PAGE);
    for (const { id, team, head } of entries) if (team.delivered < head) await this.#opening.newest(id);
  }

  async #learnKeys(): Promise<void> {
    // An auditor has no key and sees only what is not sealed.
    if (this.#ring.complete || this.#setup.me.role === "auditor") return;
    const answer = await this.#engine.http.get("/team/keys");
    const wraps = readTeamKeys(answer);
    await this.#setup.store.put("state", wraps, "teamWraps");
    this.#ring.take(wraps);
  }

  async #loadBackRoom(): Promise<void> {
    try {
      await this.#documents.readAll();
    } catch (error) {
      // A new business has no documents yet, and an auditor may not read them. Any other refusal: again with the next connection.
      if (callsFor(error) !== "told") throw error;
    }
  }

  async onOther(frame: ServerFrame): Promise<void> {
    if (frame.type === "typingNow")
      this.#setup.publish({ ...frame, type: "typing", conversation: toBase64url(frame.conversation) });
    else if (frame.type === "stored") await this.#onStored(frame);
    else if (frame.type === "error" && frame.counter !== null)
      this.#acts.refused(frame.counter, refusalOf(frame));
    else if (frame.type === "marks") await this.#book.marks(frame.marks);
    else if (frame.type === "ring" && isTopic(frame.topic)) this.#setup.publish({ type: frame.topic });
    else await this.#calls.take(frame);
  }

  /** This device's own command at its place in the log. A message was written already; an act is entered like anybody else's. */
  async #onStored(frame: Extract<ServerFrame, { type: "stored" }>): Promise<void> {
    const flight = this.#acts.stored(frame.counter);
    if (frame.seq !== null && this.#cursor !== null && frame.seq > this.#cursor + 1)
      await this.#follow(frame.seq - 1);
    if (flight !== null) {
      await this.#takeRun(flight.act.conversation, [
        actEvent(flight.act, frame, this.#setup.keys.id, this.#setup.me.person),
      ]);
      flight.resolve();
    }
    await this.#advance(frame.seq, { ...frame, device: this.#setup.keys.id });
  }

  async #advance(
    seq: number | null,
    event: Pick<Event, "atMs" | "device" | "counter"> | null,
  ): Promise<void> {
    if (seq === null || seq <= (this.#cursor ?? -1)) return;
    this.#cursor = seq;
    await this.#setup.store.put("state", seq, "cursor");
    if (event !== null) await this.#know([seq, await eventHash(seq, event)]);
  }

  async #know(known: Known): Promise<void> {
    this.#known = known;
    await this.#setup.store.put("state", known, "known");
  }

  onDown(): void {
    this.#acts.grounded();
    void this.#calls.on("down");
  }

  async arrived(conversation: string, rows: readonly StoredRow[]): Promise<void> {
    if (conversation === this.#setup.room) return this.#documents.take(rows);
    if (rows.some((row) => erasedOf(row) !== null)) return this.#erased(conversation, rows);
    // A first file is still on its way there: until something is said, no list has it (W5).
    const known = await this.#setup.store.get("list", conversation);
    if (known || rows.some(({ kind }) => kind !== Kind.record)) await this.#book.rows(conversation, rows);
    await this.#scheduled.arrived(conversation);
    await this.#invitations.handOver(conversation, rows);
    // However it reached this device: a page of the log may bring it before the connection does, which then says nothing new.
    const rings = rows.some(
      (row) => row.party === "customer" && row.spoken && (row.seq ?? 0) > this.#headOnWelcome,
    );
    if (rings) this.#setup.publish({ type: "arrival", conversation });
  }

  /** Something of the conversation was erased and has been dropped here. The list follows. */
  async #erased(conversation: string, rows: readonly StoredRow[]): Promise<void> {
    const over = overIn(rows);
    if (over !== null) {
      this.#engine.keyrings.drop(conversation);
      for (const room of [this.#notes, this.#scheduled, this.#invitations]) await room.end(conversation);
      await endLinks(this.#documents, this.#setup.store, conversation);
      await endFlags(this.#documents, { ...this.#setup, mine: this.#setup.keys.id }, conversation);
    }
    const left = over === null || over.kept.length > 0;
    if (over !== null) this.#setup.publish({ type: "erased", conversation, left });
    if (left) await this.#book.renew(conversation).catch(unlessOver);
    else this.#book.removed(conversation);
  }

  async epochs(conversation: string, n: number): Promise<Epochs> {
    await this.#learnKeys();
    return conversation === this.#setup.room ? this.#ring : this.#engine.keyrings.withEpoch(conversation, n);
  }

  async epoch(conversation: string): Promise<EpochKey> {
    await this.#learnKeys();
    if (conversation === this.#setup.room) return this.#ring.key(this.#setup.publicChain.chain.teams.length);
    return this.#engine.keyrings.current(conversation);
  }

  get versions(): Documents {
    return this.#documents;
  }

  disputed(conversation: string, on: boolean): void {
    this.#setup.publish({ type: "disputed", conversation, on });
  }

  async stale(conversation: string): Promise<void> {
    await this.#engine.refreshChain();
    await this.#learnKeys();
    if (conversation !== this.#setup.room) await this.#engine.keyrings.refresh(conversation);
  }

  async #newest(conversation: string): Promise<void> {
    if (!this.#engine.connection.live) return;
    const entry = await this.#book.get(conversation);
    const { high } = await this.#engine.inbound.state(conversation);
    if (high === 0 || (entry !== null && entry.head > high)) await this.#opening.newest(conversation);
    if (entry !== null) await this.#engine.inbound.adopt(conversation, entry);
    await learnRetained(this.#engine.inbound, this.#engine.http, conversation);
  }
}

const nameOf = (event: Event | undefined): string | null =>
  event === undefined || event.conversation === null ? null : toBase64url(event.conversation);
