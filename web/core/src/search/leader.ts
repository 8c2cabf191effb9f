/** Search in the leading tab: it holds the index from the first question on, and reads older messages when somebody asks for them. */

import { Unreachable } from "../base/errors.ts";
import type {
  FoundList,
  Hit,
  Index,
  OpenIndex,
  Reach,
  SearchAsk,
  SearchCommands,
  SearchNote,
} from "./api.ts";

export interface SearchNeeds {
  /** null: this inbox cannot search. */
  readonly open: OpenIndex | null;
  readonly room: string;
  publish(note: SearchNote): void;
  /** What the leading tab does for others too. */
  readonly leader: {
    newest(id: string): Promise<void>;
    older(id: string): Promise<void>;
    readNotes(id: string): Promise<unknown>;
    /** The conversations that there are, as far as one reads them to find one. */
    cards(all: boolean): Promise<unknown>;
    notes(id: string): Promise<readonly { readonly key: string; readonly person: number }[]>;
  };
}

/** How far one reading goes back, and how many pages it takes at most. */
const FURTHER_MS = 30 * 24 * 3_600_000;
const PAGES = 120;
const AT_ONCE = 6;

/** What happened that the index must know of. */
type Heard = { readonly type: string; readonly conversation?: unknown; readonly kind?: unknown };

export class SearchLead {
  readonly #needs: SearchNeeds;
  #index: Index | null = null;
  #knowsAll = false;

  constructor(needs: SearchNeeds) {
    this.#needs = needs;
  }

  /** Everything that this tab tells the others. Until somebody searches, nothing is done with it. */
  heard({ type, conversation, kind }: Heard): void {
    if (this.#index === null) return;
    // A card that a row of the list brought is told with the row.
    if (
      type === "card" ||
      type === "entries" ||
      type === "notes" ||
      (type === "documents" && kind === "note")
    )
      this.#index.touchDocuments();
    else if ((type === "log" || type === "erased") && typeof conversation === "string")
      this.#index.touch(conversation);
  }

  close(): void {
    this.#index?.close();
    this.#index = null;
  }

  readonly commands: SearchCommands = {
    findWords: async (ask) => this.#believed(await this.#named(ask)),
    searchReach: () => this.#opened().reach(),
    searchOn: () => this.#readOn(),
  };

  #opened(): Index {
    this.#index ??= this.#open();
    return this.#index;
  }

  #open(): Index {
    const { open, room, publish } = this.#needs;
    if (open === null) throw new Error("there is no index here");
    return open({
      room,
      onReading: (reading) => publish({ type: "indexing", reading }),
      onChanged: () => publish({ type: "indexed" }),
    });
  }

  /** A note may be about a customer whom this device has not met yet. */
  async #named(ask: SearchAsk): Promise<FoundList> {
    const found = await this.#opened().search(ask);
    if (this.#knowsAll || found.found.every(({ customer }) => customer.createdMs > 0)) return found;
    const known = await this.#needs.leader.cards(true).then(
      () => true,
      () => false,
    );
    this.#knowsAll = known;
    return known ? this.#opened().search(ask) : found;
  }

  /** A note counts only in a version that its author signed. */
  async #believed(list: FoundList): Promise<FoundList> {
    const about = new Set(list.found.filter(({ kind }) => kind === "note").map((each) => each.conversation));
    if (about.size === 0) return list;
    const known = new Set<string>();
    for (const id of about)
      for (const { key, person } of await this.#needs.leader.notes(id)) known.add(noteKey(id, key, person));
    const found = list.found.filter(
      (each) => each.kind !== "note" || known.has(noteKey(each.conversation, each.key, each.person)),
    );
    return { found, total: list.total - (list.found.length - found.length) };
  }

  /** Of a conversation that was never read here, the notes too. */
  async #readPage(id: string, held: boolean): Promise<void> {
    const { leader } = this.#needs;
    if (held) return leader.older(id);
    await leader.newest(id);
    await leader.readNotes(id).catch(() => {});
  }

  async #readOn(): Promise<Reach> {
    const { leader } = this.#needs;
    const index = this.#opened();
    if (!this.#knowsAll) await leader.cards(true);
    this.#knowsAll = true;
    const before = await index.reach();
    const goal = (before.backToMs ?? 0) - FURTHER_MS;
    // What a page did not change is not asked for again: perhaps the server does not tell the truth.
    const stuck = new Map<string, number>();
    for (let pages = 0; pages < PAGES; pages += AT_ONCE) {
      const edges = await index.edges(PAGES);
      const due = edges
        .filter(({ id, atMs, held }) => atMs > goal && stuck.get(id) !== (held ? atMs : -1))
        .slice(0, AT_ONCE);
      if (due.length === 0) break;
      for (const { id, atMs, held } of due) stuck.set(id, held ? atMs : -1);
      await Promise.all(due.map(({ id, held }) => this.#readPage(id, held)));
    }
    const after = await index.reach();
    if (before.backToMs !== null && after.backToMs === before.backToMs)
      throw new Unreachable("nothing older came");
    return after;
  }
}

const noteKey = (conversation: string, key: Hit["key"], person: Hit["person"]): string =>
  `${conversation} ${key} ${person}`;
