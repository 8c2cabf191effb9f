/** The pinned public chain of a business: it only grows, and what is known never changes (S4). */

import { equal } from "../base/bytes.ts";
import { BadRecord, Refused } from "../base/errors.ts";
import { recordHash } from "../seal/suite.ts";
import { readPublicRecord, type Signed } from "../wire/layouts.ts";
import { type Chain, extend, fold, profileIsWhole } from "./chain.ts";

export class PublicChain {
  #chain: Chain;
  readonly #records: Signed[];
  /** Runs one after the other, because the same record may arrive live and in a page at once. */
  #taking: Promise<unknown> = Promise.resolve();

  private constructor(chain: Chain, records: Signed[]) {
    this.#chain = chain;
    this.#records = records;
  }

  /** Verifies records from rev 1; superseded profiles may be missing (S14). Throws `BadRecord`. */
  static async open(records: readonly Signed[]): Promise<PublicChain> {
    const chain = await fold(null, records, true);
    if (chain === null) throw new BadRecord("bad_record", "there is no first record");
    checkWhole(chain);
    return new PublicChain(chain, [...records]);
  }

  get chain(): Chain {
    return this.#chain;
  }

  get records(): readonly Signed[] {
    return this.#records;
  }

  /** Takes records with consecutive revs. True when one of them was new. Throws `BadRecord`. */
  take(records: readonly Signed[]): Promise<boolean> {
    const turn = this.#taking.then(() => this.#take(records));
    this.#taking = turn.catch(() => {});
    return turn;
  }

  async #take(records: readonly Signed[]): Promise<boolean> {
    const before = this.#chain.rev;
    for (const record of records) await this.#takeOne(record);
    checkWhole(this.#chain);
    return this.#chain.rev > before;
  }

  /** Earlier profiles that were left out, verified at their places; the chain stays as it is. Throws `BadRecord`. */
  takeProfiles(records: readonly Signed[]): Promise<void> {
    const turn = this.#taking.then(() => this.#takeProfiles(records));
    this.#taking = turn.catch(() => {});
    return turn;
  }

  async #takeProfiles(records: readonly Signed[]): Promise<void> {
    const all = new Map(this.#records.map((record) => [revOf(record), record]));
    for (const record of records) {
      const rev = revOf(record);
      const hash = await recordHash(record.body);
      if (!equal(this.#chain.hashes.get(rev) ?? hash, hash)) throw anotherRecord();
      if (rev < this.#chain.rev) all.set(rev, record);
    }
    const sorted = [...all].sort(([one], [other]) => one - other).map(([, record]) => record);
    const chain = await fold(null, sorted, true);
    if (chain === null || !equal(chain.head, this.#chain.head))
      throw new BadRecord("bad_record", "an earlier profile does not belong to these records");
    this.#chain = chain;
    this.#records.splice(0, this.#records.length, ...sorted);
  }

  /** A chain from rev 1 that leaves out nothing after what is known. Throws `BadRecord`. */
  async takeWhole(records: readonly Signed[]): Promise<boolean> {
    const last = records.at(-1);
    if (last === undefined || revOf(last) < this.#chain.rev)
      throw new BadRecord("stale_record", "an older state than the one known here");
    return this.take(records);
  }

  async #takeOne(record: Signed): Promise<void> {
    const rev = revOf(record);
    if (rev > this.#chain.rev) {
      this.#chain = await extend(this.#chain, record);
      if (this.#chain.profileRev === rev) this.#forgetPictures();
      this.#records.push(record);
      return;
    }
    const known = this.#chain.hashes.get(rev);
    // Left out before, because a newer profile followed: there is nothing to compare it with.
    if (known === undefined && readPublicRecord(record.body).kind === "profile") return;
    if (!equal(known ?? null, await recordHash(record.body))) throw anotherRecord();
  }

  /** Of earlier profiles only the text is needed, for automatic answers. The newest keeps its picture beside its record. */
  #forgetPictures(): void {
    this.#records.forEach((record, at) => {
      if (record.picture != null) this.#records[at] = { ...record, picture: null };
    });
  }
}

const anotherRecord = () => new BadRecord("stale_record", "another record under a known number");

/** A profile record that is new to whoever knows the records up to `rev`. */
export function isProfileAfter(rev: number, record: Signed): boolean {
  return revOf(record) > rev && readPublicRecord(record.body).kind === "profile";
}

function checkWhole(chain: Chain): void {
  if (!profileIsWhole(chain))
    throw new BadRecord("bad_record", "the newest profile came without its text or picture");
}

function revOf(record: Signed): number {
  try {
    return readPublicRecord(record.body).rev;
  } catch (error) {
    if (error instanceof Refused) throw new BadRecord("bad_record", error.message);
    throw error;
  }
}
