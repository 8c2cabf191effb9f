/** The first tap: makes and stores the keys, the return link and the conversation's first record. Nothing is sent yet (S2, S13). */

import { equal, fromBase64url, toBase64url } from "../base/bytes.ts";
import type { Env } from "../base/env.ts";
import type { Invited, Inviting } from "../model/invited.ts";
import { customerDevice, signListing } from "../seal/customers.ts";
import { type DeviceKeys, newDeviceKeys, paperKeys } from "../seal/keys.ts";
import { conversationId, random } from "../seal/suite.ts";
import { type Store, write } from "../store/database.ts";
import type { Stop } from "../sync/connection.ts";
import type { Chain } from "../trust/chain.ts";
import type { PublicChain } from "../trust/pinned.ts";
import { SECRET_BYTES } from "../wire/generated.ts";
import type { Signed } from "../wire/layouts.ts";
import { type Fragment, returnLink } from "../wire/links.ts";
import type { Back } from "./back.ts";

/** What a customer page remembers of its conversation. Ids and secrets are base64url. */
export interface Begun {
  /** The conversation's id is bound to its first record, so it is known before the server knows it. */
  readonly conversation: string;
  readonly listing: Signed;
  /** The server has it. */
  readonly created: boolean;
  readonly generation: string | null;
  /** The return link's secret. */
  readonly secret: string;
  readonly kept: boolean;
  /** Another device made a new return link, so this one opens nothing. */
  readonly replaced?: boolean;
  /** The secret of a new return link, stored before it is sent because the answer may get lost. */
  readonly next?: string | null;
  /** The fingerprint of a sign agreed with the business's chain. */
  readonly verified: boolean;
  readonly showsReading: boolean;
  /** The secret of a return link whose conversation is still to be restored. */
  readonly returning: string | null;
  /** The invitation that the first message answers, until that is here as the server stored it. */
  readonly invited?: Invited | null | undefined;
}

/** The return link; null: another device made a new one. */
export const linkOf = (
  env: Env & { readonly handle: string },
  begun: Begun,
  { fingerprint }: Chain,
): string | null =>
  begun.replaced ? null : returnLink(env.origin, env.handle, fromBase64url(begun.secret), fingerprint);

export async function begin(
  store: Store,
  publicChain: PublicChain,
  how: {
    readonly verified: boolean;
    readonly returning: Uint8Array | null;
    readonly nowMs: number;
    readonly inviting: Inviting | undefined;
  },
): Promise<{ readonly keys: DeviceKeys; readonly begun: Begun }> {
  const keys = await newDeviceKeys();
  const secret = random(SECRET_BYTES);
  const paper = await paperKeys("paper", secret);
  const devices = [customerDevice(keys, false), customerDevice(paper, true)];
  const { business } = publicChain.chain;
  const listing = await signListing(keys, business, null, devices, how.nowMs);
  const conversation = await conversationId(listing.body);
  const begun: Begun = {
    conversation: toBase64url(conversation),
    listing,
    created: false,
    generation: null,
    secret: toBase64url(secret),
    kept: false,
    verified: how.verified,
    showsReading: true,
    returning: how.returning === null ? null : toBase64url(how.returning),
    invited: await how.inviting?.(conversation),
  };
  return write(store, async (tx) => {
    const state = tx.objectStore("state");
    // If two tabs are tapped at once, both use the keys of the first.
    const before = (await state.get("begun")) as Begun | undefined;
    const keysBefore = (await state.get("keys")) as DeviceKeys | undefined;
    if (before !== undefined && keysBefore !== undefined) return { keys: keysBefore, begun: before };
    await state.put(keys, "keys");
    await state.put([...publicChain.records], "records");
    await state.put(begun, "begun");
    return { keys, begun };
  });
}

/**
 * What a return link in the address opens: asked before anything is shown that could be tapped, so that nobody follows a link without having
 * read it. null: there is none, or it is another business's. The code for it is fetched when there is one.
 */
export async function lookBack(env: Env, chain: Chain, fragment: Fragment): Promise<Back | Stop | null> {
  if (fragment.type !== "return" || !equal(fragment.fingerprint, chain.fingerprint)) return null;
  return (await import("./restoring.ts")).lookBack(env, chain, fragment.secret);
}
