/**
 * The index of one inbox: loaded from what is stored, completed from the messages held, and kept up to date. A part is written in the
 * transaction that reads its messages, and erasing deletes the conversation's parts in the one that deletes the messages: so no part ever
 * holds what the messages do not say. A part that is missing is built again.
 */

import type { ConversationState } from "../model/conversation.ts";
import type { StoredRow } from "../model/row.ts";
import {
  DOCUMENTS_PART as DOCUMENTS,
  type DocumentRow,
  draftKeys,
  SEARCH,
  SEARCH_RULES,
  type Store,
  write,
} from "../store/database.ts";
import type { Edge, FoundList, Hit, Index, IndexTold, Reach, SearchAsk } from "./api.ts";
import { type Place, SearchIndex } from "./index.ts";
import { documentEntry, editOf, entryOf, type Said, saidBy, shownKey, textOf } from "./reading.ts";
import { type Entry, opened, type Part, type StoredPart, stored } from "./segment.ts";
import { snippetOf } from "./snippet.ts";

/** Positions in one part: what a new message rewrites. */
const BLOCK = 256;
/** Messages read in one transaction: nobody waits long for it. */
const AT_ONCE = 512;
const MOST = 200;
/** How texts become words; another number when `wordsOf` changes, so that what was read by the former rules is read again. */
const RULES = 2;

type Read = Omit<Hit, "customer">;
type Task = readonly [conversation: string, block: number];

export interface SearcherNeeds extends IndexTold {
  readonly store: Store;
}

const keyOf = (conversation: string, name: string): string => `${SEARCH}${conversation}:${name}`;

export class Searcher implements Index {
  readonly #needs: SearcherNeeds;
  readonly #index = new SearchIndex();
  readonly #touched = new Set<string>();
  #documents = true;
  #working: Promise<void> | null = null;
  #closed = false;
  #loaded: Promise<void> | null = null;

  constructor(needs: SearcherNeeds) {
    this.#needs = needs;
  }

  /** Loads what is stored and begins to read what is missing. */
  begin(): Promise<void> {
    this.#loaded ??= this.#load().then(() => this.#work());
    return this.#loaded;
  }

  /** Everything held is in the index. For measuring and for tests. */
  async complete(): Promise<void> {
    await this.begin();
    while (this.#working !== null) await this.#working;
  }

  /** Messages of this conversation have come or gone. */
  touch(conversation: string): void {
    this.#touched.add(conversation);
    void this.#work();
  }

  /** Cards or notes have changed. */
  touchDocuments(): void {
    this.#documents = true;
    void this.#work();
  }

  close(): void {
    this.#closed = true;
  }

  get size(): number {
    return this.#index.size;
  }

  async search({ query, within, labels, most }: SearchAsk): Promise<FoundList> {
    await this.begin();
    const { places, total, words } = this.#index.search(query, within, labels, Math.min(most, MOST));
    const found = await this.#read(places, words);
    return { found, total: total - (places.length - found.length) };
  }

  /** What stands at these places. What was erased meanwhile is not among it. */
  async #read(places: readonly Place[], words: ReadonlySet<string>): Promise<Hit[]> {
    const tx = this.#needs.store.transaction(["rows", "documents"], "readonly");
    const read = await Promise.all(
      places.map(({ conversation, pos, ref }) =>
        ref === null
          ? tx.objectStore("rows").get([conversation, pos])
          : tx.objectStore("documents").get(documentIn(ref)),
      ),
    );
    const found = await Promise.all(
      read.map((each, at) => {
        const place = places[at];
        if (each === undefined || place === undefined) return null;
        return place.ref === null
          ? foundRow(each as StoredRow, words)
          : foundDocument(place, each as DocumentRow, words);
      }),
    );
    const customers = await this.#customers(found.flatMap((each) => each?.conversation ?? []));
    return found.flatMap((each) => {
      const customer = each === null ? undefined : customers.get(each.conversation);
      return each === null || customer === undefined ? [] : [{ ...each, customer }];
    });
  }

