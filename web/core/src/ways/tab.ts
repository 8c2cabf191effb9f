/** Ways in one tab: read from what this device holds, written by the leading tab. */

import { type Bytes, toBase64url } from "../base/bytes.ts";
import { TooLong } from "../base/errors.ts";
import { writable } from "../base/readable.ts";
import { currentEntries } from "../documents/room.ts";
import * as documents from "../documents/way.ts";
import type { StoredRow } from "../model/row.ts";
import { random } from "../seal/suite.ts";
import type { Store } from "../store/database.ts";
import { ID_BYTES, WAYS } from "../wire/generated.ts";
import type { WayCommands, WayEntry, WaysView } from "./api.ts";
import { Count } from "./count.ts";

interface Held {
  readonly store: Store;
  /** This device's id. */
  readonly mine: Bytes;
  readonly now: () => number;
}

/** Rows that are read at once for counting: a page stays alive meanwhile. */
const ROWS = 500;

export class WaysPage implements WaysView {
  readonly ways = writable<readonly WayEntry[] | null>(null);
  readonly revision = writable(0);
  readonly #leader: WayCommands;
  #held: Held | null = null;
  /** Readings follow each other, so that the newest is the last to be told. */
  #reading: Promise<void> = Promise.resolve();

  constructor(leader: WayCommands) {
    this.#leader = leader;
  }

  useStore(held: Held): void {
    this.#held = held;
    void this.#read();
  }

  /** Documents of this kind say something else now. */
  apply(kind: string): void {
    if (kind === documents.KIND) void this.#read();
  }

  /** Messages came or went. */
  heard(rows: readonly StoredRow[] | null): void {
    if (rows === null || rows.some(({ payload }) => payload === null || payload.way !== undefined))
      this.revision.set(this.revision.get() + 1);
  }

  add: WaysView["add"] = async (name, text) => {
    requireFit(name, text);
    const held = await this.#entries();
    if (held.length >= WAYS) throw new TooLong(`a team has at most ${WAYS} ways`);
    const key = random(ID_BYTES);
    const made = { ...documents.tidied(name, text), madeMs: this.#held?.now() ?? 0 };
    await this.#leader.setWay(toBase64url(key), documents.written(made));
    await this.#read();
    return { ...made, key: toBase64url(key), id: documents.linkId(key) };
  };

  save: WaysView["save"] = async (key, name, text) => {
    requireFit(name, text);
    await this.#leader.setWay(key, documents.written(documents.tidied(name, text)));
    await this.#read();
  };

  remove: WaysView["remove"] = async (key) => {
    await this.#leader.removeWay(key);
    await this.#read();
  };

  count: WaysView["count"] = async () => {
    const count = new Count(await this.#entries());
    const store = this.#held?.store;
    let after: [string, number] | [] = [];
    for (let more = store !== undefined; more; ) {
      const rows: StoredRow[] =
        (await store?.getAll("rows", IDBKeyRange.lowerBound(after, true), ROWS)) ?? [];
      count.add(rows);
      const last = rows.at(-1);
      more = last !== undefined && rows.length === ROWS;
      if (last !== undefined) after = [last.conversation, last.pos];
    }
    return count.tally;
  };

  #read(): Promise<void> {
    this.#reading = this.#reading
      .then(async () => {
        if (this.#held !== null) this.ways.set(await this.#entries());
        this.revision.set(this.revision.get() + 1);
      })
      // Storage that was closed meanwhile: the page is going.
      .catch(() => {});
    return this.#reading;
  }

  async #entries(): Promise<readonly WayEntry[]> {
    if (this.#held === null) return [];
    const held = await currentEntries(this.#held.store, documents, this.#held.mine);
    return held
      .flatMap(({ key, document }): WayEntry[] => {
        const way = documents.wayIn(document);
        return way === null ? [] : [{ ...way, key: toBase64url(key), id: documents.linkId(key) }];
      })
      .sort((one, other) => one.madeMs - other.madeMs || (one.key < other.key ? -1 : 1))
      .slice(0, WAYS);
  }
}

function requireFit(name: string, text: string): void {
  const mistake = documents.mistakeIn(name, text);
  if (mistake !== null) throw new TooLong(`this cannot be the ${mistake} of a way`);
}
