/**
 * The public record chain of one business, folded: who belongs to the team, its current key, its profile (S3–S5).
 * The same rules as the server's fold; a fold returns a new chain and leaves the one before untouched.
 */

import { type Bytes, equal, toBase64url } from "../base/bytes.ts";
import { BadRecord, Refused } from "../base/errors.ts";
import type { TeamChange } from "../model/devices.ts";
import { businessId, deviceId, fingerprint, recordHash, verifies } from "../seal/suite.ts";
import { PERSON_MOST, RANK, SEALED_KEY_BYTES, STAFF_ROLES } from "../wire/generated.ts";
import {
  type Device,
  mustBeUnderstood,
  type PublicRecord,
  RENEW_MS,
  readDevice,
  readProfile,
  readProgramSaid,
  readPublicRecord,
  readRevoke,
  readTeam,
  type Signed,
  type Team,
  VERSION,
} from "../wire/layouts.ts";
import { knownFields } from "./contents.ts";

export interface TeamRecord extends Team {
  readonly rev: number;
  readonly hash: Bytes;
}

/** What the public records up to `rev` say. Maps are keyed by device id in base64url, Superseded profiles may be missing. */
export interface Chain {
  readonly business: Bytes;
  readonly identity: Bytes;
  readonly fingerprint: Bytes;
  readonly rev: number;
  /** The hash of the newest record. */
  readonly head: Bytes;
  /** By rev. */
  readonly hashes: ReadonlyMap<number, Bytes>;
  /** The newest record that is no profile. */
  readonly base: { readonly rev: number; readonly hash: Bytes };
  readonly renewByMs: number;
  readonly sheet: string;
  readonly devices: ReadonlyMap<string, Device>;
  /** Devices that may no longer sign, with the rev that ended them. */
  readonly ended: ReadonlyMap<string, number>;
  readonly teams: readonly TeamRecord[];
  /** Which records added or ended devices that read. */
  readonly changes: readonly TeamChange[];
  readonly profileRev: number;
  /** The hash that the newest profile record holds of its picture. */
  readonly pictureHash: Bytes | null;
  /** The newest profile; null before there is one whose text is known. */
  readonly profile: Readonly<Record<string, unknown>> | null;
  /** The profiles whose text is known, by rev: an automatic answer names the one it was taken from (S14). */
  readonly profiles: ReadonlyMap<number, Readonly<Record<string, unknown>>>;
}

const STAFF: ReadonlySet<string> = new Set(STAFF_ROLES);
const WRITERS: ReadonlySet<string> = new Set(["owner", "member"]);
const KNOWN: ReadonlySet<string> = new Set(["device", "revoke", "team", "profile"]);
const RANKS: Readonly<Record<string, number>> = RANK;

export const currentTeam = (chain: Chain): TeamRecord | null => chain.teams.at(-1) ?? null;

/** Somebody was shut out after the team key began. An owner's device begins the next one (S5). */
export const keyIsDue = (chain: Chain): boolean =>
  Math.max(0, ...chain.ended.values()) > (currentTeam(chain)?.rev ?? Infinity);

/** Text and picture of the newest profile are known (S14). */
export const profileIsWhole = ({ profileRev, profile, pictureHash }: Chain): boolean =>
  profileRev === 0 || (profile !== null && (pictureHash === null || "picture" in profile));

/** The device when it is listed and neither revoked nor a replaced sheet. */
export function activeDevice(chain: Chain, device: Bytes): Device | null {
  const name = toBase64url(device);
  return chain.ended.has(name) ? null : (chain.devices.get(name) ?? null);
}

/** A staff device that may write under the team record at `teamRev`: owner or member, and not shut out before it (S10). */
export function writer(chain: Chain, device: Bytes, teamRev: number): Device | null {
  const name = toBase64url(device);
  const listed = chain.devices.get(name);
  if (listed === undefined || (listed.role !== "owner" && listed.role !== "member")) return null;
  return (chain.ended.get(name) ?? teamRev) < teamRev ? null : listed;
}

/** Verifies the records in order on top of `chain` (null: before rev 1). `gaps`: as `extend` says. Throws `BadRecord`. */
export async function fold(
  chain: Chain | null,
  records: readonly Signed[],
  gaps = false,
): Promise<Chain | null> {
  let folded = chain;
  for (const record of records)
    folded = folded === null ? await begin(record) : await extend(folded, record, gaps);
  return folded;
}

/** Rev 1: the sheet, signed by itself; the business's id must be bound to its key. Throws `BadRecord`. */
export const begin = (signed: Signed): Promise<Chain> => shaped(begun(signed));

