/** The list's rows on this device: stored for offline reading, opened when visible, changed by events. */

import { type Bytes, fromBase64url, toBase64url } from "../../base/bytes.ts";
import type { Env } from "../../base/env.ts";
import { ServerRefusal, Unreachable } from "../../base/errors.ts";
import { cardsIn } from "../../contact/held.ts";
import { learnKinds } from "../../content/kinds.ts";
import * as cards from "../../documents/card.ts";
import { currentDocument, readDocuments, readRow, writeDocuments } from "../../documents/room.ts";
import { isAct } from "../../model/acts.ts";
import type { LabelQuery } from "../../model/labelquery.ts";
import {
  before,
  type CardPart,
  fits,
  type LastLine,
  type ListEntry,
  type LogFilter,
  type LogPage,
  type Reading,
  readEntry,
  readPage,
  renewed,
  withAct,
  withRow,
} from "../../model/listentry.ts";
import { forward } from "../../model/marks.ts";
import type { StoredRow } from "../../model/row.ts";
import { rowRange, type Store } from "../../store/database.ts";
import type { Chain } from "../../trust/chain.ts";
import type { Epochs } from "../../trust/keyring.ts";
import type { TeamRing } from "../../trust/teamkeys.ts";
import { epochNamed, readMessage } from "../../trust/verdict.ts";
import { Kind, type MarkRow, Party, readEventBytes } from "../../wire/frames.ts";
import type { Http } from "../../wire/http.ts";
import type { StaffNote } from "../notes.ts";
import { handedIn, handedOf } from "./handed.ts";
import { callIn, type Ending, edited, lineIn, readAfter } from "./lastwords.ts";
import { type AskedPage, countsOf, Overview } from "./overview.ts";
import { readAll } from "./reader.ts";

export interface EntryBookNeeds {
  readonly env: Env;
  readonly store: Store;
  /** This device's id. */
  readonly mine: Bytes;
  readonly http: Http;
  readonly room: string;
  readonly ring: TeamRing;
  chain(): Chain;
  epochs(conversation: string, n: number): Promise<Epochs>;
  publish(note: StaffNote): void;
}

const ACTS = new Set<number>([
  Kind.call,
  Kind.assigned,
  Kind.closed,
  Kind.reopened,
  Kind.blocked,
  Kind.autoOff,
]);
/** Rows opened at once: each may ask the server for its conversation's records. */
const AT_ONCE = 6;
const PAGE = 100;
/** How many rows of each filter are read to find earlier conversations by name. */
const ALL = 3_000;
/** Key under `state`: all conversations have been read, and who of them waits. */
const OVERVIEW = "overviewOfWaits";
/** Order and counts are asked for again at most this often. */
const REFRESH_MS = 1_000;

export class EntryBook {
  readonly #needs: EntryBookNeeds;
  #refreshing = false;
  /** How many rows of each filter were read with their cards, or are being read. */
  #cards = { upTo: 0, work: Promise.resolve() };
  /** Rows still to be opened, by tab. A tab that scrolls on withdraws what has not begun. */
  readonly #wanted = new Map<string, string[]>();
  readonly #opening = new Set<string>();
  readonly #again = new Set<string>();

  /** All rows held, in memory; null until somebody asks by labels. */
  #overview: Promise<Overview> | null = null;
  #loaded: Overview | null = null;
  #reading: Reading | null = null;
  #readingAll = false;

  constructor(needs: EntryBookNeeds) {
    learnKinds();
    this.#needs = needs;
  }

