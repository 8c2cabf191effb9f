/** What an `erased` event says, and whether it may be believed: the command in it is verified before anything is dropped (L7, S17). */

import { type Bytes, fromBase64url, toBase64url } from "../base/bytes.ts";
import { Refused } from "../base/errors.ts";
import { array, bytes, count, list, text } from "../base/shape.ts";
import type { Erased } from "../model/erased.ts";
import type { Kept } from "../model/retained.ts";
import { readEntry, type StoredRow } from "../model/row.ts";
import { listed } from "../seal/customers.ts";
import { eraseHash, readErase, verifyErase } from "../seal/erase.ts";
import type { Keyring, KnownEpoch, Witness } from "../trust/keyring.ts";
import type { Event } from "../wire/frames.ts";
import { readCustomerDevices, readPublicRecord, type Signed } from "../wire/layouts.ts";

/** Clocks of two devices may differ by so much. */
const SKEW_MS = 10 * 60 * 1000;

/**
 * Reads an `erased` event. A command that does not verify becomes the row's trouble, and drops nothing. Its `epoch` is the last one in
 * which its signer might order this; null: they still may. When it was another's turn by then, the log does not believe it either.
 */
export async function readErased(conversation: string, event: Event, witness: Witness): Promise<StoredRow> {
  const base = readEntry(conversation, event);
  try {
    const { erased, epoch } = await believed(conversation, event, witness);
    return { ...base, entry: [erased], epoch };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { ...base, entry: [], trouble: "unasked" };
  }
}

async function believed(conversation: string, event: Event, witness: Witness) {
  const [body, signature, ranges, kept] = array(4)(event.body);
  const signed = { body: bytes(body), signature: bytes(signature) };
  const { signer, atMs } = readErase(signed.body);
  const { by, ed, epoch } = signerOf(witness, signer, atMs);
  const { business } = witness.chain;
  const { targets } = await verifyErase(signed, business, fromBase64url(conversation), ed);
  const erased: Erased = {
    targets: targets?.map(({ pos, hash }) => [pos, toBase64url(hash)] as const) ?? null,
    signer: toBase64url(signer),
    by,
    hash: toBase64url(await eraseHash(signed.body)),
    ranges: list(readRange)(ranges),
    kept: list(readKept)(kept),
  };
  return { erased, epoch };
}

const readRange = (value: unknown): readonly [number, number] => {
  const [from, to] = array(2)(value);
  return [count(from), count(to)];
};

const readKept = (value: unknown): Kept => {
  const [pos, kept, untilMs] = array(3)(value);
  return { pos: count(pos), class: text(kept), untilMs: count(untilMs) };
};

interface Signer {
  readonly by: "customer" | "team";
  readonly ed: Bytes;
  /** The last epoch in which it might erase; null: it still may. */
  readonly epoch: number | null;
}

/** A customer's device, not paper, or an owner's; what was signed after its end does not count. Throws `Refused` `wrong_sender`. */
function signerOf({ chain, records, ring }: Witness, device: Bytes, atMs: number): Signer {
  const at = ring.listings.findLastIndex((listing) => listed(listing, device) !== null);
  const customer = ring.listings[at] === undefined ? null : listed(ring.listings[at], device);
  if (customer !== null && !customer.paper && !isLater(atMs, removedMs(ring.signedListings[at + 1])))
    return {
      by: "customer",
      ed: customer.ed,
      epoch:
        at + 1 === ring.listings.length ? null : lastEpoch(ring, ({ epoch }) => epoch.devicesN <= at + 1),
    };
  const name = toBase64url(device);
  const staff = chain.devices.get(name);
  const end = chain.ended.get(name);
  const ended = records[(end ?? 0) - 1];
  if (
    staff?.role === "owner" &&
    !isLater(atMs, ended === undefined ? null : readPublicRecord(ended.body).atMs)
  )
    return {
      by: "team",
      ed: staff.ed,
      epoch: end === undefined ? null : lastEpoch(ring, ({ teamRev }) => teamRev <= end),
    };
  throw new Refused("wrong_sender", "signed by a device that may not erase");
}

const lastEpoch = (ring: Keyring, fits: (epoch: KnownEpoch) => boolean): number =>
  ring.epochs.findLastIndex(fits) + 1;

const removedMs = (record: Signed | undefined): number | null =>
  record === undefined ? null : readCustomerDevices(record.body).atMs;

const isLater = (atMs: number, endMs: number | null): boolean => endMs !== null && atMs > endMs + SKEW_MS;