  /** Names of customers, as the list has them. */
  async #customers(ids: readonly string[]): Promise<ReadonlyMap<string, Hit["customer"]>> {
    const all = [...new Set(ids)];
    const entries = await Promise.all(all.map((id) => this.#needs.store.get("list", id)));
    return new Map(
      all.map((id, at) => {
        const entry = entries[at];
        const name = entry?.name ?? (entry?.handed?.name || null);
        return [id, { name, createdMs: entry?.createdMs ?? 0, dayNumber: entry?.dayNumber ?? 0 }];
      }),
    );
  }

  /** Up to when all conversations known here are held. */
  async reach(): Promise<Reach> {
    const [ended] = await this.edges(1);
    return { backToMs: ended?.atMs ?? null };
  }

  /** Conversations of which something older exists, those first whose oldest message held is the newest; `held`: any is. */
  async edges(most: number): Promise<Edge[]> {
    const { store } = this.#needs;
    const states = new Map((await store.getAll("conversations")).map((each) => [each.id, each]));
    const edges = await Promise.all(
      (await store.getAll("list")).map(async ({ id, lastMs, head, erased }) => {
        const { low, high, kept } = states.get(id) ?? { low: 0, high: 0 };
        if (erased === true || kept?.length === 0 || head < FIRST_SAID) return null;
        if (high === 0) return { id, atMs: lastMs, held: false };
        if (low <= FIRST_SAID) return null;
        const row = await store.get("rows", [id, low]);
        return { id, atMs: row?.atMs ?? lastMs, held: true };
      }),
    );
    return edges
      .filter((each) => each !== null)
      .sort((one, other) => other.atMs - one.atMs)
      .slice(0, most);
  }

  async #load(): Promise<void> {
    const { store } = this.#needs;
    await renew(store);
    const keys = (await store.getAllKeys("state", draftKeys(SEARCH))) as string[];
    for (let at = 0; at < keys.length; at += AT_ONCE) {
      const some = keys.slice(at, at + AT_ONCE);
      const parts = await store.getAll("state", IDBKeyRange.bound(some[0], some.at(-1)));
      const byKey = parts.length === some.length ? some : [];
      for (const [place, key] of byKey.entries()) this.#take(key, parts[place] as StoredPart);
    }
    for (const { id } of await store.getAll("conversations")) this.#touched.add(id);
    for (const id of this.#index.conversations()) this.#touched.add(id);
  }

  /** A part that cannot be read is as good as missing. */
  #take(key: string, part: StoredPart): void {
    const [conversation = "", name = ""] = key.slice(SEARCH.length).split(":");
    try {
      this.#index.put(conversation, name, opened(part));
    } catch {
      this.#index.drop(conversation, name);
    }
  }

  #work(): Promise<void> {
    this.#working ??= this.#run()
      .then(
        () => true,
        // A closed database: the inbox was locked, or signed out. The next start reads on.
        () => false,
      )
      .then((well) => {
        this.#working = null;
        this.#needs.onReading(null);
        // What was said while the work ended is not lost.
        if (well && !this.#closed && (this.#documents || this.#touched.size > 0)) void this.#work();
      });
    return this.#working;
  }

  async #run(): Promise<void> {
    await Promise.resolve();
    while (!this.#closed && (this.#documents || this.#touched.size > 0)) {
      const wanted = [...this.#touched];
      this.#touched.clear();
      const tasks = await this.#tasks(wanted);
      const of = tasks.length;
      for (let done = 0; done < of && !this.#closed; ) {
        done += await this.#blocks(tasks.slice(done, done + AT_ONCE));
        if (of > 1) this.#needs.onReading({ done: done * BLOCK, of: of * BLOCK });
        this.#needs.onChanged();
      }
      if (this.#documents) await this.#readDocuments();
      this.#needs.onChanged();
    }
  }

  /** Which blocks of these conversations are to be read, the newest of all first; parts that are not stored any more are dropped. */
  async #tasks(conversations: readonly string[]): Promise<Task[]> {
    const { store, room } = this.#needs;
    const tasks: (Task & { readonly length: 2 })[] = [];
    const ages = new Map<Task, number>();
    for (const id of conversations) {
      if (id === room) continue;
      const keys = new Set((await store.getAllKeys("state", draftKeys(keyOf(id, "")))) as string[]);
      for (const name of this.#index.partsOf(id)) {
        if (keys.has(keyOf(id, name))) continue;
        this.#index.drop(id, name);
        if (name === DOCUMENTS) this.#documents = true;
      }
      const { low, high } = (await store.get("conversations", id)) ?? { low: 0, high: 0 };
      const [first, last] = [Math.floor(low / BLOCK), Math.floor(high / BLOCK)];
      for (const name of this.#index.partsOf(id))
        if (name !== DOCUMENTS && (high === 0 || Number(name) < first || Number(name) > last))
          tasks.push([id, Number(name)]);
      if (high === 0) continue;
      for (let block = last; block >= first; block--) {
        const held = this.#index.rangeOf(id, String(block));
        const { from, to } = rangeOf(block, low, high);
        if (held !== null && held.from === from && held.to === to) continue;
        const task: Task = [id, block];
        ages.set(task, last - block);
        tasks.push(task);
      }
    }
    return tasks.sort((one, other) => (ages.get(one) ?? 0) - (ages.get(other) ?? 0));
  }

  /** Reads and stores as many of these blocks as one transaction may take; how many. */
  async #blocks(tasks: readonly Task[]): Promise<number> {
    const tx = this.#needs.store.transaction(["rows", "state", "conversations"], "readwrite", {
      durability: "relaxed",
    });
    let [done, read] = [0, 0];
    const made: [string, string, Part | null][] = [];
    for (const [id, block] of tasks) {
      const state = await tx.objectStore("conversations").get(id);
      const rows = await tx.objectStore("rows").getAll(blockRange(id, block));
      const part = await partOf(rows, block, state, (key) => this.#positionOf(tx, id, key));
      const key = keyOf(id, String(block));
      if (part === null) await tx.objectStore("state").delete(key);
      else await tx.objectStore("state").put(stored(part), key);
      made.push([id, String(block), part]);
      done++;
      read += rows.length;
      if (read >= AT_ONCE) break;
    }
    await tx.done;
    for (const [id, name, part] of made)
      if (part === null) this.#index.drop(id, name);
      else this.#index.put(id, name, part);
    return done;
  }

  async #positionOf(tx: Reads, id: string, key: string): Promise<number | null> {
    const [device = "", counter = ""] = key.split(".");
    const row = await tx
      .objectStore("rows")
      .index("message")
      .get([id, device, Number(counter)]);
    return row?.pos ?? null;
  }

  /** Cards and notes, by conversation. Reading them waits for more than the database, so what was read is compared in the end. */
  async #readDocuments(): Promise<void> {
    this.#documents = false;
    const { store } = this.#needs;
    const about = new Map<string, DocumentRow[]>();
    for (const id of this.#index.conversations()) if (this.#hasDocuments(id)) about.set(id, []);
    for (const row of await store.getAll("documents"))
      if (row.about !== null && FINDABLE.has(row.payload?.kind))
        about.set(row.about, [...(about.get(row.about) ?? []), row]);
    for (const [id, rows] of about) {
      const refs = rows.map(refOf).sort();
      const held = this.#index.rangeOf(id, DOCUMENTS);
      if (held !== null && held.refs.join() === refs.join()) continue;
      await this.#putDocuments(id, rows);
      if (this.#closed) return;
    }
  }

  #hasDocuments(id: string): boolean {
    return this.#index.rangeOf(id, DOCUMENTS) !== null;
  }

  async #putDocuments(id: string, rows: readonly DocumentRow[]): Promise<void> {
    const sorted = [...rows].sort((one, other) => (refOf(one) < refOf(other) ? -1 : 1));
    const said = await Promise.all(sorted.map(saidBy));
    const refs = sorted.map(refOf);
    const entries = said.flatMap((each, at): Entry[] => (each === null ? [] : [documentEntry(each, at)]));
    const tx = this.#needs.store.transaction(["documents", "state"], "readwrite", { durability: "relaxed" });
    for (const row of sorted) {
      const now = await tx.objectStore("documents").get(row.id);
      if (now !== undefined && refOf(now) === refOf(row)) continue;
      this.#documents = true;
      await tx.done;
      return;
    }
    const key = keyOf(id, DOCUMENTS);
    if (refs.length === 0) await tx.objectStore("state").delete(key);
    else await tx.objectStore("state").put(stored({ from: 0, to: 0, entries, refs }), key);
    await tx.done;
    if (refs.length === 0) this.#index.drop(id, DOCUMENTS);
    else this.#index.put(id, DOCUMENTS, { from: 0, to: 0, entries, refs });
  }
}

