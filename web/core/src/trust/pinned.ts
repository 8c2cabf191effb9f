/** The pinned public chain of a business: it only grows, and what is known never changes (S4). */

import { equal } from "../base/bytes.ts";
import { BadRecord, Refused } from "../base/errors.ts";
import { recordHash } from "../seal/suite.ts";
import { readPublicRecord, type Signed } from "../wire/layouts.ts";
import { type Chain, extend, fold } from "./chain.ts";

export class PublicChain {
  #chain: Chain;
  readonly #records: Signed[];
  /** Runs one after the other, because the same record may arrive live and in a page at once. */
  #taking: Promise<unknown> = Promise.resolve();

  private constructor(chain: Chain, records: Signed[]) {
    this.#chain = chain;
    this.#records = records;
  }

  /** Verifies records from rev 1. Throws `BadRecord`. */
  static async open(records: readonly Signed[]): Promise<PublicChain> {
    const chain = await fold(null, records);
    if (chain === null) throw new BadRecord("bad_record", "there is no first record");
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
    return this.#chain.rev > before;
  }

  /** A whole chain from rev 1, which must contain everything known. Throws `BadRecord`. */
  async takeWhole(records: readonly Signed[]): Promise<boolean> {
    if (records.length < this.#records.length)
      throw new BadRecord("stale_record", "an older state than the one known here");
    return this.take(records);
  }

  async #takeOne(record: Signed): Promise<void> {
    const rev = revOf(record);
    if (rev > this.#chain.rev) {
      this.#chain = await extend(this.#chain, record);
      this.#records.push(record);
    } else if (!equal(this.#chain.hashes[rev - 1] ?? null, await recordHash(record.body)))
      throw new BadRecord("stale_record", "another record under a known number");
  }
}

function revOf(record: Signed): number {
  try {
    return readPublicRecord(record.body).rev;
  } catch (error) {
    if (error instanceof Refused) throw new BadRecord("bad_record", error.message);
    throw error;
  }
}
