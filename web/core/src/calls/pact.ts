/**
 * What two devices of a call know of each other: fingerprints, and the nonces of their four words (C7). One side commits to its nonce
 * before it hears the other's, so that nobody between them can aim at words.
 */

import { type Bytes, equal, fromBase64url } from "../base/bytes.ts";
import { Refused } from "../base/errors.ts";
import { callCommitment, callWords } from "../seal/callwords.ts";
import { random } from "../seal/suite.ts";
import { CALL_NONCE_BYTES } from "../wire/generated.ts";
import { fingerprintIn, withoutCandidates } from "./sdp.ts";

export class Pact {
  readonly nonce = random(CALL_NONCE_BYTES);
  /** What the other side committed to; null: this side commits. */
  readonly #committed: Bytes | null;
  #other: Bytes | null = null;
  #own: Bytes | null = null;
  #theirs: Bytes | null = null;
  #told = false;

  constructor(committed: Bytes | null) {
    this.#committed = committed;
  }

  commit = (): Promise<Bytes> => callCommitment(this.nonce);

  /** Has the other side described itself? */
  get met(): boolean {
    return this.#theirs !== null;
  }

  /** This side's description. */
  said(sdp: string): string {
    this.#own = fingerprintIn(sdp);
    return sdp;
  }

  /** The other side's, without addresses. Throws `Refused` when it has no fingerprint, or another one than before. */
  heard(sdp: string): string {
    const found = fingerprintIn(sdp);
    if (this.#theirs !== null && !equal(this.#theirs, found))
      throw new Refused("wrong_hash", "another certificate than before");
    this.#theirs = found;
    // Addresses come as candidates alone, which are looked at one by one (C9).
    return withoutCandidates(sdp);
  }

  /** The other side's nonce. Throws `Refused` when it is not the one it committed to. */
  async learn(nonce: Bytes): Promise<void> {
    if (this.#committed !== null && !equal(await callCommitment(nonce), this.#committed))
      throw new Refused("wrong_hash", "not the nonce that was committed to");
    this.#other = nonce;
  }

  /** Is it time to say the nonce that this side committed to? */
  get due(): boolean {
    return this.#committed === null && this.#other !== null && !this.#told;
  }

  told(): void {
    this.#told = true;
  }

  /** null until both sides know everything. */
  async words(call: string, side: "customer" | "team"): Promise<readonly string[] | null> {
    const [own, theirs, other] = [this.#own, this.#theirs, this.#other];
    if (own === null || theirs === null || other === null) return null;
    const [first, second] = this.#committed === null ? [this.nonce, other] : [other, this.nonce];
    const [customer, team] = side === "customer" ? [own, theirs] : [theirs, own];
    return callWords(fromBase64url(call), first, second, customer, team);
  }
}