/** Positions 1 and 2 of a conversation are its records. */
const FIRST_SAID = 3;
const FINDABLE: ReadonlySet<unknown> = new Set(["card", "note"]);

type Reads = ReturnType<Store["transaction"]>;

const refOf = ({ id, pos }: DocumentRow): string => `${id}@${pos}`;
const documentIn = (ref: string): string => ref.slice(0, ref.lastIndexOf("@"));

const rangeOf = (block: number, low: number, high: number) => ({
  from: Math.max(low, block * BLOCK),
  to: Math.min(high, block * BLOCK + BLOCK - 1),
});

const blockRange = (id: string, block: number): IDBKeyRange =>
  IDBKeyRange.bound([id, block * BLOCK], [id, (block + 1) * BLOCK], false, true);

/** null: nothing of this block is held any more. */
async function partOf(
  rows: readonly StoredRow[],
  block: number,
  state: ConversationState | undefined,
  positionOf: (key: string) => Promise<number | null>,
): Promise<Part | null> {
  if (state === undefined || state.high === 0) return null;
  const { from, to } = rangeOf(block, state.low, state.high);
  if (from > to) return null;
  const entries: Entry[] = [];
  for (const row of rows) {
    const edited = editOf(row);
    const entry = entryOf(row, edited === null ? null : await positionOf(edited));
    if (entry !== null) entries.push(entry);
  }
  return { from, to, entries, refs: [] };
}

function foundRow(row: StoredRow, words: ReadonlySet<string>): Read | null {
  const text = textOf(row);
  if (text === null) return null;
  const by = row.party === "customer" ? "customer" : "team";
  const { conversation, atMs, person } = row;
  return {
    conversation,
    key: shownKey(row),
    kind: "message",
    atMs,
    by,
    person,
    labels: [],
    ...snippetOf(text, words),
  };
}

async function foundDocument(
  { conversation }: Place,
  row: DocumentRow,
  words: ReadonlySet<string>,
): Promise<Read | null> {
  const said: Said | null = await saidBy(row);
  if (said === null || row.about !== conversation) return null;
  const { text, ...shown } = said;
  return { conversation, by: "team", ...shown, ...snippetOf(text, words) };
}

/** Drops the parts that other rules made: they are missing then, and built again. */
async function renew(store: Store): Promise<void> {
  if ((await store.get("state", SEARCH_RULES)) === RULES) return;
  await write(store, async (tx) => {
    await tx.objectStore("state").delete(draftKeys(SEARCH));
    await tx.objectStore("state").put(RULES, SEARCH_RULES);
  });
}