async function begun(signed: Signed): Promise<Chain> {
  const record = readPublicRecord(signed.body);
  if (record.rev !== 1 || record.prev !== null || record.kind !== "device")
    throw bad("the first record is the sheet's device record with rev 1 and no prev");
  const sheet = readDevice(record.payload);
  await checkDevice(sheet);
  await checkSignature(sheet, signed);
  if (sheet.role !== "sheet" || !equal(record.signer, sheet.id))
    throw bad("the first record is the sheet, signed by itself");
  if (!equal(record.business, await businessId(sheet.ed)))
    throw bad("the business's id does not belong to the sheet's key");
  checkFrame(record);
  const name = toBase64url(sheet.id);
  const hash = await recordHash(signed.body);
  return {
    business: record.business,
    identity: sheet.ed,
    fingerprint: await fingerprint(sheet.ed),
    rev: 1,
    head: hash,
    hashes: new Map([[1, hash]]),
    base: { rev: 1, hash },
    renewByMs: record.renewByMs,
    sheet: name,
    devices: new Map([[name, sheet]]),
    ended: new Map(),
    teams: [],
    changes: [],
    profileRev: 0,
    pictureHash: null,
    profile: null,
    profiles: new Map(),
  };
}

/**
 * Verifies one more record against everything before it. With `gaps` a profile may leave out older ones before it: its base is verified
 * instead; only for revs that the reader has never seen (S14). Throws `BadRecord`; `stale_record` when its rev is taken.
 */
export const extend = (chain: Chain, signed: Signed, gaps = false): Promise<Chain> =>
  shaped(extended(chain, signed, gaps));

async function extended(chain: Chain, signed: Signed, gaps: boolean): Promise<Chain> {
  const record = readPublicRecord(signed.body);
  if (!gaps || record.kind !== "profile" || record.rev <= chain.rev + 1) checkPlace(chain, record);
  else checkBusiness(chain, record);
  const name = toBase64url(record.signer);
  const signer = chain.devices.get(name);
  if (signer === undefined) throw bad("the signer is not a device of this business");
  await checkSignature(signer, signed);
  if (chain.ended.has(name)) throw bad("the signer was revoked");
  checkFrame(record);
  if (!leads(signer) && record.kind !== "device" && record.kind !== "revoke")
    throw bad(`a ${record.kind} record is signed by the sheet or an owner`);
  const hash = await recordHash(signed.body);
  const changed =
    record.kind === "profile"
      ? await applyProfile(chain, record, signed)
      : { ...(await apply(chain, signer, record, signed.body, hash)), base: { rev: record.rev, hash } };
  const renews = leads(signer) && KNOWN.has(record.kind);
  return {
    ...chain,
    ...changed,
    changes: [...chain.changes, ...changeOf(chain, { ...chain, ...changed }, record)],
    rev: record.rev,
    head: hash,
    hashes: new Map([...chain.hashes, [record.rev, hash]]),
    renewByMs: renews ? record.renewByMs : chain.renewByMs,
  };
}

/** What a verified record says of devices that read: owners' and members'. */
function changeOf(before: Chain, after: Chain, { rev, atMs }: PublicRecord): TeamChange[] {
  const reading = ({ devices, ended }: Chain, more: (name: string) => boolean) =>
    [...devices]
      .filter(([name, { role }]) => WRITERS.has(role) && !ended.has(name) && more(name))
      .map(([name]) => name);
  const joined = reading(after, (name) => !before.devices.has(name));
  const left = reading(before, (name) => after.ended.has(name));
  const since = before.changes.at(-1)?.atMs ?? 0;
  const ids = [...joined, ...left];
  const counts = { joined: joined.length, left: left.length, link: false };
  return ids.length === 0 ? [] : [{ rev, atMs: Math.max(atMs, since), ids, ...counts }];
}

async function apply(
  chain: Chain,
  signer: Device,
  record: PublicRecord,
  body: Bytes,
  hash: Bytes,
): Promise<Partial<Chain>> {
  switch (record.kind) {
    case "device":
      return applyDevice(chain, signer, record);
    case "revoke":
      return applyRevoke(chain, signer, record);
    case "team":
      return applyTeam(chain, record, hash);
    default:
      return applyLater(chain, record, body);
  }
}

/**
 * What a device is from now on (S23), and kinds of a later version: those are chained and change nothing, unless they say that they must be
 * understood. The sheet or an owner signs them (S19).
 */
function applyLater({ devices }: Chain, { kind, payload, atMs }: PublicRecord, body: Bytes): Partial<Chain> {
  if (!/^[a-z-]{1,32}$/.test(kind) || kind === "customer-devices" || kind === "epoch")
    throw bad("a kind is 1 to 32 small letters and hyphens, and none of a conversation's");
  if (kind === "program") {
    const [id, said] = readProgramSaid(payload);
    const name = toBase64url(id);
    const was = devices.get(name);
    return was ? { devices: new Map([...devices, [name, { ...was, said, since: atMs, was }]]) } : {};
  }
  if (mustBeUnderstood(body)) throw new BadRecord("newer_record", `this version does not know ${kind}`);
  return {};
}

