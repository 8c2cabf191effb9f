/** The team's side of the core: `createInbox`. Links the device, leads or follows among the tabs, and shows list and conversations. */

import { fromBase64url, toBase64url } from "../base/bytes.ts";
import type { Env } from "../base/env.ts";
import { BadRecord } from "../base/errors.ts";
import { writable } from "../base/readable.ts";
import type { CallNote } from "../calls/api.ts";
import { hasWay } from "../calls/way.ts";
import { ServerClock } from "../conversation/opened.ts";
import { TypingBoard } from "../conversation/typing.ts";
import { currentNames } from "../documents/room.ts";
import { carrierOf } from "../files/carrier.ts";
import { FlagsPage } from "../flags/tab.ts";
import type { InvitationsView } from "../invitation/api.ts";
import { LabelsPage } from "../labels/tab.ts";
import { RequestBell } from "../law/open.ts";
import type { LabelQuery } from "../model/labelquery.ts";
import {
  type CardRow,
  type ConversationRow,
  type Filter,
  type ListEntry,
  shownRow,
} from "../model/listentry.ts";
import type { SlowedNote } from "../model/notes.ts";
import type { OutboxRow } from "../model/outbox.ts";
import { rowFlags } from "../model/waiting.ts";
import { NotificationsPage } from "../notifications/calls.ts";
import { EarlierProfiles } from "../profile/earlier.ts";
import { type Shopfront, shopfrontOf } from "../profile/shopfront.ts";
import { ProfilePage } from "../profile/tab.ts";
import { QuickReplyBook } from "../quickreplies/tab.ts";
import { Recovery } from "../recovery/recover.ts";
import { SheetPage } from "../recovery/sheet.ts";
import { type DeviceKeys, platformCanSeal } from "../seal/keys.ts";
import { backRoomId } from "../seal/suite.ts";
import type { OpenIndex } from "../search/api.ts";
import { SearchPage } from "../search/tab.ts";
import { DRAFT, deleteStore, INBOX_STORE, openStore, readState, type Store } from "../store/database.ts";
import { type Net, type Stop, stopBy } from "../sync/connection.ts";
import { borrow } from "../sync/lent.ts";
import { joinTabs, type Tabs, whoLeads } from "../sync/tabs.ts";
import { Invites } from "../team/invites.ts";
import { TeamPage } from "../team/tab.ts";
import { type Person, peopleOf } from "../trust/people.ts";
import type { PublicChain } from "../trust/pinned.ts";
import { readTeamFragment } from "../wire/links.ts";
import type { ConversationView, Inbox, ListOrder } from "./api.ts";
import { conditionOf, statisticsOf } from "./asked.ts";
import { type BackRoomNote, BackRoomSide, isBackRoom } from "./backroom.ts";
import type { StaffCommands } from "./commands.ts";
import { fetchActs, OpenView } from "./conversation.ts";
import { Drafts } from "./drafts.ts";
import { Entrance } from "./entrance.ts";
import { type Linked, linkedIn } from "./joining.ts";
import { Staff } from "./leader.ts";
import { Marked } from "./list/marked.ts";
import { ListView } from "./list/view.ts";
import type { StaffNote } from "./notes.ts";
import { currentLabels } from "./published.ts";
import { ReadyLogs } from "./ready.ts";
import { withSearch } from "./searching.ts";
import { emptyIfShutOut } from "./shutout.ts";
import { OpenViews } from "./views.ts";
import { Waiting } from "./waiting.ts";

type Note =
  | StaffNote
  | { readonly type: "gone" }
  | BackRoomNote
  | { readonly type: "draft"; readonly id: string; readonly text: string };

/** `openIndex`: what it searches with; null: it cannot search. `agreed`: a person has sent off the invitation that is in the fragment. */
export const createInbox = (env: Env, openIndex: OpenIndex | null = null, agreed = false): Inbox =>
  new InboxPage(env, openIndex, agreed);

