/** A new business: its first records and the wraps of team key 1, made in the browser (S3–S5). */

import type { Bytes } from "../base/bytes.ts";
import { type DeviceKeys, newDeviceKeys, paperKeys } from "../seal/keys.ts";
import { type ChainEnd, devicePayload, signPublic } from "../seal/records.ts";
import { businessId, fingerprint } from "../seal/suite.ts";
import { newTeamKey, wrapTeamKey } from "../seal/team.ts";
import { fold } from "../trust/chain.ts";
import { signProfile } from "../trust/publication.ts";
import type { Signed, Wrap } from "../wire/layouts.ts";

/** The person number of whoever sets the business up. */
export const FIRST_PERSON = 1;

/**
 * A business before it is published; structured-cloneable, so that it can be stored and sent as often as needed. It does not hold the
 * sheet's secret, only what is public about the sheet.
 */
export interface NewBusiness {
  /** The owner's device. */
  readonly keys: DeviceKeys;
  readonly business: Bytes;
  readonly fingerprint: Bytes;
  /** Sheet, owner's device, team key 1. */
  readonly records: readonly Signed[];
  readonly end: ChainEnd;
  readonly wraps: readonly Wrap[];
}

/** Wraps team key 1 to sheet and device. Its private part and the sheet's keys are forgotten on return. */
export async function newBusiness(sheetSecret: Bytes, atMs: number): Promise<NewBusiness> {
  const sheet = await paperKeys("sheet", sheetSecret);
  const keys = await newDeviceKeys();
  const business = await businessId(sheet.ed);
  const team = await newTeamKey(business, 1);
  const start = { business, rev: 0, hash: null };
  const first = await signPublic(sheet, start, devicePayload(sheet, "sheet", 0), atMs);
  const owner = await signPublic(sheet, first.end, devicePayload(keys, "owner", FIRST_PERSON), atMs);
  const teamRecord = await signPublic(keys, owner.end, ["team", [1, team.x, null]], atMs);
  const wraps: Wrap[] = [];
  for (const { id, x } of [keys, sheet])
    wraps.push({ to: id, wrap: await wrapTeamKey(team, id, x, teamRecord.end.hash) });
  const records = [first, owner, teamRecord].map(({ signed }) => signed);
  return { keys, business, fingerprint: await fingerprint(sheet.ed), records, end: teamRecord.end, wraps };
}

/** All records that create the business: the stored ones and its profile as it is now. */
export async function withProfile(
  made: NewBusiness,
  profile: Readonly<Record<string, unknown>>,
  atMs: number,
): Promise<readonly Signed[]> {
  const chain = await fold(null, made.records);
  if (chain === null) throw new Error("a new business has records");
  return [...made.records, await signProfile(made.keys, chain, profile, atMs)];
}
