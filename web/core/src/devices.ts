/** The customer-devices records of one conversation: which devices the customer has (S4). */

import {
  type CustomerDevice,
  type CustomerDevices,
  checkVersion,
  RENEW_MS,
  readCustomerDevices,
  type Signed,
  VERSION,
  writeCustomerDevices,
} from "./bodies.ts";
import { type Bytes, equal } from "./bytes.ts";
import { Refused } from "./errors.ts";
import { type DeviceKeys, signWith } from "./keys.ts";
import { conversationId, deviceId, recordHash, verifies } from "./seal.ts";

/** A verified customer-devices record with its hash. */
export interface Listing {
  readonly n: number;
  readonly hash: Bytes;
  readonly devices: readonly CustomerDevice[];
}

export const listed = (listing: Listing, device: Bytes): CustomerDevice | null =>
  listing.devices.find((each) => equal(each.id, device)) ?? null;

export const customerDevice = (keys: DeviceKeys, paper: boolean): CustomerDevice => ({
  id: keys.id,
  ed: keys.ed,
  x: keys.x,
  paper,
});

/**
 * Verifies record n against the one before (null: the first, which the conversation's id is bound to).
 * Throws `Refused`: `wrong_version`, `wrong_place`, `wrong_succession`, `wrong_sender`, `wrong_signature`, `malformed`.
 */
export async function nextListing(
  business: Bytes,
  conversation: Bytes,
  before: Listing | null,
  signed: Signed,
): Promise<Listing> {
  const record = readCustomerDevices(signed.body);
  checkVersion(record);
  await checkPlace(business, conversation, before, record, signed.body);
  for (const each of record.devices)
    if (!equal(each.id, await deviceId(each.ed, each.x)))
      throw new Refused("malformed", "a device's id does not belong to its keys");
  const listing = { n: record.n, hash: await recordHash(signed.body), devices: record.devices };
  const signer = listed(before ?? listing, record.signer);
  if (signer === null) throw new Refused("wrong_sender", "signed by a device that was not listed");
  if (!(await verifies(signer.ed, "record", signed.body, signed.signature)))
    throw new Refused("wrong_signature", "the signature of this record does not verify");
  return listing;
}

async function checkPlace(
  business: Bytes,
  conversation: Bytes,
  before: Listing | null,
  record: CustomerDevices,
  body: Bytes,
): Promise<void> {
  if (record.kind !== "customer-devices" || !equal(record.business, business))
    throw new Refused("wrong_place", "not a customer-devices record of this business");
  if (record.n !== (before?.n ?? 0) + 1 || !equal(record.prev, before?.hash ?? null))
    throw new Refused("wrong_succession", "does not follow the record before");
  if (before === null && !equal(conversation, await conversationId(body)))
    throw new Refused("wrong_place", "the conversation's id does not belong to its first record");
}

/** Record n, signed by a device of the record before; for the first by a device in it. */
export async function signListing(
  signer: DeviceKeys,
  business: Bytes,
  before: Listing | null,
  devices: readonly CustomerDevice[],
  atMs: number,
): Promise<Signed> {
  const body = writeCustomerDevices({
    version: VERSION,
    kind: "customer-devices",
    business,
    n: (before?.n ?? 0) + 1,
    prev: before?.hash ?? null,
    signer: signer.id,
    atMs,
    renewByMs: atMs + RENEW_MS,
    devices,
  });
  return { body, signature: await signWith(signer, "record", body) };
}
