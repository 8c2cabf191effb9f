/** The customer's own devices in the leading tab. Fetched when the person looks at them. */

import { type Bytes, fromBase64url, toBase64url } from "../base/bytes.ts";
import type { Env } from "../base/env.ts";
import type { NewWrap } from "../model/wrap.ts";
import { listed } from "../seal/customers.ts";
import { type DeviceKeys, paperKeys } from "../seal/keys.ts";
import { random } from "../seal/suite.ts";
import type { Store } from "../store/database.ts";
import type { PublicChain } from "../trust/pinned.ts";
import { SECRET_BYTES } from "../wire/generated.ts";
import type { Http } from "../wire/http.ts";
import type { OwnDevice, OwnDevicesCommands } from "./api.ts";
import { checkLink, type LinkNeeds } from "./link.ts";
import { nameDevice, namesOfDevices, ownDevices, renew, wasRemoved } from "./records.ts";

export { wasRemoved };

export interface OwnDevicesNeeds extends LinkNeeds {
  readonly env: Env;
  readonly store: Store;
  readonly keys: DeviceKeys;
  readonly publicChain: PublicChain;
  readonly http: Http;
  refreshChain(): Promise<void>;
}

export class OwnDevices implements OwnDevicesCommands {
  readonly #needs: OwnDevicesNeeds;

  constructor(needs: OwnDevicesNeeds) {
    this.#needs = needs;
  }

  async devices(): Promise<readonly OwnDevice[]> {
    const { keyrings, keys, state } = this.#needs;
    const { conversation } = state();
    const ring = await keyrings.refresh(conversation).catch(() => keyrings.get(conversation));
    await takeUp(this.#needs);
    await checkLink(this.#needs);
    return ownDevices(ring, keys.id, await namesOfDevices(this.#needs.store));
  }

  nameDevice(id: string, name: string): Promise<void> {
    return nameDevice(this.#needs.store, id, name);
  }

  async renew(without: string | null, follows?: NewWrap): Promise<void> {
    const { publicChain, keyrings, state, change } = this.#needs;
    const { conversation, next } = state();
    // A passkey wraps one secret: where it follows, no earlier try counts, whatever became of that.
    const secret = follows?.secret ?? next ?? toBase64url(random(SECRET_BYTES));
    await change({ next: secret });
    const home = {
      ...this.#needs,
      conversation,
      ring: () => keyrings.refresh(conversation),
      chain: () => publicChain.chain,
    };
    await renew(home, fromBase64url(secret), without, follows);
    // A passkey that followed is a way back to the new link; everything else is one to the old.
    await change({ secret, next: null, kept: follows !== undefined, replaced: false });
  }
}

/** A renewal that was interrupted between the record and its answer: the link that the record lists is the one that was made here. */
async function takeUp({ keyrings, state, change }: LinkNeeds): Promise<void> {
  const { conversation, next } = state();
  const { listing } = await keyrings.get(conversation);
  if (!next || listing === null) return;
  const { id } = await paperKeys("paper", fromBase64url(next));
  if (listed(listing, id) !== null) await change({ secret: next, next: null, kept: false, replaced: false });
}

/**
 * `removed`: the conversation's own records say so, and everything here goes. `revoked`: it stays and says so, whatever return link is in the
 * address. null: another tab asked too, and has already emptied everything.
 */
export async function afterRevoked(
  env: Env,
  { store, business, isHere }: { readonly store: Store; readonly business: Bytes; isHere(): boolean },
  conversation: string,
): Promise<"removed" | "revoked" | null> {
  const removed = await wasRemoved(env, store, business, conversation).catch((error) => {
    if (isHere()) throw error;
    return false;
  });
  if (!isHere()) return null;
  return removed ? "removed" : "revoked";
}
