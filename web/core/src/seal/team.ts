/** Team keys: one X25519 key pair per number, each holding the one before, wrapped to staff devices; the back room's keys (S5, S6). */

import { type Bytes, concat, equal, u64 } from "../base/bytes.ts";
import { Refused } from "../base/errors.ts";
import type { EpochKey, Opener } from "./epoch.ts";
import { unwrap, wrap } from "./hpke.ts";
import { type DeviceKeys, importOpening, publicBytes, unwrapWith } from "./keys.ts";
import { backRoomId, hkdf, label, lock, newKey, teamKeyId, unlock } from "./suite.ts";

/** Team key `n` with its private part, which is held in memory only. */
export interface TeamKey extends Opener {
  readonly business: Bytes;
  readonly n: number;
  readonly x: Bytes;
  readonly secret: Bytes;
}

export async function teamKeyFrom(business: Bytes, n: number, secret: Bytes): Promise<TeamKey> {
  const pair = await importOpening(secret);
  const x = await publicBytes(pair);
  return {
    business,
    n,
    x,
    secret,
    id: await teamKeyId(x),
    unwrap: (wrapped, info) => unwrap(pair, wrapped, info),
  };
}

export const newTeamKey = (business: Bytes, n: number): Promise<TeamKey> =>
  teamKeyFrom(business, n, newKey());

/** `before` sealed under the new key: `sealed_prev` of the new team record. */
export const sealPrevious = async (team: TeamKey, before: TeamKey): Promise<Bytes> =>
  lock(await prevLock(team), before.secret, concat(team.business, u64(team.n)));

/**
 * The previous key. `x` is the public key that its own record names. Throws `Refused`: `cannot_open`, or `wrong_succession` when another
 * key was inside.
 */
export async function previousTeamKey(team: TeamKey, sealedPrev: Bytes, x: Bytes): Promise<TeamKey> {
  const secret = await unlock(await prevLock(team), sealedPrev, concat(team.business, u64(team.n)));
  const before = await teamKeyFrom(team.business, team.n - 1, secret);
  if (!equal(before.x, x))
    throw new Refused("wrong_succession", "the sealed team key is not the one its record names");
  return before;
}

/** This key for one device; `recordHash` is the hash of team record n. */
export const wrapTeamKey = (
  team: TeamKey,
  device: Bytes,
  deviceX: Bytes,
  recordHash: Bytes,
): Promise<Bytes> => wrap(deviceX, team.secret, wrapInfo(team.business, team.n, recordHash, device));

/**
 * The key that was wrapped to this device; `record` is team record n.
 * Throws `Refused`: `cannot_open`, or `wrong_commit` when another key than the record's was inside.
 */
export async function openTeamKey(
  keys: DeviceKeys,
  business: Bytes,
  record: { readonly n: number; readonly x: Bytes; readonly hash: Bytes },
  wrapped: Bytes,
): Promise<TeamKey> {
  const info = wrapInfo(business, record.n, record.hash, keys.id);
  const team = await teamKeyFrom(business, record.n, await unwrapWith(keys, wrapped, info));
  if (!equal(team.x, record.x))
    throw new Refused("wrong_commit", "the wrapped team key is not the one its record names");
  return team;
}

/** The back room's epoch n is team record n; its key comes from the team key. */
export async function backRoomEpoch(team: TeamKey, recordHash: Bytes): Promise<EpochKey> {
  const { business, n } = team;
  return {
    business,
    conversation: await backRoomId(business),
    n,
    hash: recordHash,
    key: await hkdf(team.secret, concat(label("backroom"), business, u64(n))),
  };
}

const prevLock = (team: TeamKey): Promise<Bytes> => hkdf(team.secret, label("team-prev"));

const wrapInfo = (business: Bytes, n: number, recordHash: Bytes, device: Bytes): Bytes =>
  concat(label("team-wrap"), business, u64(n), recordHash, device);
