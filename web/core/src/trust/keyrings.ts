/** The keyrings of the conversations in use, opened from what is stored or from what the server gives, and verified either way. */

import { equal, fromBase64url } from "../base/bytes.ts";
import { Refused } from "../base/errors.ts";
import { type EpochKey, makeEpoch, type Recipients } from "../seal/epoch.ts";
import type { DeviceKeys } from "../seal/keys.ts";
import type { ConversationKeys, Store } from "../store/database.ts";
import { fetchKeys, readStored } from "../wire/answers.ts";
import { epochJson, type Http } from "../wire/http.ts";
import { readEpoch, type Signed, type Wrap } from "../wire/layouts.ts";
import { callsFor } from "../wire/refusals.ts";
import { type Chain, currentTeam } from "./chain.ts";
import { Keyring, type Openers } from "./keyring.ts";
import type { PublicChain } from "./pinned.ts";

export interface KeyringsNeeds {
  readonly store: Store;
  readonly http: Http;
  readonly keys: DeviceKeys;
  readonly openers: Openers;
  now(): number;
  chain(): PublicChain;
  /** Fetches public records that are not known yet. */
  refreshChain(): Promise<void>;
  /** The server shows other records of this conversation than before, or some that do not verify: an alarm (S4). false: no longer. */
  disputed(conversation: string, on: boolean): void;
}

const HELD = 400;
const TRIES = 4;

export class Keyrings {
  readonly #needs: KeyringsNeeds;
  readonly #held = new Map<string, Promise<Keyring>>();
  readonly #disputed = new Set<string>();

  constructor(needs: KeyringsNeeds) {
    this.#needs = needs;
  }

  /** From memory, from the device, or else from the server. */
  get(conversation: string): Promise<Keyring> {
    const held = this.#held.get(conversation);
    if (held !== undefined) {
      this.#held.delete(conversation);
      this.#held.set(conversation, held);
      return held;
    }
    return this.#hold(conversation, this.#load(conversation));
  }

  /** The newest from the server, kept on the device. */
  refresh(conversation: string): Promise<Keyring> {
    return this.#hold(conversation, this.#fetch(conversation));
  }

  /** The keyring with at least epoch `n`, if the server has it. */
  async withEpoch(conversation: string, n: number): Promise<Keyring> {
    const ring = await this.get(conversation);
    return ring.membership(n) === null ? this.refresh(conversation) : ring;
  }

  isDisputed = (conversation: string): boolean => this.#disputed.has(conversation);

