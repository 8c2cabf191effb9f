/** The customer's own devices: listing them, removing one, making a new return link, and noticing that this one was removed (S4, S13). */

import { type Bytes, equal, fromBase64url, toBase64url } from "../base/bytes.ts";
import type { Env } from "../base/env.ts";
import { BadRecord, Refused, ServerRefusal, TooLong, Unreachable } from "../base/errors.ts";
import { oneLine } from "../base/oneline.ts";
import type { NewWrap } from "../model/wrap.ts";
import { customerDevice, listed, listingOf, signListing } from "../seal/customers.ts";
import { makeEpoch } from "../seal/epoch.ts";
import { type DeviceKeys, paperKeys } from "../seal/keys.ts";
import { readState, type Store, write } from "../store/database.ts";
import type { Chain } from "../trust/chain.ts";
import { Keyring } from "../trust/keyring.ts";
import { recipientsOf } from "../trust/keyrings.ts";
import { readRemoval } from "../wire/answers.ts";
import { DEVICE_NAME_CHARACTERS } from "../wire/generated.ts";
import { epochJson, type Http, http, signedJson } from "../wire/http.ts";
import { readCustomerDevices } from "../wire/layouts.ts";
import { callsFor } from "../wire/refusals.ts";
import type { OwnDevice } from "./api.ts";

/** Key under `state`: what this device calls the customer's devices, by id. */
const NAMES = "deviceNames";

/**
 * The devices listed now, in the order in which they were added, then those that were removed, without links that were replaced. Days
 * are the ones that the records name. `names`: what this device calls them.
 */
export function ownDevices(
  ring: Keyring,
  mine: Bytes,
  names: Readonly<Record<string, string>> = {},
): readonly OwnDevice[] {
  const known = new Map<string, OwnDevice>();
  for (const { body } of ring.signedListings) {
    const { devices, atMs } = readCustomerDevices(body);
    const there = new Set(devices.map(({ id }) => toBase64url(id)));
    for (const [id, each] of known)
      if (each.leftMs === null && !there.has(id)) known.set(id, { ...each, leftMs: atMs });
    for (const { id: bytes, paper } of devices) {
      const id = toBase64url(bytes);
      const name = oneLine(names[id], DEVICE_NAME_CHARACTERS);
      const { addedMs } = known.get(id) ?? { addedMs: atMs };
      known.set(id, { id, paper, mine: equal(bytes, mine), addedMs, leftMs: null, name });
    }
  }
  const all = [...known.values()].sort((a, b) => a.addedMs - b.addedMs);
  const gone = all.filter(({ paper, leftMs }) => !paper && leftMs !== null);
  return [...all.filter(({ leftMs }) => leftMs === null), ...gone];
}

/** Names of devices, as this device keeps them. An empty name takes it away. Throws `TooLong`. */
export async function nameDevice(store: Store, id: string, typed: string): Promise<void> {
  const name = oneLine(typed, Number.MAX_SAFE_INTEGER);
  if ([...name].length > DEVICE_NAME_CHARACTERS)
    throw new TooLong(`a device's name has at most ${DEVICE_NAME_CHARACTERS} characters`);
  await write(store, async (tx) => {
    const state = tx.objectStore("state");
    const names = ((await state.get(NAMES)) as Record<string, string> | undefined) ?? {};
    await state.put({ ...names, [id]: name }, NAMES);
  });
}

export const namesOfDevices = async (store: Store): Promise<Readonly<Record<string, string>>> =>
  (await readState<Record<string, string>>(store, NAMES)) ?? {};

export interface Household {
  readonly env: Env;
  readonly http: Http;
  readonly keys: DeviceKeys;
  readonly conversation: string;
  /** The newest records from the server. */
  ring(): Promise<Keyring>;
  chain(): Chain;
  refreshChain(): Promise<void>;
}

const TRIES = 5;

/**
 * Makes a new return link in place of the old one and removes `without`, in one record. When that is already done it changes nothing, so a
 * lost answer does no harm. In the same step the passkey that `follows` opens the new link. Throws `Unreachable`, `ServerRefusal`, `Refused`.
 */
export async function renew(
  home: Household,
  secret: Bytes,
  without: string | null,
  follows?: NewWrap,
): Promise<void> {
  const link = await paperKeys("paper", secret);
  const paper = customerDevice(link, true);
  for (let tries = 0; tries < TRIES; tries++) {
    const ring = await home.ring();
    const { listing } = ring;
    if (listing === null) throw new Unreachable("the conversation has no records");
    const gone = without === null || listed(listing, fromBase64url(without)) === null;
    if (gone && listed(listing, paper.id) !== null) return;
    const stay = listing.devices.filter((each) => !each.paper && toBase64url(each.id) !== without);
    const { env, keys } = home;
    const signed = await signListing(keys, home.chain().business, listing, [...stay, paper], env.now());
    try {
      await home.http.post(`/conversations/${home.conversation}/devices`, {
        devices: signedJson(signed),
        epoch: epochJson(await epochFor(home, ring, signed.body, link)),
        ...(follows && { passkeys: [{ hash: follows.hash, wrap: follows.wrap }] }),
      });
    } catch (error) {
      if (callsFor(error) !== "anew") throw error;
      await home.refreshChain();
    }
  }
  throw new Unreachable("the conversation changed again and again");
}

/** The epoch for a customer-devices record that is not stored yet, signed by the new return link (S13). */
async function epochFor(home: Household, ring: Keyring, body: Bytes, link: DeviceKeys) {
  const { chain, env, conversation } = home;
  const { current } = ring;
  if (current === null) throw new Refused("wrong_epoch", "the conversation has no epoch");
  const { n, hash, devices } = await listingOf(body);
  const to = { ...recipientsOf(chain(), ring), devicesN: n, devicesHash: hash, devices };
  const { key } = await ring.key(current.epoch.n);
  const before = { n: current.epoch.n, hash: current.hash, key };
  const id = fromBase64url(conversation);
  const made = await makeEpoch(link, chain().business, id, env.now(), to, before);
  return { ...made.signed, wraps: made.wraps };
}

/**
 * Do the conversation's own records remove this device? The server is believed only if they verify, begin with all records known here, and
 * once listed this device: the server alone cannot make a device delete anything (S4).
 */
export async function wasRemoved(
  env: Env,
  store: Store,
  business: Bytes,
  conversation: string,
): Promise<boolean> {
  const keys = await readState<DeviceKeys>(store, "keys");
  const known = (await store.get("keys", conversation))?.devices ?? [];
  if (keys === null) return false;
  try {
    const path = `/conversations/${conversation}/devices/${toBase64url(keys.id)}/removal`;
    const ring = new Keyring(business, fromBase64url(conversation), async () => null);
    for (const signed of readRemoval(await http(env, () => null).get(path))) await ring.addListing(signed);
    const given = ring.signedListings;
    const was = ring.listings.some((listing) => listed(listing, keys.id) !== null);
    const is = ring.listing === null || listed(ring.listing, keys.id) !== null;
    return was && !is && known.every(({ body }, at) => equal(body, given[at]?.body ?? null));
  } catch (error) {
    if ([Unreachable, ServerRefusal, BadRecord, Refused].some((kind) => error instanceof kind)) return false;
    throw error;
  }
}
