/** Returning by the return link: its paper device adds this device to the conversation (S13). */

import { equal, fromBase64url, toBase64url } from "../base/bytes.ts";
import type { Env } from "../base/env.ts";
import { NotAdmitted, ReturnLinkRefused, Unreachable } from "../base/errors.ts";
import { customerDevice, listed, signListing } from "../seal/customers.ts";
import { makeEpoch } from "../seal/epoch.ts";
import type { DeviceKeys } from "../seal/keys.ts";
import type { Connection } from "../sync/connection.ts";
import { signIn } from "../sync/signin.ts";
import { Keyring, openersFor } from "../trust/keyring.ts";
import { recipientsOf } from "../trust/keyrings.ts";
import type { PublicChain } from "../trust/pinned.ts";
import { fetchKeys } from "../wire/answers.ts";
import { epochJson, http, signedJson } from "../wire/http.ts";
import { callsFor } from "../wire/refusals.ts";

export interface RestoringNeeds {
  readonly env: Env;
  readonly keys: DeviceKeys;
  readonly publicChain: PublicChain;
}

/** Another record came first. */
const TRIES = 4;

/** Connects as the paper device, adds this device, disconnects, and returns the conversation's id. */
export async function joinByPaper(
  setup: RestoringNeeds,
  paper: DeviceKeys,
  refresh: () => Promise<void>,
): Promise<string> {
  const { welcome, session } = await signIn(setup.env, paper).catch((error: unknown) => {
    throw error instanceof NotAdmitted
      ? new ReturnLinkRefused("no conversation has this return link")
      : error;
  });
  try {
    if (welcome.conversation === null) throw new ReturnLinkRefused("not a customer's return link");
    const conversation = toBase64url(welcome.conversation);
    for (let tries = 0; tries < TRIES; tries++)
      if (await addThisDevice(setup, paper, conversation, session)) return conversation;
      else await refresh();
    throw new Unreachable("the conversation changed again and again");
  } finally {
    session.close();
  }
}

/** False when another record came first: read the conversation again. */
async function addThisDevice(
  setup: RestoringNeeds,
  paper: DeviceKeys,
  conversation: string,
  session: Connection,
): Promise<boolean> {
  const { env, keys, publicChain } = setup;
  const { chain } = publicChain;
  const calls = http(env, session.bearer);
  const known = await fetchKeys(calls, conversation);
  const id = fromBase64url(conversation);
  const ring = new Keyring(chain.business, id, openersFor(paper));
  for (const signed of known.devices) await ring.addListing(signed);
  for (const epoch of known.epochs) await ring.addEpoch(epoch, chain);
  const { listing, current } = ring;
  if (listing === null || current === null) throw new Unreachable("the conversation has no records");
  // Somebody without the link's secret can list the link in a conversation made up for the purpose, but cannot sign an epoch there (S13).
  if (!ring.epochs.some(({ epoch }) => equal(epoch.signer, paper.id)))
    throw new ReturnLinkRefused("the return link does not vouch for this conversation");
  if (listed(listing, keys.id) !== null) return true;
  const devices = [...listing.devices, customerDevice(keys, false)];
  const signed = await signListing(paper, chain.business, listing, devices, env.now());
  await ring.addListing(signed);
  const key = await ring.key(current.epoch.n);
  const made = await makeEpoch(paper, chain.business, id, env.now(), recipientsOf(chain, ring), key);
  try {
    await calls.post(`/conversations/${conversation}/devices`, {
      devices: signedJson(signed),
      epoch: epochJson({ ...made.signed, wraps: made.wraps }),
    });
    return true;
  } catch (error) {
    if (callsFor(error) === "anew") return false;
    throw error;
  }
}
