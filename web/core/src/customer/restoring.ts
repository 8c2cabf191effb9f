/** Returning by the return link: its paper device adds this device to the conversation (S13). */

import { type Bytes, equal, fromBase64url, toBase64url } from "../base/bytes.ts";
import type { Env } from "../base/env.ts";
import { NotAdmitted, Refused, ReturnLinkRefused, Unreachable } from "../base/errors.ts";
import type { OutboxNote } from "../model/notes.ts";
import { customerDevice, listed, signListing } from "../seal/customers.ts";
import { makeEpoch } from "../seal/epoch.ts";
import { type DeviceKeys, paperKeys } from "../seal/keys.ts";
import { type Store, write } from "../store/database.ts";
import type { Connection } from "../sync/connection.ts";
import { signIn } from "../sync/signin.ts";
import type { Chain } from "../trust/chain.ts";
import { Keyring, openersFor } from "../trust/keyring.ts";
import { recipientsOf } from "../trust/keyrings.ts";
import type { PublicChain } from "../trust/pinned.ts";
import { fetchKeys } from "../wire/answers.ts";
import { epochJson, http, signedJson } from "../wire/http.ts";
import { readCustomerDevices } from "../wire/layouts.ts";
import { callsFor, isRefused } from "../wire/refusals.ts";
import type { Back } from "./back.ts";

export interface RestoringNeeds {
  readonly env: Env;
  readonly keys: DeviceKeys;
  readonly publicChain: PublicChain;
}

/** Another record came first. */
const TRIES = 4;

/** What a return link opens, before anything is changed; or why it opens nothing. Throws `Unreachable`, `ServerRefusal`. */
export async function lookBack(
  env: Env,
  chain: Chain,
  secret: Bytes,
): Promise<Back | "return_link" | "broken"> {
  try {
    const paper = await paperKeys("paper", secret);
    return await asPaper(env, paper, async (conversation, session) => {
      const { first, listing } = await readRing(env, chain, paper, conversation, session);
      return { beganMs: first.atMs, devices: listing.devices.filter((each) => !each.paper).length };
    });
  } catch (error) {
    if (error instanceof ReturnLinkRefused || isRefused(error, "conversation_erased")) return "return_link";
    if (error instanceof Refused) return "broken";
    throw error;
  }
}

/** Connects as the paper device, adds this device, disconnects, and returns the conversation's id. */
export async function joinByPaper(
  setup: RestoringNeeds,
  paper: DeviceKeys,
  refresh: () => Promise<void>,
): Promise<string> {
  return asPaper(setup.env, paper, async (conversation, session) => {
    for (let tries = 0; tries < TRIES; tries++)
      if (await addThisDevice(setup, paper, conversation, session)) return conversation;
      else await refresh();
    throw new Unreachable("the conversation changed again and again");
  });
}

/** Moves what was written in any tab meanwhile to the conversation that was restored, and tells of it. */
export async function rehome(
  { store, publish }: { readonly store: Store; publish(note: OutboxNote): void },
  conversation: string,
): Promise<void> {
  const rows = await write(store, async (tx) => {
    const outbox = tx.objectStore("outbox");
    const strays = (await outbox.getAll()).filter((row) => row.conversation !== conversation);
    const moved = strays.map((row) => ({ ...row, conversation, sealed: null }));
    for (const row of moved) await outbox.put(row);
    return moved;
  });
  publish({ type: "outbox", rows, gone: [] });
}

/** Signs in as the paper device for as long as the work takes. Throws `ReturnLinkRefused`. */
async function asPaper<Result>(
  env: Env,
  paper: DeviceKeys,
  work: (conversation: string, session: Connection) => Promise<Result>,
): Promise<Result> {
  const { welcome, session } = await signIn(env, paper).catch((error: unknown) => {
    throw error instanceof NotAdmitted
      ? new ReturnLinkRefused("no conversation has this return link")
      : error;
  });
  try {
    if (welcome.conversation === null) throw new ReturnLinkRefused("not a customer's return link");
    return await work(toBase64url(welcome.conversation), session);
  } finally {
    session.close();
  }
}

/** The conversation's records, verified; the return link must vouch for them. Throws `Refused`, `ReturnLinkRefused`. */
async function readRing(
  env: Env,
  chain: Chain,
  paper: DeviceKeys,
  conversation: string,
  session: Connection,
) {
  const ring = new Keyring(chain.business, fromBase64url(conversation), openersFor(paper));
  const known = await fetchKeys(http(env, session.bearer), conversation);
  for (const signed of known.devices) await ring.addListing(signed);
  for (const epoch of known.epochs) await ring.addEpoch(epoch, chain);
  const { listing, current } = ring;
  const [first] = known.devices;
  if (first === undefined || listing === null || current === null)
    throw new Unreachable("the conversation has no records");
  // Somebody without the link's secret can list the link in a conversation made up for the purpose, but cannot sign an epoch there (S13).
  if (!ring.epochs.some(({ epoch }) => equal(epoch.signer, paper.id)))
    throw new ReturnLinkRefused("the return link does not vouch for this conversation");
  return { ring, listing, current, first: readCustomerDevices(first.body) };
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
  const id = fromBase64url(conversation);
  const { ring, listing, current } = await readRing(env, chain, paper, conversation, session);
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
