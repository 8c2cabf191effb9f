/** Epochs: the key of a conversation for one set of recipients; made, opened, followed back (S6). */

import { type Bytes, concat, equal, u64 } from "../base/bytes.ts";
import { Refused } from "../base/errors.ts";
import {
  checkVersion,
  type Epoch,
  readEpoch,
  type Signed,
  VERSION,
  type Wrap,
  writeEpoch,
} from "../wire/layouts.ts";
import { wrap } from "./hpke.ts";
import { type DeviceKeys, signWith } from "./keys.ts";
import { hkdf, label, lock, newKey, recordHash, teamKeyId, unlock } from "./suite.ts";

/** An opened epoch: what is needed to seal and open messages in it. */
export interface EpochKey {
  readonly business: Bytes;
  readonly conversation: Bytes;
  readonly n: number;
  readonly hash: Bytes;
  readonly key: Bytes;
}

export interface MadeEpoch {
  readonly signed: Signed;
  readonly wraps: readonly Wrap[];
  readonly key: EpochKey;
}

/** To whom an epoch is sealed: the current team record and customer-devices record, by number and hash. */
export interface Recipients {
  readonly teamN: number;
  readonly teamHash: Bytes;
  readonly teamX: Bytes;
  readonly devicesN: number;
  readonly devicesHash: Bytes;
  readonly devices: readonly { readonly id: Bytes; readonly x: Bytes }[];
}

/** Who opens a wrap: a device or the team key. */
export interface Opener {
  readonly id: Bytes;
  unwrap(wrapped: Bytes, info: Bytes): Promise<Bytes>;
}

/** What the new epoch follows: nothing, an opened epoch, or one that cannot be opened and is superseded. */
export type Before = { readonly n: number; readonly hash: Bytes; readonly key: Bytes | null } | null;

export async function makeEpoch(
  signer: DeviceKeys,
  business: Bytes,
  conversation: Bytes,
  atMs: number,
  to: Recipients,
  before: Before,
): Promise<MadeEpoch> {
  const n = (before?.n ?? 0) + 1;
  const key = newKey();
  const place = placeOf(business, conversation, n);
  const old = before?.key ?? null;
  const body = writeEpoch({
    version: VERSION,
    kind: "epoch",
    business,
    conversation,
    n,
    prev: before?.hash ?? null,
    signer: signer.id,
    atMs,
    teamN: to.teamN,
    teamHash: to.teamHash,
    devicesN: to.devicesN,
    devicesHash: to.devicesHash,
    commit: await commitOf(key, place),
    sealedPrev: old === null ? null : await lock(await prevLock(key), old, place),
  });
  const opened = { business, conversation, n, hash: await recordHash(body), key };
  const team = { id: await teamKeyId(to.teamX), x: to.teamX };
  const wraps = await Promise.all(
    [team, ...to.devices].map(async ({ id, x }) => ({
      to: id,
      wrap: await wrap(x, key, wrapInfo(opened, id)),
    })),
  );
  return { signed: { body, signature: await signWith(signer, "record", body) }, wraps, key: opened };
}

/** Opens a verified epoch record by the wrap to `opener`. Throws `Refused` `cannot_open` or `wrong_commit`. */
export async function openEpoch(opener: Opener, body: Bytes, wrapped: Bytes): Promise<EpochKey> {
  const epoch = readEpoch(body);
  const hash = await recordHash(body);
  const key = await opener.unwrap(wrapped, wrapInfo({ ...epoch, hash }, opener.id));
  return committed(epoch, hash, key);
}

/**
 * Opens the epoch before `newer`, from the key sealed in the newer record.
 * Throws `Refused`: `cannot_open` when none is sealed there or it does not open; `wrong_succession`; `wrong_commit`.
 */
export async function openPrevious(newer: EpochKey, newerBody: Bytes, olderBody: Bytes): Promise<EpochKey> {
  const epoch = readEpoch(newerBody);
  const older = readEpoch(olderBody);
  const olderHash = await recordHash(olderBody);
  if (!equal(epoch.prev, olderHash) || epoch.n !== older.n + 1)
    throw new Refused("wrong_succession", "not the epoch before");
  if (epoch.sealedPrev === null)
    throw new Refused("cannot_open", "this epoch superseded one that its maker could not open");
  const place = placeOf(epoch.business, epoch.conversation, epoch.n);
  return committed(older, olderHash, await unlock(await prevLock(newer.key), epoch.sealedPrev, place));
}

/**
 * One epoch after another: number, previous hash, recipients that only go forward and changed. Signatures and the records
 * it names are checked by whoever holds those chains. Throws `Refused`: `wrong_version`, `wrong_place`, `wrong_succession`.
 */
export async function checkSuccession(beforeBody: Bytes | null, body: Bytes): Promise<Epoch> {
  const epoch = readEpoch(body);
  checkVersion(epoch);
  if (epoch.kind !== "epoch") throw new Refused("wrong_version", "not an epoch of version 1");
  if (beforeBody === null) {
    if (epoch.n !== 1 || epoch.prev !== null || epoch.sealedPrev !== null)
      throw new Refused("wrong_succession", "the first epoch has the number 1 and nothing before it");
    return epoch;
  }
  const before = readEpoch(beforeBody);
  if (!equal(epoch.business, before.business) || !equal(epoch.conversation, before.conversation))
    throw new Refused("wrong_place", "an epoch of another conversation");
  if (epoch.n !== before.n + 1 || !equal(epoch.prev, await recordHash(beforeBody)))
    throw new Refused("wrong_succession", "does not follow the epoch before");
  checkRecipients(before, epoch);
  return epoch;
}

function checkRecipients(before: Epoch, epoch: Epoch): void {
  const same = { team: epoch.teamN === before.teamN, devices: epoch.devicesN === before.devicesN };
  if (epoch.teamN < before.teamN || epoch.devicesN < before.devicesN)
    throw new Refused("wrong_succession", "recipients never go back");
  if (same.team && !equal(epoch.teamHash, before.teamHash))
    throw new Refused("wrong_succession", "the same team number with another hash");
  if (same.devices && !equal(epoch.devicesHash, before.devicesHash))
    throw new Refused("wrong_succession", "the same customer-devices number with another hash");
  if (same.team && same.devices && epoch.sealedPrev !== null)
    throw new Refused("wrong_succession", "a new epoch needs a changed recipient");
}

async function committed(epoch: Epoch, hash: Bytes, key: Bytes): Promise<EpochKey> {
  const { business, conversation, n } = epoch;
  if (!equal(await commitOf(key, placeOf(business, conversation, n)), epoch.commit))
    throw new Refused("wrong_commit", "the key inside is not the one the epoch commits to");
  return { business, conversation, n, hash, key };
}

const placeOf = (business: Bytes, conversation: Bytes, n: number): Bytes =>
  concat(business, conversation, u64(n));

const commitOf = (key: Bytes, place: Bytes): Promise<Bytes> => hkdf(key, concat(label("commit"), place));

const prevLock = (key: Bytes): Promise<Bytes> => hkdf(key, label("epoch-prev"));

const wrapInfo = (
  epoch: {
    readonly business: Bytes;
    readonly conversation: Bytes;
    readonly n: number;
    readonly hash: Bytes;
  },
  to: Bytes,
): Bytes => concat(label("epoch-wrap"), placeOf(epoch.business, epoch.conversation, epoch.n), epoch.hash, to);
