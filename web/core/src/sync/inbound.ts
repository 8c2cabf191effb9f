/**
 * Receiving: verify and open outside the transaction, write once, show, then answer "delivered" (S10, L6). The positions held of a
 * conversation stay a range without gaps: what is missing is fetched before later events are written.
 */

import { type Bytes, fromBase64url, toBase64url } from "../base/bytes.ts";
import { Refused, ServerRefusal } from "../base/errors.ts";
import { array, decode, text } from "../base/shape.ts";
import {
  type Classed,
  type ConversationState,
  emptyConversation,
  newestClass,
} from "../model/conversation.ts";
import { deviceChange } from "../model/devices.ts";
import { isGoing } from "../model/erased.ts";
import { forward, type Marks } from "../model/marks.ts";
import type { LogNote, Written } from "../model/notes.ts";
import type { OutboxRow, Place } from "../model/outbox.ts";
import type { Retained } from "../model/retained.ts";
import { cutRow, keyIn, readEntry, type StoredRow } from "../model/row.ts";
import { dropRows, rowRange, type Store, type Writing, write } from "../store/database.ts";
import { fitsAfter, stateOf, writeBetween, writeNewer, writeOlder } from "../store/log.ts";
import type { Chain } from "../trust/chain.ts";
import type { Epochs, Witness } from "../trust/keyring.ts";
import { epochNamed, readMessage } from "../trust/verdict.ts";
import { readEvents } from "../wire/answers.ts";
import { readRecord } from "../wire/events.ts";
import { type Event, Kind, type MarkRow, Party } from "../wire/frames.ts";
import type { Http } from "../wire/http.ts";
import { readCustomerDevices, readEpoch, readHeader, type Signed, type Wrap } from "../wire/layouts.ts";
import type { Business, Eraser } from "./eraser.ts";

export interface InboundNeeds {
  readonly store: Store;
  readonly http: Http;
  /** The conversation's epochs, up to `n` if the server has them. */
  epochs(conversation: string, n: number): Promise<Epochs>;
  /** A record event of the conversation. Throws `Refused` when it does not verify. */
  record(conversation: string, kind: string, signed: Signed, wraps: readonly Wrap[]): Promise<void>;
  /** The part of the program that reads erase commands. Rejects when it cannot be fetched. */
  eraser(): Promise<Eraser>;
  /** The business's records, and the handle under which its profiles are served. */
  readonly business: Business;
  /** Whose erase commands count in this conversation. */
  witness(conversation: string): Promise<Witness>;
  /** This device's id. */
  readonly mine: string;
  readonly party: "customer" | "team";
  chain(): Chain;
  now(): number;
  publish(note: LogNote): void;
  sendMark(conversation: string, delivered: number, read: number): void;
  /** Called after rows were written and shown. */
  arrived(conversation: string, rows: readonly StoredRow[]): Promise<void>;
}

const PAGE = 50;
/** A range that is further behind than this is started again instead of being filled. */
const FILL = 500;

export class Inbound {
  readonly #needs: InboundNeeds;
  #erasing: Eraser | null = null;

  constructor(needs: InboundNeeds) {
    this.#needs = needs;
  }

  /** Events of one conversation in ascending order, from the connection or a page. */
  async receive(conversation: string, events: readonly Event[]): Promise<void> {
    const first = events[0]?.pos;
    if (first === undefined || first === null) return;
    const { high } = await this.state(conversation);
    if (high > 0 && first > high + 1) await this.#fill(conversation, high, first);
    await this.#write(conversation, await this.#read(conversation, events), false, true);
  }