  /** The rows that a query by labels means. What this device has not read yet is read meanwhile. */
  async selected(query: LabelQuery, asked: AskedPage, from: number): Promise<LogPage> {
    const { store } = this.#needs;
    const overview = await this.#all();
    const complete = (await store.get("state", OVERVIEW)) === true;
    if (!complete) this.#readAll(overview);
    const { ids, ...found } = overview.select(query, asked, from, PAGE);
    const rows = await Promise.all(ids.map((id) => store.get("list", id)));
    const entries = rows.filter((row) => row !== undefined);
    const held = overview.size;
    return { ...found, entries, reading: complete ? null : (this.#reading ?? { done: held, of: held }) };
  }

  /** How many conversations carry each label; null until all have been read. */
  async carriers(): Promise<ReadonlyMap<string, number> | null> {
    if ((await this.#needs.store.get("state", OVERVIEW)) !== true) return null;
    return (await this.#all()).carriers();
  }

  #all(): Promise<Overview> {
    this.#overview ??= this.#needs.store.getAll("list").then((entries) => {
      const overview = new Overview();
      for (const entry of entries) overview.put(entry);
      this.#loaded = overview;
      return overview;
    });
    return this.#overview;
  }

  #readAll(overview: Overview): void {
    if (this.#readingAll) return;
    this.#readingAll = true;
    readAll({
      brief: (filter, from, limit) => this.#brief(filter, from, limit),
      keep: (entries) => this.#keepBrief(entries),
      held: () => overview.held(),
      progress: (reading) => {
        this.#reading = reading;
        this.#refresh();
      },
    })
      .then(() => this.#needs.store.put("state", true, OVERVIEW))
      // Without an answer what was read stays, and the next question reads on.
      .catch(unlessAway)
      .finally(() => {
        this.#readingAll = false;
        this.#refresh();
      });
  }

  async #brief(filter: LogFilter, from: number, limit: number): Promise<LogPage> {
    const path = `/conversations?filter=${filter}&from=${from}&limit=${limit}&brief=true`;
    return readPage(await this.#needs.http.get(path));
  }

  /** Keeps rows without their last lines, with what their cards say; what is held already follows the log. */
  async #keepBrief(entries: readonly ListEntry[]): Promise<void> {
    const { store } = this.#needs;
    const parts = await this.#partsOf(entries);
    const tx = store.transaction("list", "readwrite");
    await Promise.all(
      entries.map(async (fresh) => {
        const part = parts.get(fresh.id) ?? { name: null, earlier: [], labels: [] };
        const held = await tx.store.get(fresh.id);
        const { askedMs = null, answeredMs = null } = fresh;
        const base = held === undefined ? { ...fresh, brief: true } : { askedMs, answeredMs, ...held };
        const entry = base.labels === undefined ? { ...base, ...part } : base;
        await tx.store.put(entry);
        this.#loaded?.put(entry);
      }),
    );
    await tx.done;
  }

  /** Opens the cards of these rows, all in a few transactions. */
  async #partsOf(entries: readonly ListEntry[]): Promise<Map<string, CardPart>> {
    const { store, mine, room, ring, chain } = this.#needs;
    const events = entries.flatMap(({ cardEvent }) =>
      cardEvent === null ? [] : [readEventBytes(cardEvent)],
    );
    const documents = await readDocuments(room, events, chain(), ring);
    await writeDocuments(store, room, documents);
    const waiting = new Set((await store.getAll("outbox")).map(({ doc }) => doc));
    const parts = new Map<string, CardPart>();
    for (const document of documents) {
      const read = await readRow(document);
      if (read?.kind.KIND !== cards.KIND || document.about === null) continue;
      const changed = waiting.has(document.id);
      const said = changed ? await currentDocument(store, cards, document.id, mine) : read.document;
      parts.set(document.about, partOf(cards.cardIn(said)));
    }
    return parts;
  }

  /** `sinceMs`: under `waiting`, those answered since then follow. */
  async page(filter: LogFilter, from: number, limit: number, sinceMs?: number): Promise<LogPage> {
    const { http, store } = this.#needs;
    const since = filter === "waiting" && sinceMs !== undefined ? `&since=${sinceMs}` : "";
    const path = `/conversations?filter=${filter}&from=${from}&limit=${limit}${since}`;
    const page = readPage(await http.get(path));
    const tx = store.transaction("list", "readwrite");
    // In parallel: a hundred turns of the database in sequence would be noticeable.
    const entries = await Promise.all(
      page.entries.map(async (fresh) => {
        const entry = renewed(await tx.store.get(fresh.id), fresh);
        await tx.store.put(entry);
        if (entry.cardEvent === null || entry.labels !== undefined) this.#loaded?.put(entry);
        return entry;
      }),
    );
    await tx.done;
    return { ...page, entries };
  }

  /** The rows held here, in the same order. The counts cover only these. */
  async keptPage({ filter, me, sinceMs }: AskedPage, from: number, limit: number): Promise<LogPage> {
    const all = await this.#needs.store.getAll("list");
    const under = all.filter((entry) => fits(filter, entry, me, sinceMs));
    const shown = under.sort((a, b) => (before(filter, a, b) ? -1 : 1));
    return { total: shown.length, counts: countsOf(all, me), entries: shown.slice(from, from + limit) };
  }

  /** The row held here, or else the server's; null when neither has it. */
  async get(id: string): Promise<ListEntry | null> {
    const kept = await this.#needs.store.get("list", id);
    if (kept !== undefined) return kept;
    try {
      const entry = readEntry(await this.#needs.http.get(`/conversations/${id}`));
      // For an erased conversation only the list says whether anything is left to show.
      if (!entry.erased) {
        await this.#needs.store.put("list", entry);
        this.#loaded?.put(entry);
      }
      this.#needs.publish({ type: "entries", entries: [entry] });
      return entry;
    } catch (error) {
      if (error instanceof ServerRefusal || error instanceof Unreachable) return null;
      throw error;
    }
  }

  /** Opens last line and card of these rows, instead of those that the tab asked for before, and tells all tabs. */
  async open(tab: string, ids: readonly string[]): Promise<void> {
    const wanted = ids.filter((id) => !this.#opening.has(id));
    // What is being opened may find no connection: then it is opened once more.
    for (const id of ids) if (this.#opening.has(id)) this.#again.add(id);
    this.#wanted.set(tab, wanted);
    const free = Math.min(AT_ONCE - this.#opening.size, wanted.length);
    await Promise.all(Array.from({ length: free }, () => this.#work()));
  }

  #next(): string | undefined {
    for (const [tab, ids] of this.#wanted) {
      const id = ids.shift();
      if (id !== undefined) return id;
      this.#wanted.delete(tab);
    }
    return undefined;
  }

  async #work(): Promise<void> {
    for (let id = this.#next(); id !== undefined; id = this.#next()) {
      this.#opening.add(id);
      try {
        do await this.#openOne(id);
        while (this.#again.delete(id));
      } finally {
        this.#opening.delete(id);
      }
    }
  }

  async #openOne(id: string): Promise<void> {
    const held = await this.#needs.store.get("list", id);
    const entry = held?.brief === true ? await this.#whole(held) : held;
    if (entry === undefined) return;
    const unread = entry.last === null || entry.missedMs === undefined;
    const last = unread && entry.lastEvent !== null ? await this.#lastOf(entry) : null;
    const card = entry.labels === undefined ? await this.#cardOn(entry) : null;
    const looked = entry.handed !== undefined && entry.handedHead !== undefined;
    const handed = looked ? {} : await handedOf(this.#needs, { ...entry, ...card });
    const tried = entry.cardEvent === null || entry.labels !== undefined || entry.tried === entry.cardPos;
    if (last === null && card === null && looked && tried) return;
    await this.#change(id, (now) => {
      const same = now.lastPos === entry.lastPos && now.cardPos === entry.cardPos;
      // Something newer arrived meanwhile, so what was opened is out of date.
      if (!same) this.#wanted.set(id, [id]);
      const { line, ...call } = last ?? {};
      const words = line ? { ...call, ...now, last: now.last ?? line } : {};
      return same ? { ...now, ...handed, tried: entry.cardPos, ...words, ...card } : now;
    });
  }

  /** A row that came without its last line, as the server has it now. */
  async #whole(brief: ListEntry): Promise<ListEntry | undefined> {
    const { http, store, publish } = this.#needs;
    const answer = await http.get(`/conversations/${brief.id}`).catch(unlessAway);
    if (answer === undefined) return undefined;
    const entry = renewed(brief, readEntry(answer));
    await store.put("list", entry);
    publish({ type: "entries", entries: [entry] });
    return entry;
  }

  async #lastOf(entry: ListEntry): Promise<Ending | null> {
    if (entry.lastEvent === null) return null;
    const event = readEventBytes(entry.lastEvent);
    try {
      const epochs = await this.#needs.epochs(entry.id, epochNamed(event));
      const row = await readMessage(entry.id, event, this.#needs.chain(), epochs);
      const { rows, ...call } = await readAfter(this.#needs, entry);
      return { line: lastLineOf(edited(row, rows)), ...call };
    } catch (error) {
      if (error instanceof ServerRefusal && !error.retryable)
        return {
          line: { pos: event.pos ?? 0, ours: false, text: null, trouble: "unreadable" },
          ...callIn([]),
        };
      // Tried again when the row becomes visible once more.
      if (error instanceof Unreachable || error instanceof ServerRefusal) return null;
      throw error;
    }
  }

  /** The last line after an edit of it arrived. */
  async #reworded(id: string, { last }: ListEntry): Promise<LastLine | null> {
    const { store } = this.#needs;
    const held =
      last === null ? [] : await store.getAll("rows", rowRange(id, last.pos, Number.MAX_SAFE_INTEGER));
    const row = held.find(({ pos }) => pos === last?.pos);
    return row === undefined ? last : lastLineOf(edited(row, held));
  }

  /** Opens the card that came with the row, and what the list shows of it. */
  async #cardOn(entry: ListEntry): Promise<CardPart | null> {
    if (entry.cardEvent === null) return null;
    const { store, room, ring, chain } = this.#needs;
    const [card] = await readDocuments(room, [readEventBytes(entry.cardEvent)], chain(), ring);
    // A server may deliver any document. One of another kind or conversation says nothing here.
    if (card?.about !== entry.id || (await readRow(card))?.kind.KIND !== cards.KIND) return null;
    await writeDocuments(store, room, [card]);
    return partOf(await this.#card(card.id));
  }

  /** What the card says now, with the changes of this device that wait. */
  async card(id: string): Promise<cards.Card> {
    const entry = await this.get(id);
    if (entry !== null) await this.#cardOn(entry);
    const doc = await cards.idOf(fromBase64url(id));
    return this.#card(doc === null ? "" : toBase64url(doc));
  }

  async #card(doc: string): Promise<cards.Card> {
    const { store, mine } = this.#needs;
    return cards.cardIn(await currentDocument(store, cards, doc, mine));
  }

  /** Conversations with their cards: the newest and those known here, or with `all` as many as a person can tell apart in a list. */
  async cards(all: boolean): Promise<readonly ListEntry[]> {
    const upTo = all ? ALL : PAGE;
    if (upTo > this.#cards.upTo) this.#cards = { upTo, work: this.#readCards(upTo) };
    await this.#cards.work.catch((error) => {
      this.#cards = { upTo: 0, work: Promise.resolve() };
      if (!(error instanceof ServerRefusal || error instanceof Unreachable)) throw error;
    });
    return this.#needs.store.getAll("list");
  }

  async #readCards(upTo: number): Promise<void> {
    for (const filter of ["all", "closed"] as const)
      for (let from = 0, total = 1; from < Math.min(total, upTo); from += PAGE) {
        const page = await this.page(filter, from, PAGE);
        total = page.total;
        for (const entry of page.entries) await this.#readCard(entry);
      }
  }

