/** Publishing a profile and looking at one beforehand: what an owner's device does (S4, S14). Runs in the leading tab. */

import { equal } from "../base/bytes.ts";
import type { Env } from "../base/env.ts";
import { ProfileChanged } from "../base/errors.ts";
import { encode } from "../base/shape.ts";
import type { DeviceKeys } from "../seal/keys.ts";
import type { Chain } from "../trust/chain.ts";
import { signProfile } from "../trust/publication.ts";
import { type Http, publishedJson } from "../wire/http.ts";
import { isRefused } from "../wire/refusals.ts";
import type { ProfileCommands, ProfileFields } from "./api.ts";

export interface ProfileAdminOwner {
  readonly env: Env;
  readonly http: Http;
  readonly keys: DeviceKeys;
  chain(): Chain;
  /** Fetches public records that are not known yet. */
  refresh(): Promise<void>;
}

const TRIES = 5;
/** With less left than this the records are renewed. */
const RENEW_LEFT_MS = 30 * 24 * 60 * 60 * 1000;

export class ProfileAdmin {
  readonly #owner: ProfileAdminOwner;

  constructor(owner: ProfileAdminOwner) {
    this.#owner = owner;
  }

  readonly commands: ProfileCommands = { profilePublish: (fields, rev) => this.#publish(fields, rev) };

  /** Records about the team may come first: then it is signed anew on top of them. */
  async #publish(fields: ProfileFields, rev: number): Promise<void> {
    for (let tries = 1; ; tries++) {
      const chain = this.#owner.chain();
      if (chain.profile !== null && equal(encode(chain.profile), encode(fields))) return;
      if (chain.profileRev !== rev) throw new ProfileChanged("another profile was published meanwhile");
      try {
        await this.#post(chain, fields);
        return await this.#owner.refresh();
      } catch (error) {
        if (!isRefused(error, "stale_record") || tries === TRIES) throw error;
        await this.#owner.refresh();
      }
    }
  }

  /** Publishes the profile once more when the records must be renewed soon (S4): else customers are told that they may see an old state. */
  async renew(): Promise<void> {
    const { profile, renewByMs } = this.#owner.chain();
    if (profile === null || renewByMs - this.#owner.env.now() >= RENEW_LEFT_MS) return;
    await this.#post(this.#owner.chain(), profile);
    await this.#owner.refresh();
  }

  async #post(chain: Chain, fields: ProfileFields): Promise<void> {
    const { env, http, keys } = this.#owner;
    const signed = await signProfile(keys, chain, fields, env.now());
    await http.post("/records", { records: [publishedJson(signed)], team_wraps: [] });
  }
}