  /** An event of the conversation that has no position: only the team sees it (L2). */
  async between(conversation: string, event: Event): Promise<void> {
    const row = readEntry(conversation, event);
    const kept = await write(this.#needs.store, (tx) => writeBetween(tx, row));
    if (kept.rows.length > 0) await this.#tell(conversation, kept, false, true);
  }

  /** Reads the newest page. What was held before stays if the page reaches it. */
  async newest(conversation: string): Promise<void> {
    const rows = await this.#page(conversation, `limit=${PAGE}`);
    const anew = !fitsAfter(await this.state(conversation), rows);
    await this.#write(conversation, rows, anew);
    await this.#compare(conversation);
  }

  /** Call when connected: afterwards the newest page is held, or more. A live event may have begun the range before that page was read. */
  async begin(conversation: string): Promise<void> {
    const { low, high } = await this.state(conversation);
    if (high === 0) await this.newest(conversation);
    else if (high - low < PAGE - 1) await this.older(conversation);
  }

  /** After a new generation of the log: is the last message seen still there? If not, a row marks where the log was cut (L10). */
  async #compare(conversation: string): Promise<void> {
    const { former } = await this.state(conversation);
    if (former == null) return;
    for (let { low } = await this.state(conversation); low > former.pos; ) {
      await this.older(conversation);
      const reached = (await this.state(conversation)).low;
      if (reached === low) break;
      low = reached;
    }
    const { store } = this.#needs;
    const row = await store.get("rows", [conversation, former.pos]);
    const kept = await write(store, async (tx) => {
      const state = { ...(await stateOf(tx, conversation)), former: null };
      await tx.objectStore("conversations").put(state);
      return row?.hash === former.hash ? null : writeBetween(tx, cutRow(conversation, this.#needs.now()));
    });
    if (kept !== null) await this.#tell(conversation, kept, false, false);
  }

  /** Reads the log until everything up to `pos` is held. */
  async reach(conversation: string, pos: number): Promise<void> {
    const { high } = await this.state(conversation);
    if (high === 0) return this.newest(conversation);
    if (high < pos) await this.#fill(conversation, high, pos + 1);
  }

  /** Reads the page before what is held. */
  async older(conversation: string): Promise<void> {
    const { low, high } = await this.state(conversation);
    if (low <= 1) return;
    const rows = await this.#page(conversation, `before=${low}&limit=${PAGE}`);
    const { store, publish } = this.#needs;
    const kept = await write(store, async (tx) => {
      // The page may still hold what was erased while it was on its way.
      const above = rowRange(conversation, high + 1, Number.MAX_SAFE_INTEGER);
      const since = await tx.objectStore("rows").getAll(above);
      return since.some(isGoing) ? null : writeOlder(tx, conversation, rows);
    });
    return kept === null
      ? this.older(conversation)
      : publish({ type: "log", conversation, anew: false, live: false, ...kept });
  }

  /** This device's message was stored at `pos` (W3). */
  async storedOwn(row: OutboxRow, { pos, atMs, seq }: Place, person: number | null): Promise<void> {
    const { store, mine, party } = this.#needs;
    const { conversation, sealed } = row;
    const state = await this.state(conversation);
    if (sealed === null) return this.newest(conversation);
    if (state.high > 0 && pos > state.high + 1) return this.#fill(conversation, state.high, pos + 1);
    const header = readHeader(sealed.header);
    const stored: StoredRow = {
      conversation,
      pos,
      kind: Kind.message,
      atMs,
      device: mine,
      counter: row.counter,
      num: sealed.num,
      hash: sealed.hash,
      prev: header.prev === null ? null : toBase64url(header.prev),
      saw: {
        pos: header.seenPos,
        hash: header.seenHash === null ? null : toBase64url(header.seenHash),
      },
      party,
      person,
      spoken: row.spoken,
      doc: row.doc,
      about: row.about,
      seq,
      replaces: header.replaces,
      refers: keyIn(row.refers),
      payload: sealed.version ?? row.payload,
      trouble: null,
      epoch: header.epoch,
      entry: null,
    };
    // The first outcome of a repeated command may lie below what was received meanwhile.
    if (pos <= state.high) return this.#settle(stored);
    const kept = await write(store, (tx) => writeNewer(tx, conversation, [stored], mine));
    await this.#tell(conversation, kept, false, true);
  }

  async state(conversation: string): Promise<ConversationState> {
    return (await this.#needs.store.get("conversations", conversation)) ?? emptyConversation(conversation);
  }

  /** Marks only move forward (L6). */
  async marks(rows: readonly MarkRow[]): Promise<void> {
    for (const row of rows) {
      const conversation = toBase64url(row.conversation);
      const side = row.party === Party.customer ? "customer" : "team";
      await this.#change(conversation, (state) => ({ ...state, [side]: forward(state[side], row) }));
    }
  }

  /** The person saw everything held, in a focused window. `shown`: the other side may know. */
  async read(conversation: string, shown: boolean): Promise<void> {
    const { wanted, high, looked = 0 } = await this.state(conversation);
    if ((shown ? wanted.read : looked) >= high) return;
    await this.#change(conversation, (state) => ({
      ...state,
      looked: state.high,
      wanted: shown ? forward(state.wanted, { delivered: 0, read: state.high }) : state.wanted,
    }));
    await this.answer(conversation);
  }

