/** The verified records of one conversation and the epoch keys they open (S4, S6). */

import { type Bytes, equal, toBase64url } from "../base/bytes.ts";
import { Refused } from "../base/errors.ts";
import { type Listing, listed, nextListing } from "../seal/customers.ts";
import { checkSuccession, type EpochKey, type Opener, openEpoch, openPrevious } from "../seal/epoch.ts";
import { type DeviceKeys, unwrapWith } from "../seal/keys.ts";
import { recordHash, verifies } from "../seal/suite.ts";
import type { Epoch, SealedEpoch, Signed } from "../wire/layouts.ts";
import { type Chain, writer } from "./chain.ts";

/** Returns what can open a wrap made for `to` on this device; null when nothing here can. */
export type Openers = (to: Bytes) => Promise<Opener | null>;

/** Openers for devices of one's own. */
export const openersFor =
  (...devices: readonly DeviceKeys[]): Openers =>
  async (to) => {
    const name = toBase64url(to);
    const keys = devices.find(({ id }) => toBase64url(id) === name);
    if (keys === undefined) return null;
    return { id: keys.id, unwrap: (wrapped, info) => unwrapWith(keys, wrapped, info) };
  };

export interface KnownEpoch {
  readonly epoch: Epoch;
  readonly hash: Bytes;
  readonly sealed: SealedEpoch;
  readonly listing: Listing;
  readonly teamRev: number;
}

/** What a message's epoch says: who may write in it, and its key. */
export interface Membership {
  readonly hash: Bytes;
  readonly listing: Listing | null;
  /** The rev of its team record. Devices ended before it are not members. */
  readonly teamRev: number;
}

export interface Epochs {
  membership(n: number): Membership | null;
  /** Throws `Refused` when this device cannot open it. */
  key(n: number): Promise<EpochKey>;
}

export class Keyring implements Epochs {
  readonly listings: Listing[] = [];
  readonly signedListings: Signed[] = [];
  readonly epochs: KnownEpoch[] = [];
  readonly #opened = new Map<number, EpochKey>();
  /** Records are added one after the other, because the same one may arrive live and in a page at once. */
  #adding: Promise<unknown> = Promise.resolve();
  readonly #business: Bytes;
  readonly #conversation: Bytes;
  readonly #openers: Openers;

  constructor(business: Bytes, conversation: Bytes, openers: Openers) {
    this.#business = business;
    this.#conversation = conversation;
    this.#openers = openers;
  }

  get listing(): Listing | null {
    return this.listings.at(-1) ?? null;
  }

  get current(): KnownEpoch | null {
    return this.epochs.at(-1) ?? null;
  }

  /** The next customer-devices record. Throws `Refused`. One that is known already changes nothing. */
  addListing(signed: Signed): Promise<void> {
    return this.#inTurn(() => this.#addListing(signed));
  }

  /** The next epoch record. Throws `Refused`. One that is known already changes nothing. */
  addEpoch(sealed: SealedEpoch, chain: Chain): Promise<void> {
    return this.#inTurn(() => this.#addEpoch(sealed, chain));
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.#adding.then(work);
    this.#adding = turn.catch(() => {});
    return turn;
  }

  async #addListing(signed: Signed): Promise<void> {
    const hash = await recordHash(signed.body);
    if (this.listings.some((each) => equal(each.hash, hash))) return;
    this.listings.push(await nextListing(this.#business, this.#conversation, this.listing, signed));
    this.signedListings.push(signed);
  }

  async #addEpoch(sealed: SealedEpoch, chain: Chain): Promise<void> {
    const hash = await recordHash(sealed.body);
    if (this.epochs.some((each) => equal(each.hash, hash))) return;
    const epoch = await checkSuccession(this.current?.sealed.body ?? null, sealed.body);
    if (!equal(epoch.business, this.#business) || !equal(epoch.conversation, this.#conversation))
      throw new Refused("wrong_place", "an epoch of another conversation");
    const team = chain.teams[epoch.teamN - 1];
    const listing = this.listings[epoch.devicesN - 1];
    if (team === undefined || !equal(team.hash, epoch.teamHash))
      throw new Refused("wrong_succession", "names a team record that is not in the chain");
    if (listing === undefined || !equal(listing.hash, epoch.devicesHash))
      throw new Refused("wrong_succession", "names a customer-devices record that is not known");
    if (listing.devices.some(({ id }) => chain.devices.has(toBase64url(id))))
      throw new Refused("wrong_sender", "a customer lists a device of the team");
    const signer = listed(listing, epoch.signer) ?? writer(chain, epoch.signer, team.rev);
    if (signer === null) throw new Refused("wrong_sender", "signed by a device that is no member");
    if (!(await verifies(signer.ed, "record", sealed.body, sealed.signature)))
      throw new Refused("wrong_signature", "the signature of this epoch does not verify");
    this.epochs.push({ epoch, hash, sealed, listing, teamRev: team.rev });
  }

  membership(n: number): Membership | null {
    return this.epochs[n - 1] ?? null;
  }

  async key(n: number): Promise<EpochKey> {
    const opened = this.#opened.get(n) ?? (await this.#open(n));
    this.#opened.set(n, opened);
    return opened;
  }

  async #open(n: number): Promise<EpochKey> {
    const known = this.epochs[n - 1];
    if (known === undefined) throw new Refused("cannot_open", "no such epoch");
    for (const { to, wrap } of known.sealed.wraps) {
      const opener = await this.#openers(to);
      if (opener === null) continue;
      try {
        return await openEpoch(opener, known.sealed.body, wrap);
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
      }
    }
    const newer = this.epochs[n];
    if (newer === undefined) throw new Refused("cannot_open", "no wrap opens this epoch here");
    return openPrevious(await this.key(n + 1), newer.sealed.body, known.sealed.body);
  }
}

/** The records that say whose erase commands count in a conversation (S17). */
export interface Witness {
  readonly chain: Chain;
  readonly ring: Keyring;
}