class InboxPage implements Inbox {
  readonly phase = writable<ReturnType<Inbox["phase"]["get"]>>("loading");
  readonly stop = writable<Stop | null>(null);
  readonly entrance: Entrance;
  readonly net = writable<Net>("connecting");
  readonly slowed = writable<SlowedNote | null>(null);
  readonly offlineSinceMs = writable<number | null>(null);
  readonly shopfront = writable<Shopfront | null>(null);
  readonly me = writable<Person | null>(null);
  readonly people = writable<readonly Person[]>([]);
  readonly unreadTotal = writable(0);
  readonly called = writable<CallNote | null>(null);
  readonly former: Inbox["former"] = () => this.#backRoom.former;
  readonly drafted: Inbox["drafted"] = () => this.#backRoom.drafted;
  readonly #env: Env;
  readonly #openIndex: OpenIndex | null;
  /** Calls wait until this browser is a device of a team. */
  readonly #leader = whoLeads<StaffCommands>(() => this.#tabs);
  readonly #list = new ListView({
    page: (...asked) => this.#leader.page(...asked),
    openRows: (ids) => void this.#leader.openRows(this.#tab, ids).catch(() => {}),
    entry: (id) => this.#leader.entry(id),
    me: () => this.me.get()?.person ?? null,
    now: () => this.#env.now(),
    later: (ms, run) => this.#env.later(ms, run),
  });
  readonly #marked = new Marked((changes) => this.#list.setFlags(changes));
  readonly order: ListOrder = this.#list;
  readonly filter = this.#list.filter;
  readonly query = this.#list.query;
  readonly reading = this.#list.reading;
  readonly counts = this.#list.counts;
  readonly total = this.#list.total;
  readonly answeredFrom = this.#list.answeredFrom;
  readonly revision = this.#list.revision;
  #invites: Invites | null = null;
  readonly team = new TeamPage({
    leader: this.#leader,
    http: borrow(this.#leader),
    invites: () => this.#invites,
    names: () => this.#names,
    changed: () => this.#rowsChanged(),
  });
  readonly labels = new LabelsPage(this.#leader);
  readonly search = new SearchPage(this.#leader);
  readonly flags = new FlagsPage({ leader: this.#leader, changed: (flags) => this.#marked.set(flags) });
  readonly #backRoom: BackRoomSide;
  readonly staffChat: Inbox["staffChat"];
  readonly notes: Inbox["notes"];
  readonly scheduled: Inbox["scheduled"];
  readonly ways: Inbox["ways"];
  readonly movingKit: Inbox["movingKit"];
  readonly replyFiles: Inbox["replyFiles"];
  readonly invitations: InvitationsView;
  readonly sheet: SheetPage;
  readonly recovery: Recovery;
  readonly profile = new ProfilePage(this.#leader, borrow(this.#leader));
  readonly notifications = new NotificationsPage(borrow(this.#leader));
  readonly quickReplies = new QuickReplyBook(this.#leader, borrow(this.#leader));
  readonly #ready = new ReadyLogs({
    store: () => (this.#closed ? null : this.#store),
    mine: () => (this.#keys === null ? "" : toBase64url(this.#keys.id)),
    person: () => this.me.get()?.person ?? null,
    nameOf: (person) => this.#names.get(person) ?? null,
    teamChanges: () => this.team.changes(),
    autoText: (entry) => this.#autoText(entry),
    acts: fetchActs,
    about: () => this.#backRoom,
    needless: (id) => this.me.get()?.role === "auditor" || this.#views.of(id).length > 0,
  });
  readonly #views: OpenViews<OpenView> = new OpenViews(this.#ready);
  readonly #drafts = new Drafts(DRAFT, (id, text) => this.#tabs?.publish({ type: "draft", id, text }));
  readonly #outbox = new Waiting();
  readonly waiting = this.#outbox.count;
  readonly #bell = new RequestBell(borrow(this.#leader), () => this.me.get()?.role !== "auditor");
  readonly requests = this.#bell.open;
  readonly #arrivals = new Set<(conversation: string) => void>();
  readonly #typing: TypingBoard;
  #names: ReadonlyMap<number, string> = new Map();
  #publicChain: PublicChain | null = null;
  readonly #earlier = new EarlierProfiles(borrow(this.#leader));
  #handle = "";
  #room = "";
  #keys: DeviceKeys | null = null;
  #store: Store | null = null;
  #tabs: Tabs<Note, StaffCommands> | null = null;
  readonly #wrote = (row: OutboxRow) => this.#tabs?.publish({ type: "outbox", rows: [row], gone: [] });
  readonly #dropped = (counter: number) => this.#tabs?.publish({ type: "outbox", rows: [], gone: [counter] });
  readonly #tab = crypto.randomUUID();
  #closed = false;
  readonly #clock = new ServerClock();
  serverMs = this.#clock.at;

  constructor(env: Env, openIndex: OpenIndex | null, agreed: boolean) {
    this.#env = env;
    this.#openIndex = openIndex;
    this.entrance = new Entrance({
      env,
      fragment: readTeamFragment(env.fragment),
      agreed,
      phase: (phase) => this.phase.set(phase),
      halt: (stop) => this.#halt(stop),
      fail: (error) => this.#onFailure(error),
      hold: (store) => {
        this.#store = store;
      },
      enter: (store, linked) => this.#enter(store, linked),
      unlinked: () => this.#unlinked(),
      ended: () => this.#closed,
    });
    this.sheet = new SheetPage(env, this.#leader);
    this.#backRoom = new BackRoomSide({
      leader: this.#leader,
      drafts: this.#drafts,
      env,
      me: () => this.me.get(),
      people: () => this.people.get(),
      nameOf: (person) => this.#names.get(person) ?? null,
      wrote: this.#wrote,
      dropped: this.#dropped,
      publish: (note) => this.#tabs?.publish(note),
      changed: () => this.#list.touch(),
      mentioned: (id, on) => this.#marked.mention(id, on),
      place: () => this.#place,
    });
    const { chat, open, openScheduled, files, invitations, ways, movingKit } = this.#backRoom;
    [this.staffChat, this.notes, this.scheduled, this.replyFiles] = [chat, open, openScheduled, files];
    [this.invitations, this.ways, this.movingKit] = [invitations, ways, movingKit];
    this.recovery = new Recovery({ env, done: () => this.#comeBack() });
    this.#typing = new TypingBoard(env, () => this.#rowsChanged());
    this.counts.subscribe(({ unread }) => this.unreadTotal.set(unread));
    this.#load().catch((error) => this.#onFailure(error));
  }

  rowAt = (index: number): ConversationRow | null => this.#rowOf(this.#list.entryAt(index));
  rowOf = (id: string): ConversationRow | null => this.#rowOf(this.#list.entry(id));
  window = (from: number, to: number): void => this.#list.window(from, to);
  setFilter = (filter: Filter): void => this.#list.setFilter(filter);
  setQuery = (query: LabelQuery | null): void => this.#list.setQuery(query);

  open = (id: string): ConversationView => {
    const store = this.#store;
    if (store === null || this.#keys === null) throw new Error("this inbox is not ready");
    const view = new OpenView(id, {
      env: this.#env,
      store,
      room: () => this.#room,
      me: () => this.me.get(),
      chain: () => this.#publicChain?.chain ?? null,
      now: this.#env.now,
      ready: this.#ready,
      leader: this.#leader,
      wrote: this.#wrote,
      publish: (note) => this.#tabs?.publish(note),
      dropped: this.#dropped,
      row: this.rowOf,
      draftOf: (each) => this.#drafts.of(each),
      setDraft: (each, text) => this.#drafts.set(each, text),
      left: (each) => this.#views.leave(each),
    });
    this.#views.add(view, this.#list.pin(id));
    return view;
  };

  prepare = (id: string): void => void this.#ready.prepare(id, this.#list.entry(id)?.head);

  hasCallWay: Inbox["hasCallWay"] = (conversation) => hasWay(this.#leader, conversation);
  calls: Inbox["calls"] = async (open) =>
    (await import("../calls/team.ts")).teamCalls(this, open, {
      leader: this.#leader,
      env: this.#env,
      mine: this.#keys?.id,
      publish: (note) => this.#tabs?.publish(note),
    });
  passkeys: Inbox["passkeys"] = async (by) =>
    (await import("./passkeys.ts")).passkeysOf(this, this.#leader, by);
  law: Inbox["law"] = async () => (await import("../law/tab.ts")).lawOf(this.#leader);
  statistics: Inbox["statistics"] = async (asked) =>
    this.#list.agreeing(await statisticsOf(this.#leader, asked));
  condition: Inbox["condition"] = () => conditionOf(this.#leader);
  cards = (all: boolean): Promise<readonly CardRow[]> => this.#leader.cards(all);
  onArrival = (run: (conversation: string) => void): (() => void) => {
    this.#arrivals.add(run);
    return () => this.#arrivals.delete(run);
  };

  beforeErasing: Inbox["beforeErasing"] = (id, whole) => this.#leader.beforeErasing(id, whole);
  erase: Inbox["erase"] = (id, message) => this.#leader.erase(id, message ?? null);
  retain: Inbox["retain"] = (id, message, as) => this.#leader.retain(id, message, as);
  takeOver = (): void => void (this.stop.get() === "replaced" && this.#leader.takeOver());
  reload = (): void => (this.#tabs === null ? this.#env.reload() : this.#tabs.reload());

  signOut = async (): Promise<void> => {
    if (this.#tabs === null) this.#onNote({ type: "gone" });
    else this.#tabs.publish({ type: "gone" });
    await deleteStore(this.#env, INBOX_STORE);
  };

  close = (): void => {
    this.#closed = true;
    this.#ready.drop();
    this.#typing.close();
    this.#tabs?.close();
    this.#store?.close();
  };

  async #load(): Promise<void> {
    if (!(await platformCanSeal())) return this.#halt("unsupported");
    await this.entrance.load();
  }

  /** A recovery may have been begun here, and its answer lost. */
  async #unlinked(): Promise<void> {
    if (await this.recovery.resume().catch(() => false)) return;
    this.phase.set("unlinked");
  }

  async #comeBack(): Promise<void> {
    const store = this.#store ?? (await openStore(this.#env, INBOX_STORE));
    this.#store = store;
    const known = await linkedIn(store);
    if (known !== null) await this.#enter(store, known);
  }

  async #enter(store: Store, { keys, handle, publicChain }: Linked): Promise<void> {
    this.#store = store;
    this.#keys = keys;
    this.#handle = handle;
    this.#publicChain = publicChain;
    this.#room = toBase64url(await backRoomId(publicChain.chain.business));
    this.#names = await currentNames(store, keys.id);
    this.labels.take(await currentLabels(store, keys.id));
    this.#showPeople();
    const me = this.me.get();
    if (me === null) return this.#onStop("revoked");
    this.#tabs = joinTabs<Note, StaffCommands>(this.#env, INBOX_STORE, {
      onNote: (note) => this.#onNote(note),
      onLeader: () => {
        this.#views.anew();
        this.#backRoom.refresh();
        this.#list.refresh();
      },
      onOutdated: () => this.#halt("updated"),
      onFailure: (error) => this.#onFailure(error),
      lead: async () => {
        const publish = (note: StaffNote) => this.#tabs?.publish(note);
        const setup = { env: this.#env, store, keys, publicChain, handle, me, room: this.#room, publish };
        return withSearch(setup, this.#openIndex, Staff.open);
      },
    });
    const http = borrow(this.#leader);
    this.#invites = new Invites({ env: this.#env, store, http, chain: () => publicChain.chain });
    // The tabs are joined before the rest is read, so that no change is missed.
    await this.#loadKept(store, toBase64url(keys.id));
    this.entrance.linking.set(null);
    if (this.stop.get() === null) this.phase.set("ready");
    this.#list.refresh();
  }

  async #loadKept(store: Store, mine: string): Promise<void> {
    this.#outbox.take(await store.getAll("outbox"));
    await this.#drafts.load(store);
    await this.profile.useStore(store);
    await this.team.useStore(store);
    await this.#backRoom.useStore(store, this.#room, mine);
    this.quickReplies.useStore({ env: this.#env, store, handle: this.#handle, mine: this.#keys?.id });
    await this.flags.useStore(store, fromBase64url(mine));
    const publish = (note: Note) => this.#tabs?.publish(note);
    carrierOf({ env: this.#env, store, name: INBOX_STORE, leader: () => this.#leader, publish }).wake();
  }

  #rowOf(entry: ListEntry | null): ConversationRow | null {
    if (entry === null) return null;
    return {
      ...shownRow(entry),
      draft: this.#drafts.of(entry.id),
      ...this.#backRoom.rowOf(entry.id),
      flags: rowFlags(this.flags.of(entry.id), entry, this.#env.now()),
      ...this.#typing.of(entry.id),
    };
  }

  get #place() {
    const [store, keys, handle, chain] = [this.#store, this.#keys, this.#handle, this.#publicChain?.chain];
    return store === null || keys === null || chain === undefined ? null : { store, keys, handle, chain };
  }

  #onNote(note: Note): void {
    if (note.type === "log" || note.type === "outbox") this.#onLog(note);
    else if (note.type === "erasing") this.#views.apply(note);
    else if (note.type === "erased") this.#onErased(note.conversation, note.left);
    else if (note.type === "net") this.#onNet(note);
    else if (note.type === "slowed") this.slowed.set(note);
    else if (note.type === "stop") this.#onStop(note.stop);
    else if (note.type === "chain") this.#onChain().catch((error) => this.#onFailure(error));
    else if (note.type === "card")
      for (const view of this.#views.of(note.conversation)) view.card.set(note.card);
    else if (note.type === "labels") this.labels.take(note);
    else if (note.type === "people") {
      this.#names = note.names;
      this.#showPeople();
    } else if (note.type === "entries") this.#onEntries(note.entries);
    else if (note.type === "call") this.called.set(note);
    else if (note.type === "list") this.#list.refresh();
    else if (note.type === "indexing" || note.type === "indexed") this.search.take(note);
    else if (note.type === "typing") this.#typing.set(note.conversation, note.person, note.on);
    else if (note.type === "disputed")
      for (const view of this.#views.of(note.conversation)) view.disputed.set(note.on);
    else if (note.type === "arrival") for (const run of this.#arrivals) run(note.conversation);
    else if (note.type === "draft") {
      this.#drafts.take(note.id, note.text);
      this.#rowsChanged();
    } else if (isBackRoom(note)) this.#backRoom.onNote(note);
    // If it cannot be asked now, it is asked when the page is opened.
    else if (note.type === "invites") this.team.refresh().catch(() => {});
    else if (note.type === "requests") this.#bell.refresh();
    else if (note.type === "documents" || note.type === "lost") {
      this.quickReplies.apply(note);
      this.flags.apply(note.kind);
      this.#backRoom.apply(note);
      this.team.apply(note);
    } else if (note.type === "gone") {
      this.#disconnect();
      this.phase.set("unlinked");
    }
  }

  #onEntries(entries: readonly ListEntry[]): void {
    this.#list.apply(entries);
    this.#views.changed();
  }

  #onErased(id: string, left: boolean): void {
    this.#drafts.end(id);
    this.#backRoom.end(id);
    if (!left) this.#list.remove(id);
    this.#ready.drop(id);
    for (const view of this.#views.of(id)) view.over();
    this.#views.changed();
  }

  #onLog(note: Extract<Note, { type: "log" | "outbox" }>): void {
    this.#outbox.apply(note);
    this.#views.apply(note);
    this.#backRoom.onLog(note);
    if (note.type === "log") this.#typing.spoke(note.conversation, note.rows);
  }

  #onNet({ net, aheadMs }: Extract<Note, { type: "net" }>): void {
    this.#clock.take(aheadMs, this.#env.now());
    const before = this.net.get();
    this.net.set(net);
    if (net === "online") this.offlineSinceMs.set(null);
    else if (this.offlineSinceMs.get() === null) this.offlineSinceMs.set(this.#env.now());
    if (net !== "online" || before === "online") return;
    // Until now pages came from what is held here.
    this.#list.refresh();
    this.#backRoom.refresh();
    this.#bell.refresh();
    this.#views.refresh();
  }

  #onStop(stop: Stop | null): void {
    this.stop.set(stop);
    this.phase.set(stop === null ? "ready" : "stopped");
    const [chain, id] = [this.#publicChain, this.#keys?.id];
    if (stop !== "revoked" || chain === null || id === undefined) return;
    const end = () => this.#disconnect();
    emptyIfShutOut(this.#env, this.#handle, chain, id, end).catch((error) => this.#onFailure(error));
  }

  async #onChain(): Promise<void> {
    if (this.#store === null || this.#publicChain === null) return;
    const records = await readState<Parameters<typeof PublicChain.open>[0]>(this.#store, "records");
    if (records !== null) await this.#publicChain.take(records);
    this.#showPeople();
  }

  #showPeople(): void {
    const publicChain = this.#publicChain;
    if (publicChain === null || this.#keys === null) return;
    const { chain } = publicChain;
    const { people, me } = peopleOf(chain, this.#keys.id, this.#names);
    this.people.set(people);
    this.me.set(me);
    const shopfront = shopfrontOf(chain, this.#handle, "verified", this.#env.now());
    this.shopfront.set(shopfront);
    this.profile.show(chain);
    const sign = { origin: this.#env.origin, handle: this.#handle, name: shopfront.profile.name };
    this.team.show(publicChain, this.#keys.id, sign);
    this.sheet.show(publicChain);
    this.#rowsChanged();
  }

  #autoText(entry: readonly unknown[]): string | null | undefined {
    const reader = { handle: this.#handle, language: () => this.#env.language() };
    return this.#earlier.texts(this.#publicChain, reader, this.#rowsChanged)(entry);
  }

  readonly #rowsChanged = (): void => {
    this.#views.changed();
    this.#backRoom.show();
    this.#list.touch();
  };

  #disconnect(): void {
    this.#ready.drop();
    this.#tabs?.close();
    this.#store?.close();
    this.#tabs = null;
    this.#store = null;
  }

  #halt(stop: Stop): void {
    this.stop.set(stop);
    this.phase.set("stopped");
  }

  #onFailure(error: unknown): void {
    // Work that was still running when this browser was emptied finds nothing any more.
    if (this.#closed || this.phase.get() === "unlinked") return;
    this.#halt(error instanceof BadRecord ? stopBy(error) : "storage");
  }
}