  /** Takes over the marks that a row of the list carries. */
  async adopt(
    conversation: string,
    marks: { readonly customer: Marks; readonly team: Marks },
  ): Promise<void> {
    await this.#change(conversation, (state) => ({
      ...state,
      customer: forward(state.customer, marks.customer),
      team: forward(state.team, marks.team),
    }));
  }

  /** Stores what must be retained, as the server says. */
  async retain(conversation: string, kept: readonly Retained[]): Promise<void> {
    await this.#change(conversation, (state) => ({ ...state, kept }));
  }

  /** A retention class, in the order of the log. It counts unless a signed one that is newer is known (S18). */
  async classify(conversation: string, pos: number, said: Classed): Promise<void> {
    await this.#change(conversation, (state) => ({
      ...state,
      classes: { ...state.classes, [pos]: newestClass(state.classes?.[pos], said) },
    }));
  }

  /** A call ended in which this device took part (D3). */
  async called(conversation: string, calledMs: number): Promise<void> {
    await this.#change(conversation, (state) => ({ ...state, calledMs }));
  }

  /** A hold lasts until then, as this device knows; 0: none does (D6). */
  async held(conversation: string, holdMs: number): Promise<void> {
    await this.#change(conversation, (state) => ({ ...state, holdMs }));
  }

  /** Sends the marks that are wanted and not yet known to the server. */
  async answer(conversation: string): Promise<void> {
    this.#answerOne(await this.state(conversation));
  }

  async answerAll(): Promise<void> {
    for (const state of await this.#needs.store.getAll("conversations")) this.#answerOne(state);
  }

  #answerOne(state: ConversationState): void {
    const { id, wanted } = state;
    const known = state[this.#needs.party];
    if (wanted.delivered > known.delivered || wanted.read > known.read)
      this.#needs.sendMark(id, wanted.delivered, wanted.read);
  }

  async #change(
    conversation: string,
    change: (state: ConversationState) => ConversationState,
  ): Promise<void> {
    const { store, publish } = this.#needs;
    const state = await write(store, async (tx) => {
      const next = change(await stateOf(tx, conversation));
      await tx.objectStore("conversations").put(next);
      return next;
    });
    publish({ type: "log", conversation, rows: [], state, done: [], moved: [], anew: false, live: false });
  }

  async #fill(conversation: string, high: number, until: number): Promise<void> {
    if (until - high > FILL) return this.newest(conversation);
    for (let after = high; after < until - 1; ) {
      const rows = await this.#page(conversation, `after=${after}&limit=${PAGE}`);
      const last = rows.at(-1)?.pos;
      if (last === undefined) return;
      await this.#write(conversation, rows, false);
      after = last;
    }
  }

  async #page(conversation: string, query: string): Promise<StoredRow[]> {
    const answer = await this.#needs.http.get(`/conversations/${conversation}/events?${query}`);
    const events = readEvents(answer);
    const id = fromBase64url(conversation);
    const own = events.filter((event) => event.pos !== null && sameId(event.conversation, id));
    return this.#read(conversation, own);
  }

  async #write(conversation: string, rows: readonly StoredRow[], anew: boolean, live = false): Promise<void> {
    if (rows.length === 0) return;
    const { store, mine, party } = this.#needs;
    const kept = await write(store, async (tx) => {
      if (anew) await dropAllRows(tx, conversation);
      const before = await stateOf(tx, conversation);
      const whole = fitsAfter(before, rows) ? rows : withHole(rows);
      const { state, ...rest } = await writeNewer(tx, conversation, whole, mine);
      const wanted = forward(state.wanted, { delivered: lastOfOthers(rest.rows, party), read: 0 });
      const kept = { ...rest, state: { ...state, wanted } };
      await tx.objectStore("conversations").put(kept.state);
      return (await this.#erasing?.dropErased(tx, kept, whole)) ?? kept;
    });
    await this.#tell(conversation, kept, anew, live);
    await this.answer(conversation);
  }

  async #tell(conversation: string, kept: Written, anew: boolean, live: boolean): Promise<void> {
    this.#needs.publish({ type: "log", conversation, anew, live, ...kept });
    await this.#needs.arrived(conversation, kept.rows);
  }

  /** A message of one's own that was received before its answer: only the outbox still has it. */
  async #settle(stored: StoredRow): Promise<void> {
    const { store, publish, mine } = this.#needs;
    const { conversation } = stored;
    const kept = await write(store, (tx) => writeNewer(tx, conversation, [stored], mine));
    const rows = await store.getAll("rows", rowRange(conversation, stored.pos, stored.pos));
    publish({ type: "log", conversation, anew: false, live: false, ...kept, rows });
  }

  async #read(conversation: string, events: readonly Event[]): Promise<StoredRow[]> {
    const begun = new Map<Event, StoredRow>();
    for (const event of events)
      if (event.kind === Kind.record) begun.set(event, await this.#record(conversation, event));
    const epochs = await this.#epochs(conversation, events);
    const chain = this.#needs.chain();
    const rows = await Promise.all(
      events.map((event) =>
        event.kind === Kind.message
          ? readMessage(conversation, event, chain, epochs)
          : (begun.get(event) ?? readEntry(conversation, event)),
      ),
    );
    if (!rows.some(isErasing)) return rows;
    this.#erasing ??= await this.#needs.eraser();
    return this.#erasing.readErasing({ ...this.#needs, conversation }, events, rows);
  }

  /** A record that does not follow what is known stands in the log as what it is; whoever holds the records gave the alarm (S10). */
  async #record(conversation: string, event: Event): Promise<StoredRow> {
    const row = readEntry(conversation, event);
    try {
      const { kind, signed, wraps } = readRecordBody(event.body);
      await this.#needs.record(conversation, kind, signed, wraps);
      if (kind === "epoch") return { ...row, epoch: readEpoch(signed.body).n };
      return { ...row, entry: await this.#deviceChange(conversation, signed) };
    } catch (error) {
      // An auditor is given no keys, and so no records to compare this one with.
      if (error instanceof ServerRefusal && error.code === "forbidden") return row;
      if (!(error instanceof Refused)) throw error;
      return { ...row, trouble: "fork" };
    }
  }

  /** What a verified customer-devices record changed, as it is kept; nothing for the first (S4). */
  async #deviceChange(conversation: string, signed: Signed): Promise<readonly unknown[]> {
    const { n, devices } = readCustomerDevices(signed.body);
    const before = (await this.#needs.witness(conversation)).ring.listings[n - 2];
    const change = before && deviceChange(before.devices, devices);
    return change ? [change] : [];
  }

  async #epochs(conversation: string, events: readonly Event[]): Promise<Epochs> {
    const needed = Math.max(0, ...events.map(epochNamed));
    if (needed === 0) return NO_EPOCHS;
    try {
      return await this.#needs.epochs(conversation, needed);
    } catch (error) {
      if (error instanceof Refused || (error instanceof ServerRefusal && !error.retryable)) return NO_EPOCHS;
      throw error;
    }
  }
}

