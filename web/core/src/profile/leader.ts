/** Publishing a profile from an owner's device (S4, S14). Runs in the leading tab. */

import { equal } from "../base/bytes.ts";
import type { Env } from "../base/env.ts";
import { ProfileChanged } from "../base/errors.ts";
import { encode } from "../base/shape.ts";
import type { DeviceKeys } from "../seal/keys.ts";
import type { Chain } from "../trust/chain.ts";
import { signProfile } from "../trust/publication.ts";
import { type Http, publishedJson } from "../wire/http.ts";
import { callsFor } from "../wire/refusals.ts";
import type { ProfileCommands, ProfileFields } from "./api.ts";

export interface ProfileAdminNeeds {
  readonly env: Env;
  readonly http: Http;
  readonly keys: DeviceKeys;
  chain(): Chain;
  /** Fetches public records that are not known yet. */
  refresh(): Promise<void>;
}

const TRIES = 5;
/** The records are renewed when less time than this is left. */
const RENEW_LEFT_MS = 30 * 24 * 60 * 60 * 1000;

export class ProfileAdmin {
  readonly #needs: ProfileAdminNeeds;

  constructor(needs: ProfileAdminNeeds) {
    this.#needs = needs;
  }

  readonly commands: ProfileCommands = { profilePublish: (fields, rev) => this.#publish(fields, rev) };

  /** A record about the team may come first. The profile is then signed again on top of it. */
  async #publish(fields: ProfileFields, rev: number): Promise<void> {
    for (let tries = 1; ; tries++) {
      const chain = this.#needs.chain();
      if (chain.profile !== null && equal(encode(chain.profile), encode(fields))) return;
      if (chain.profileRev !== rev) throw new ProfileChanged("another profile was published meanwhile");
      try {
        await this.#post(chain, fields);
        return await this.#needs.refresh();
      } catch (error) {
        if (callsFor(error) !== "anew" || tries === TRIES) throw error;
        await this.#needs.refresh();
      }
    }
  }

  /**
   * Publishes the profile again when the records must be renewed soon (S4). Otherwise customers would be told that they may see an old
   * state.
   */
  async renew(): Promise<void> {
    const { profile, renewByMs } = this.#needs.chain();
    if (profile === null || renewByMs - this.#needs.env.now() >= RENEW_LEFT_MS) return;
    await this.#post(this.#needs.chain(), profile);
    await this.#needs.refresh();
  }

  async #post(chain: Chain, fields: ProfileFields): Promise<void> {
    const { env, http, keys } = this.#needs;
    const signed = await signProfile(keys, chain, fields, env.now());
    await http.post("/records", { records: [publishedJson(signed)], team_wraps: [] });
  }
}