  /** Adds a record event of the conversation: customer-devices or epoch. Throws `Refused` when the whole chain does not verify either. */
  async add(conversation: string, kind: string, signed: Signed, wraps: readonly Wrap[]): Promise<void> {
    await this.#take(await this.get(conversation), conversation, kind, signed, wraps).catch(async (error) => {
      if (!(error instanceof Refused)) throw error;
      await this.#takeAgain(conversation, kind, signed, wraps);
    });
  }

  async #takeAgain(
    conversation: string,
    kind: string,
    signed: Signed,
    wraps: readonly Wrap[],
  ): Promise<void> {
    try {
      await this.#take(await this.refresh(conversation), conversation, kind, signed, wraps);
    } catch (error) {
      if (error instanceof Refused) this.#dispute(conversation, true);
      throw error;
    }
  }

  #dispute(conversation: string, on: boolean): void {
    if (on === this.#disputed.has(conversation)) return;
    if (on) this.#disputed.add(conversation);
    else this.#disputed.delete(conversation);
    this.#needs.disputed(conversation, on);
  }

  async #take(
    ring: Keyring,
    conversation: string,
    kind: string,
    signed: Signed,
    wraps: readonly Wrap[],
  ): Promise<void> {
    if (kind === "epoch") await ring.addEpoch({ ...signed, wraps }, this.#needs.chain().chain);
    else await ring.addListing(signed);
    await this.#keep(conversation, ring);
  }

  /** The epoch to seal in; a new one is made when a recipient changed or the current one does not open here (S6). */
  async current(conversation: string): Promise<EpochKey> {
    let ring = await this.get(conversation);
    for (let tries = 0; tries < TRIES; tries++) {
      if (this.#disputed.has(conversation)) ring = await this.refresh(conversation);
      if (this.#disputed.has(conversation))
        throw new Refused("wrong_succession", "the records of this conversation contradict each other");
      const opened = await this.#usable(ring);
      if (opened !== null) return opened;
      try {
        await this.#succeed(conversation, ring);
      } catch (error) {
        if (callsFor(error) !== "anew") throw error;
        await this.#needs.refreshChain();
      }
      ring = await this.refresh(conversation);
    }
    throw new Refused("wrong_epoch", "no current epoch could be agreed on");
  }

  drop(conversation: string): void {
    this.#held.delete(conversation);
  }

  #hold(conversation: string, opening: Promise<Keyring>): Promise<Keyring> {
    this.#held.delete(conversation);
    this.#held.set(conversation, opening);
    opening.catch(() => {
      if (this.#held.get(conversation) === opening) this.#held.delete(conversation);
    });
    const oldest = this.#held.keys().next().value;
    if (this.#held.size > HELD && oldest !== undefined) this.#held.delete(oldest);
    return opening;
  }

  async #load(conversation: string): Promise<Keyring> {
    const kept = await this.#needs.store.get("keys", conversation);
    return kept === undefined ? this.#fetch(conversation) : this.#build(kept);
  }

  async #fetch(conversation: string): Promise<Keyring> {
    // Read first, because what arrives while the server answers is newer than its answer.
    const before = await this.#needs.store.get("keys", conversation);
    const kept: ConversationKeys = {
      id: conversation,
      ...(await fetchKeys(this.#needs.http, conversation)),
    };
    const ring = await this.#build(kept);
    const whole = ring.listings.length === kept.devices.length && ring.epochs.length === kept.epochs.length;
    const good = whole && (before === undefined || continues(before, kept));
    this.#dispute(conversation, !good);
    if (!good && before !== undefined) return this.#build(before);
    await this.#keep(conversation, ring);
    return ring;
  }

  /** Accepts the records as far as they verify. What follows the first wrong one is unknown. */
  async #build(kept: ConversationKeys): Promise<Keyring> {
    const { openers } = this.#needs;
    await this.#knowTeams(kept);
    const chain = this.#needs.chain().chain;
    const ring = new Keyring(chain.business, fromBase64url(kept.id), openers);
    try {
      for (const signed of kept.devices) await ring.addListing(signed);
      for (const sealed of kept.epochs) await ring.addEpoch(sealed, chain);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
    }
    return ring;
  }

  /** The server may know a new team record that this device does not know yet. */
  async #knowTeams(kept: ConversationKeys): Promise<void> {
    const newest = kept.epochs.at(-1);
    if (newest === undefined) return;
    const known = this.#needs.chain().chain.teams.length;
    if (readEpoch(newest.body).teamN > known) await this.#needs.refreshChain();
  }

  async #keep(conversation: string, ring: Keyring): Promise<void> {
    const epochs = ring.epochs.map(({ sealed }) => sealed);
    await this.#needs.store.put("keys", { id: conversation, devices: ring.signedListings, epochs });
  }

  async #usable(ring: Keyring): Promise<EpochKey | null> {
    const { current, listing } = ring;
    const team = currentTeam(this.#needs.chain().chain);
    if (current === null || current.epoch.teamN !== team?.n || current.epoch.devicesN !== listing?.n)
      return null;
    return this.#opened(ring, current.epoch.n);
  }

  async #opened(ring: Keyring, n: number): Promise<EpochKey | null> {
    try {
      return await ring.key(n);
    } catch (error) {
      if (error instanceof Refused) return null;
      throw error;
    }
  }

  async #succeed(conversation: string, ring: Keyring): Promise<void> {
    const { http, keys, now } = this.#needs;
    const { business } = this.#needs.chain().chain;
    const last = ring.current;
    const key = last === null ? null : await this.#opened(ring, last.epoch.n);
    const before = last === null ? null : { n: last.epoch.n, hash: last.hash, key: key?.key ?? null };
    const to = recipientsOf(this.#needs.chain().chain, ring);
    const made = await makeEpoch(keys, business, fromBase64url(conversation), now(), to, before);
    const body = epochJson({ ...made.signed, wraps: made.wraps });
    readStored(await http.post(`/conversations/${conversation}/epochs`, body));
  }
}

/** Is everything that was known still there, in its place? */
const continues = (before: ConversationKeys, now: ConversationKeys): boolean =>
  before.devices.every(({ body }, at) => equal(body, now.devices[at]?.body ?? null)) &&
  before.epochs.every(({ body }, at) => equal(body, now.epochs[at]?.body ?? null));

/** The current team key and the customer's devices. Throws `Refused` when either is not known. */
export function recipientsOf(chain: Chain, ring: Keyring): Recipients {
  const team = currentTeam(chain);
  const { listing } = ring;
  if (team === null || listing === null) throw new Refused("wrong_epoch", "there is nobody to seal to");
  return {
    teamN: team.n,
    teamHash: team.hash,
    teamX: team.x,
    devicesN: listing.n,
    devicesHash: listing.hash,
    devices: listing.devices,
  };
}