const NO_EPOCHS: Epochs = {
  membership: () => null,
  key: async () => {
    throw new Refused("cannot_open", "no epoch is known");
  },
};

const isErasing = ({ kind, entry }: StoredRow): boolean =>
  isGoing({ kind }) || (kind === Kind.message && entry !== null);

const sameId = (a: Bytes | null, b: Bytes): boolean => a !== null && toBase64url(a) === toBase64url(b);

/** There is still a gap after asking for what is missing. It is shown, and what follows is written (S10). */
function withHole(rows: readonly StoredRow[]): StoredRow[] {
  return rows.map((row, at) => (at === 0 ? { ...row, trouble: "gap" } : row));
}

function lastOfOthers(rows: readonly StoredRow[], party: "customer" | "team"): number {
  const others = rows.filter((row) => row.party !== null && row.party !== party && row.trouble !== "forged");
  return others.at(-1)?.pos ?? 0;
}

async function dropAllRows(tx: Writing, conversation: string): Promise<void> {
  await dropRows(tx, conversation);
  const state = await stateOf(tx, conversation);
  await tx.objectStore("conversations").put({ ...state, low: 0, high: 0 });
}

/** A `record` event's body: the signed record, its kind, and the wraps that lie beside it. Throws `Refused`. */
export function readRecordBody(value: unknown) {
  const { body, signature, wraps } = readRecord(value);
  const kind = decode(body, (fields) => text(array(2)(fields)[1]));
  return { kind, signed: { body, signature }, wraps: (wraps ?? []).map(([to, wrap]) => ({ to, wrap })) };
}
