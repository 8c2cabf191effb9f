/** The team's keys on a staff device: wraps are stored, keys are opened into memory with the device's own key (S5). */

import { equal, toBase64url } from "../base/bytes.ts";
import { Refused } from "../base/errors.ts";
import type { EpochKey, Opener } from "../seal/epoch.ts";
import type { DeviceKeys } from "../seal/keys.ts";
import { teamKeyId } from "../seal/suite.ts";
import { backRoomEpoch, openTeamKey, previousTeamKey, type TeamKey } from "../seal/team.ts";
import type { Chain } from "./chain.ts";
import type { Epochs, Membership } from "./keyring.ts";

export interface TeamWrap {
  readonly n: number;
  readonly wrap: Uint8Array<ArrayBuffer>;
}

export class TeamRing implements Epochs {
  readonly #keys: DeviceKeys;
  readonly #chain: () => Chain;
  readonly #opened = new Map<number, Promise<TeamKey>>();
  readonly #ids = new Map<string, number>();
  #wraps: readonly TeamWrap[] = [];

  constructor(keys: DeviceKeys, chain: () => Chain) {
    this.#keys = keys;
    this.#chain = chain;
  }

  take(wraps: readonly TeamWrap[]): void {
    this.#wraps = wraps;
    this.#opened.clear();
  }

  /** Is the newest team key held? */
  get complete(): boolean {
    const newest = this.#chain().teams.length;
    return newest === 0 || this.#wraps.some(({ n }) => n === newest);
  }

  /** Throws `Refused` `cannot_open` when this device has no wrap of it or a later one. */
  get(n: number): Promise<TeamKey> {
    const opening = this.#opened.get(n) ?? this.#open(n);
    this.#opened.set(n, opening);
    opening.catch(() => this.#opened.delete(n));
    return opening;
  }

  /** Opens what is wrapped to a team key. */
  openers = async (to: Uint8Array): Promise<Opener | null> => {
    const n = await this.#numberOf(to);
    if (n === null) return null;
    try {
      return await this.get(n);
    } catch (error) {
      if (error instanceof Refused) return null;
      throw error;
    }
  };

  /** The back room's epoch n is team record n. */
  membership(n: number): Membership | null {
    const team = this.#chain().teams[n - 1];
    return team === undefined ? null : { hash: team.hash, listing: null, teamRev: team.rev };
  }

  async key(n: number): Promise<EpochKey> {
    const team = this.#chain().teams[n - 1];
    if (team === undefined) throw new Refused("cannot_open", "no such team record");
    return backRoomEpoch(await this.get(n), team.hash);
  }

  async #open(n: number): Promise<TeamKey> {
    const { business, teams } = this.#chain();
    const record = teams[n - 1];
    if (record === undefined) throw new Refused("cannot_open", "no such team record");
    for (const wrap of this.#wraps)
      if (wrap.n === n) return openTeamKey(this.#keys, business, record, wrap.wrap);
    const newer = teams[n];
    if (newer?.sealedPrev === null || newer === undefined)
      throw new Refused("cannot_open", "no wrap of this team key or a later one");
    return previousTeamKey(await this.get(n + 1), newer.sealedPrev, record.x);
  }

  async #numberOf(to: Uint8Array): Promise<number | null> {
    const name = toBase64url(to);
    const known = this.#ids.get(name);
    if (known !== undefined) return known;
    for (const { n, x } of this.#chain().teams) {
      const id = await teamKeyId(x);
      this.#ids.set(toBase64url(id), n);
      if (equal(id, to)) return n;
    }
    return null;
  }
}
