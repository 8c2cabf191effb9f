import { expect, test } from "vitest";
import { customerDevice, signListing } from "../../src/seal/customers.ts";
import { newDeviceKeys } from "../../src/seal/keys.ts";
import { conversationId } from "../../src/seal/suite.ts";
import { Keyring } from "../../src/trust/keyring.ts";

test("[S4] the same record, arriving live and in a page at once, is stored once", async () => {
  const business = new Uint8Array(16);
  const keys = await newDeviceKeys();
  const first = await signListing(keys, business, null, [customerDevice(keys, false)], 1_000);
  const ring = new Keyring(business, await conversationId(first.body), async () => null);
  await ring.addListing(first);
  const devices = [customerDevice(keys, false), customerDevice(await newDeviceKeys(), false)];
  const second = await signListing(keys, business, ring.listing, devices, 2_000);
  await Promise.all([ring.addListing(second), ring.addListing(second)]);
  expect(ring.listings.map(({ n }) => n)).toEqual([1, 2]);
  expect(ring.signedListings).toHaveLength(2);
});

test("[S4] a refused record does not hold up the following ones", async () => {
  const business = new Uint8Array(16);
  const keys = await newDeviceKeys();
  const first = await signListing(keys, business, null, [customerDevice(keys, false)], 1_000);
  const ring = new Keyring(business, await conversationId(first.body), async () => null);
  const forged = ring.addListing({ ...first, signature: new Uint8Array(64) });
  const taken = ring.addListing(first);
  await expect(forged).rejects.toMatchObject({ reason: "wrong_signature" });
  await taken;
  expect(ring.listing?.n).toBe(1);
});
