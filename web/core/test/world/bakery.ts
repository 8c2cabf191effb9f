/** A business and a customer with keys of their own, made with the core's tools: what tests and vectors stand on. */

import type { Bytes } from "../../src/base/bytes.ts";
import { encode } from "../../src/base/shape.ts";
import { customerDevice, type Listing, nextListing, signListing } from "../../src/seal/customers.ts";
import { type MadeEpoch, makeEpoch, type Recipients } from "../../src/seal/epoch.ts";
import { type DeviceKeys, newDeviceKeys, paperKeys, signWith } from "../../src/seal/keys.ts";
import { businessId, conversationId, random } from "../../src/seal/suite.ts";
import { newTeamKey, type TeamKey, wrapTeamKey } from "../../src/seal/team.ts";
import { type Chain, currentTeam, extend, fold } from "../../src/trust/chain.ts";
import { RENEW_MS, type Signed, VERSION } from "../../src/wire/layouts.ts";

export const NOON = 1_795_000_000_000;

export async function signPublic(
  signer: DeviceKeys,
  chain: Chain | null,
  kind: string,
  payload: unknown,
  changed: Partial<{
    version: number;
    business: Bytes;
    rev: number;
    prev: Bytes | null;
    renewByMs: number;
  }> = {},
): Promise<Signed> {
  const body = encode([
    changed.version ?? VERSION,
    kind,
    changed.business ?? chain?.business ?? (await businessId(signer.ed)),
    changed.rev ?? (chain?.rev ?? 0) + 1,
    changed.prev ?? chain?.head ?? null,
    signer.id,
    NOON,
    changed.renewByMs ?? NOON + RENEW_MS,
    payload,
  ]);
  return { body, signature: await signWith(signer, "record", body) };
}

export const devicePayload = (keys: DeviceKeys, role: string, person: number): unknown => [
  keys.id,
  role,
  person,
  keys.ed,
  keys.x,
];

export interface Bakery {
  readonly sheetSecret: Bytes;
  readonly sheet: DeviceKeys;
  readonly anna: DeviceKeys;
  readonly ben: DeviceKeys;
  readonly team: TeamKey;
  readonly records: readonly Signed[];
  readonly chain: Chain;
  readonly annaWrap: Bytes;
  readonly benWrap: Bytes;
}

export const PROFILE = { name: "Bäckerei Sonnenschein", city: "Berlin", time_zone: "Europe/Berlin" };

/** `more`: what its profile says beside the name. */
export async function openBakery(more: Readonly<Record<string, unknown>> = {}): Promise<Bakery> {
  const sheetSecret = random(17);
  sheetSecret[16] = (sheetSecret[16] ?? 0) & 0xc0;
  const sheet = await paperKeys("sheet", sheetSecret);
  const anna = await newDeviceKeys();
  const ben = await newDeviceKeys();
  const team = await newTeamKey(await businessId(sheet.ed), 1);
  const records: Signed[] = [];
  let chain: Chain | null = null;
  const add = async (signer: DeviceKeys, kind: string, payload: unknown) => {
    const signed = await signPublic(signer, chain, kind, payload);
    records.push(signed);
    chain = await fold(chain, [signed]);
  };
  await add(sheet, "device", devicePayload(sheet, "sheet", 0));
  await add(sheet, "device", devicePayload(anna, "owner", 1));
  await add(anna, "device", devicePayload(ben, "member", 2));
  await add(anna, "team", [1, team.x, null]);
  await add(anna, "profile", [{ ...PROFILE, ...more }]);
  if (chain === null) throw new Error("no chain");
  const folded: Chain = chain;
  const hash = currentTeam(folded)?.hash ?? random(32);
  return {
    sheetSecret,
    sheet,
    anna,
    ben,
    team,
    records,
    chain: folded,
    annaWrap: await wrapTeamKey(team, anna.id, anna.x, hash),
    benWrap: await wrapTeamKey(team, ben.id, ben.x, hash),
  };
}

export const extendChain = async (chain: Chain, signed: Signed): Promise<Chain> => extend(chain, signed);

export interface Krause {
  readonly keys: DeviceKeys;
  readonly paperSecret: Bytes;
  readonly paper: DeviceKeys;
  readonly conversation: Bytes;
  readonly listingRecord: Signed;
  readonly listing: Listing;
  readonly epoch: MadeEpoch;
}

export function recipients(chain: Chain, listing: Listing): Recipients {
  const team = currentTeam(chain);
  if (team === null) throw new Error("no team");
  return {
    teamN: team.n,
    teamHash: team.hash,
    teamX: team.x,
    devicesN: listing.n,
    devicesHash: listing.hash,
    devices: listing.devices,
  };
}

export async function meetKrause(bakery: Bakery): Promise<Krause> {
  const keys = await newDeviceKeys();
  const paperSecret = random(16);
  const paper = await paperKeys("paper", paperSecret);
  const { business } = bakery.chain;
  const devices = [customerDevice(keys, false), customerDevice(paper, true)];
  const listingRecord = await signListing(keys, business, null, devices, NOON);
  const conversation = await conversationId(listingRecord.body);
  const listing = await nextListing(business, conversation, null, listingRecord);
  const to = recipients(bakery.chain, listing);
  const epoch = await makeEpoch(keys, business, conversation, NOON, to, null);
  return { keys, paperSecret, paper, conversation, listingRecord, listing, epoch };
}
