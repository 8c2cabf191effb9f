/** Reading an `erased` event. The command in it is verified before anything is dropped (L7, S17). */

import { type Bytes, fromBase64url, toBase64url } from "../base/bytes.ts";
import { Refused } from "../base/errors.ts";
import type { Erased } from "../model/erased.ts";
import { readEntry, type StoredRow } from "../model/row.ts";
import { listed } from "../seal/customers.ts";
import { eraseHash, readErase, verifyErase } from "../seal/erase.ts";
import type { Keyring, KnownEpoch, Witness } from "../trust/keyring.ts";
import { readErased as readErasedBody } from "../wire/events.ts";
import type { Event } from "../wire/frames.ts";

/**
 * Reads an `erased` event. A command that does not verify marks the row as trouble and drops nothing. The row's `epoch` is the last one in
 * which its signer might give this command; null: the signer still may. If a later epoch was current by then, the log does not accept the
 * command either.
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

/**
 * What a verified `erased` event says, and the last epoch in which its signer might give the command; null: the signer still may. Throws
 * `Refused`: `wrong_sender` for a device that may not erase, and as `verifyErase`.
 */
export async function believed(
  conversation: string,
  event: Event,
  witness: Witness,
): Promise<{ readonly erased: Erased; readonly epoch: number | null }> {
  const { body, signature, erased: ranges, kept } = readErasedBody(event.body);
  const { signer } = readErase(body);
  const { by, ed, epoch } = signerOf(witness, signer);
  const { business } = witness.chain;
  const { targets } = await verifyErase({ body, signature }, business, fromBase64url(conversation), ed);
  const erased: Erased = {
    targets: targets?.map(({ pos, hash }) => [pos, toBase64url(hash)] as const) ?? null,
    signer: toBase64url(signer),
    by,
    hash: toBase64url(await eraseHash(body)),
    ranges,
    kept,
  };
  return { erased, epoch };
}

interface Signer {
  readonly by: "customer" | "team";
  readonly ed: Bytes;
  /** The last epoch in which the device might erase; null: it still may. */
  readonly epoch: number | null;
}

/**
 * A customer's device, not paper, or an owner's. Where the event stands in the log decides whether the command still counts, not the time
 * that its signer claims (S17). Throws `Refused` `wrong_sender`.
 */
function signerOf({ chain, ring }: Witness, device: Bytes): Signer {
  const at = ring.listings.findLastIndex((listing) => listed(listing, device) !== null);
  const customer = ring.listings[at] === undefined ? null : listed(ring.listings[at], device);
  if (customer !== null && !customer.paper) {
    const removed = at + 1 < ring.listings.length;
    return {
      by: "customer",
      ed: customer.ed,
      epoch: removed ? lastEpoch(ring, ({ epoch }) => epoch.devicesN <= at + 1) : null,
    };
  }
  const name = toBase64url(device);
  const staff = chain.devices.get(name);
  const end = chain.ended.get(name);
  if (staff?.role === "owner")
    return {
      by: "team",
      ed: staff.ed,
      epoch: end === undefined ? null : lastEpoch(ring, ({ teamRev }) => teamRev <= end),
    };
  throw new Refused("wrong_sender", "signed by a device that may not erase");
}

const lastEpoch = (ring: Keyring, fits: (epoch: KnownEpoch) => boolean): number =>
  ring.epochs.findLastIndex(fits) + 1;