async function applyDevice(chain: Chain, signer: Device, record: PublicRecord): Promise<Partial<Chain>> {
  const device = readDevice(record.payload);
  await checkDevice(device);
  const name = toBase64url(device.id);
  if (chain.devices.has(name)) throw bad("the device is already listed");
  if (!mayCertify(signer, device)) throw bad(`a device with the role ${signer.role} may not add this one`);
  // What a program added for itself is that program, whatever it says (S23).
  const said = (leads(signer) ? null : signer.said) ?? device.said;
  const devices = new Map([...chain.devices, [name, { ...device, said }]]);
  if (device.role !== "sheet") return { devices };
  return { devices, sheet: name, ended: new Map([...chain.ended, [chain.sheet, record.rev]]) };
}

function applyRevoke(chain: Chain, signer: Device, record: PublicRecord): Partial<Chain> {
  const revoke = readRevoke(record.payload);
  if ((revoke.device === null) === (revoke.person === null))
    throw bad("a revoke names either a device or a person");
  const gone = [...chain.devices].filter(
    ([name, each]) =>
      !chain.ended.has(name) &&
      STAFF.has(each.role) &&
      (each.person === revoke.person || equal(each.id, revoke.device)),
  );
  const first = gone[0]?.[1];
  if (first === undefined) throw bad("there is no such device or person to revoke");
  if (!leads(signer) && signer.person !== first.person)
    throw bad(`a device with the role ${signer.role} revokes only its own person's`);
  const ended = gone.map(([name]): [string, number] => [name, record.rev]);
  return { ended: new Map([...chain.ended, ...ended]) };
}

function applyTeam(chain: Chain, record: PublicRecord, hash: Bytes): Partial<Chain> {
  const team = readTeam(record.payload);
  const last = currentTeam(chain)?.n ?? 0;
  if (team.n !== last + 1) throw bad(`n must be ${last + 1}`);
  if ((team.sealedPrev === null) !== (team.n === 1)) throw bad("sealed_prev is nil exactly for n = 1");
  if (team.sealedPrev !== null && team.sealedPrev.length !== SEALED_KEY_BYTES)
    throw bad(`sealed_prev has ${SEALED_KEY_BYTES} bytes`);
  return { teams: [...chain.teams, { ...team, rev: record.rev, hash }] };
}

async function applyProfile(chain: Chain, record: PublicRecord, signed: Signed): Promise<Partial<Chain>> {
  const payload = readProfile(record.payload);
  if ("fields" in payload && record.rev !== chain.rev + 1) throw bad(`rev must be ${chain.rev + 1}`);
  if ("base" in payload && (payload.baseRev !== chain.base.rev || !equal(payload.base, chain.base.hash)))
    throw bad("the base of a profile is the newest record that is no profile");
  const profile = "fields" in payload ? payload.fields : await knownFields(payload, signed, chain.profile);
  const pictureHash = "fields" in payload ? null : payload.picture;
  const { rev } = record;
  const profiles = profile === null ? chain.profiles : new Map([...chain.profiles, [rev, profile]]);
  return { profile, profileRev: rev, pictureHash, profiles };
}

const bad = (detail: string) => new BadRecord("bad_record", detail);

/** What cannot be read is a bad record. */
async function shaped<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Refused) throw bad(error.message);
    throw error;
  }
}

async function checkSignature(signer: Device, signed: Signed): Promise<void> {
  if (!(await verifies(signer.ed, "record", signed.body, signed.signature)))
    throw new BadRecord("bad_signature", "the signature of this record does not verify");
}

function checkBusiness(chain: Chain, record: PublicRecord): void {
  if (!equal(record.business, chain.business)) throw bad("the record belongs to another business");
}

function checkPlace(chain: Chain, record: PublicRecord): void {
  checkBusiness(chain, record);
  if (record.rev < 1 || record.rev > chain.rev + 1) throw bad(`rev must be ${chain.rev + 1}`);
  if (record.rev <= chain.rev) throw new BadRecord("stale_record", `rev ${record.rev} is taken`);
  if (!equal(record.prev, chain.head)) throw bad("prev is not the hash of the record before");
}

function checkFrame(record: PublicRecord): void {
  if (record.version !== VERSION) throw bad(`version must be ${VERSION}`);
  const span = record.renewByMs - record.atMs;
  if (span <= 0 || span > RENEW_MS) throw bad("renew_by_ms must lie after at_ms, by at most 90 days");
}

async function checkDevice(device: Device): Promise<void> {
  if (!equal(device.id, await deviceId(device.ed, device.x)))
    throw bad("the device's id does not belong to its keys");
  if (!STAFF.has(device.role) && device.role !== "sheet")
    throw bad("role must be owner, member, auditor or sheet");
  if ((device.person === 0) !== (device.role === "sheet") || device.person > PERSON_MOST)
    throw bad("person is 0 for the sheet and from 1 up for everyone else");
}

const leads = (device: Device): boolean => device.role === "sheet" || device.role === "owner";

function mayCertify(signer: Device, device: Device): boolean {
  if (leads(signer)) return true;
  if (device.role === "sheet" || signer.person !== device.person) return false;
  return (RANKS[device.role] ?? 9) <= (RANKS[signer.role] ?? 0);
}
