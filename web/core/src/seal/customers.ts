/** The customer-devices records of one conversation: which devices the customer has (S4). */

import { type Bytes, equal, toBase64url } from "../base/bytes.ts";
import { Refused } from "../base/errors.ts";
import {
  type CustomerDevice,
  type CustomerDevices,
  checkVersion,
  RENEW_MS,
  readCustomerDevices,
  type Signed,
  VERSION,
  writeCustomerDevices,
} from "../wire/layouts.ts";
import { type DeviceKeys, signWith } from "./keys.ts";
import { conversationId, deviceId, recordHash, verifies } from "./suite.ts";

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

/** A record that was verified before. */
export const listingOf = async (body: Bytes): Promise<Listing> => {
  const { n, devices } = readCustomerDevices(body);
  return { n, hash: await recordHash(body), devices };
};

/**
 * Verifies record n against the one before (null: the first, which the conversation's id is bound to).
 * Throws `Refused`: `wrong_version`, `malformed`, `wrong_place`, `wrong_succession`, `wrong_sender`, `wrong_signature`.
 */
export async function nextListing(
  business: Bytes,
  conversation: Bytes,
  before: Listing | null,
  signed: Signed,
): Promise<Listing> {
  const record = readCustomerDevices(signed.body);
  checkVersion(record);
  if (record.kind !== "customer-devices")
    throw new Refused("wrong_version", "not a customer-devices record of version 1");
  await checkDevices(record);
  if (!equal(record.business, business)) throw new Refused("wrong_place", "a record of another business");
  if (record.n !== (before?.n ?? 0) + 1 || !equal(record.prev, before?.hash ?? null))
    throw new Refused("wrong_succession", "does not follow the record before");
  const listing = await listingOf(signed.body);
  const signer = listed(before ?? listing, record.signer);
  if (signer === null) throw new Refused("wrong_sender", "signed by a device that was not listed");
  if (before !== null && !mayChange(before.devices, signer, listing.devices))
    throw new Refused("wrong_sender", "its signer may not change the devices so");
  if (!(await verifies(signer.ed, "record", signed.body, signed.signature)))
    throw new Refused("wrong_signature", "the signature of this record does not verify");
  if (before === null && !equal(conversation, await conversationId(signed.body)))
    throw new Refused("wrong_place", "the conversation's id does not belong to its first record");
  return listing;
}

/**
 * A device stays what it was; paper only adds; who signs stays; and who takes out a device takes out every paper device listed before
 * too, because that device knows the return link (S4).
 */
function mayChange(
  before: readonly CustomerDevice[],
  signer: CustomerDevice,
  after: readonly CustomerDevice[],
): boolean {
  const now = new Map(after.map(({ id, paper }) => [toBase64url(id), paper]));
  const is = ({ id }: CustomerDevice) => now.get(toBase64url(id));
  const gone = before.filter((each) => is(each) === undefined);
  if (before.some((each) => is(each) === !each.paper)) return false;
  if (signer.paper) return gone.length === 0;
  if (gone.includes(signer)) return false;
  return gone.every(({ paper }) => paper) || before.every((each) => !each.paper || gone.includes(each));
}

async function checkDevices(record: CustomerDevices): Promise<void> {
  const ids = new Set(record.devices.map(({ id }) => toBase64url(id)));
  if (ids.size === 0 || ids.size !== record.devices.length)
    throw new Refused("malformed", "every device is listed once, and there is at least one");
  for (const { id, ed, x } of record.devices)
    if (!equal(id, await deviceId(ed, x)))
      throw new Refused("malformed", "a device's id does not belong to its keys");
  const span = record.renewByMs - record.atMs;
  if (span <= 0 || span > RENEW_MS)
    throw new Refused("malformed", "renew_by_ms lies at most 90 days after at_ms");
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