  async #readCard(entry: ListEntry): Promise<void> {
    if (entry.labels !== undefined) return;
    const card = await this.#cardOn(entry);
    if (card !== null)
      await this.#change(entry.id, (now) => (now.cardPos === entry.cardPos ? { ...now, ...card } : now));
  }

  /** Takes new rows of a conversation into account. */
  async rows(id: string, kept: readonly StoredRow[]): Promise<void> {
    const rows = kept.filter(({ pos }) => Number.isInteger(pos));
    if (rows.length === 0 || (await this.get(id)) === null) return;
    const handed = cardsIn(rows).length === 0 ? {} : { handed: await handedIn(this.#needs.store, id) };
    await this.#change(id, (entry) => ({
      ...rows.reduce((now, row) => withRow(now, row, this.#said(row)), entry),
      ...handed,
    }));
    const entry = rows.some(isAct) ? await this.#needs.store.get("list", id) : undefined;
    if (entry !== undefined) {
      const last = await this.#reworded(id, entry);
      await this.#change(id, (now) => (now.last?.pos === last?.pos ? { ...now, last } : now));
    }
    this.#refresh();
  }

  #said(row: StoredRow): { text: string | null; unread: boolean } | null {
    if (row.kind !== Kind.message || row.entry !== null || !(row.spoken || row.trouble !== null)) return null;
    return { text: lineIn(row.payload), unread: row.spoken && row.party === "customer" };
  }

  async acts(
    id: string,
    events: readonly { readonly kind: number; readonly body: unknown }[],
  ): Promise<void> {
    const acts = events.filter(({ kind }) => ACTS.has(kind));
    if (acts.length === 0 || (await this.get(id)) === null) return;
    await this.#change(id, (entry) => acts.reduce((now, { kind, body }) => withAct(now, kind, body), entry));
    this.#refresh();
  }

  async marks(marks: readonly MarkRow[]): Promise<void> {
    for (const mark of marks) {
      const side = mark.party === Party.customer ? "customer" : "team";
      await this.#change(toBase64url(mark.conversation), (entry) => {
        const moved = { ...entry, [side]: forward(entry[side], mark) };
        return moved.team.read >= moved.head ? { ...moved, unread: 0 } : moved;
      });
      if (side === "team") this.#refresh();
    }
  }

  /** `pos` null: the card is written and on its way; its position is not known yet. */
  async setCard(id: string, card: cards.Card, pos: number | null): Promise<void> {
    await this.#change(id, (entry) => ({
      ...entry,
      ...partOf(card),
      cardPos: pos ?? entry.cardPos,
      cardEvent: null,
    }));
  }

  /** Reads the row again, because its last line or its card has changed. */
  async renew(id: string): Promise<void> {
    const { http, store } = this.#needs;
    const fresh = readEntry(await http.get(`/conversations/${id}`));
    const entry = { ...fresh, ...(await handedOf(this.#needs, fresh)) };
    await store.put("list", entry);
    this.#loaded?.put(entry);
    this.#needs.publish({ type: "entries", entries: [entry] });
    this.#refresh();
  }

  /** A row is gone, so order and counts have changed. */
  removed(id: string): void {
    this.#loaded?.delete(id);
    this.#refresh();
  }

  async clear(): Promise<void> {
    await this.#needs.store.delete("state", OVERVIEW);
    await this.#needs.store.clear("list");
    this.#loaded?.clear();
    this.#refresh();
  }

  async #change(id: string, change: (entry: ListEntry) => ListEntry): Promise<void> {
    const { store, publish } = this.#needs;
    const tx = store.transaction("list", "readwrite");
    const entry = await tx.store.get(id);
    const next = entry === undefined ? undefined : change(entry);
    if (next !== undefined) await tx.store.put(next);
    await tx.done;
    if (next !== undefined) this.#loaded?.put(next);
    if (next !== undefined) publish({ type: "entries", entries: [next] });
  }

  #refresh(): void {
    if (this.#refreshing) return;
    this.#refreshing = true;
    this.#needs.env.later(REFRESH_MS, () => {
      this.#refreshing = false;
      this.#needs.publish({ type: "list" });
    });
  }
}

function unlessAway(error: unknown): undefined {
  if (!(error instanceof ServerRefusal || error instanceof Unreachable)) throw error;
}

const partOf = ({ name, earlier, labels }: cards.Card): CardPart => ({ name, earlier, labels });

function lastLineOf(row: StoredRow): LastLine {
  const text = lineIn(row.payload);
  return {
    pos: row.pos,
    ours: row.party !== "customer" && row.party !== null,
    text,
    ...(row.payload?.human === true && row.party === "customer" ? { human: true } : {}),
    trouble: row.trouble ?? (text === null ? "unreadable" : null),
  };
}
