/** Public records, and the team key wrapped to everybody who may read after them: what is posted to `/records` (S4, S5). */

import { type Bytes, equal, toBase64url } from "../base/bytes.ts";
import { Refused } from "../base/errors.ts";
import type { DeviceKeys } from "../seal/keys.ts";
import { type Payload, signPublic } from "../seal/records.ts";
import { newTeamKey, sealPrevious, type TeamKey, wrapTeamKey } from "../seal/team.ts";
import { READER_ROLES } from "../wire/generated.ts";
import { publishedJson } from "../wire/http.ts";
import type { Device, Signed } from "../wire/layouts.ts";
import { type Chain, currentTeam, fold } from "./chain.ts";
import { contentsOf, type Fields, pictureHash, textHash } from "./contents.ts";

export interface Publication {
  readonly records: readonly Signed[];
  readonly wraps: readonly { readonly n: number; readonly to: string; readonly wrap: string }[];
}

type Reader = Pick<Device, "id" | "x">;

const READERS: ReadonlySet<string> = new Set(READER_ROLES);

export const publicationJson = ({ records, wraps }: Publication) => ({
  records: records.map(publishedJson),
  team_wraps: wraps,
});

/**
 * Signs the payloads in order. Readers among the devices that they add get the current team key. Throws `Refused` when the key is needed
 * and null.
 */
export async function withCurrentKey(
  signer: DeviceKeys,
  chain: Chain,
  current: TeamKey | null,
  payloads: readonly Payload[],
  atMs: number,
): Promise<Publication> {
  const { records, after } = await signAll(signer, chain, payloads, atMs);
  const added = readersOf(after).filter(({ id }) => !chain.devices.has(toBase64url(id)));
  if (added.length === 0) return { records, wraps: [] };
  if (current === null) throw new Refused("cannot_open", "there is no team key to share");
  return { records, wraps: await wrapsOf(current, currentTeam(after)?.hash ?? null, added) };
}

/**
 * Signs the payloads and the next team key, wrapped to everybody who may read after them. The key comes last, so that whoever is shut out
 * before it may not write under it. It comes first when the signer leaves.
 */
export async function withNextKey(
  signer: DeviceKeys,
  chain: Chain,
  current: TeamKey,
  payloads: readonly Payload[],
  atMs: number,
): Promise<Publication> {
  const next = await newTeamKey(chain.business, current.n + 1);
  const team: Payload = ["team", [next.n, next.x, await sealPrevious(next, current)]];
  const own = chain.devices.get(toBase64url(signer.id)) ?? null;
  const leaving = payloads.some((payload) => own !== null && endsIt(payload, own));
  const all = leaving ? [team, ...payloads] : [...payloads, team];
  const { records, after } = await signAll(signer, chain, all, atMs);
  return { records, wraps: await wrapsOf(next, currentTeam(after)?.hash ?? null, readersOf(after)) };
}

/** The profile as the next record, with what is new of its contents beside it (S14). */
export async function signProfile(
  signer: DeviceKeys,
  chain: Chain,
  fields: Fields,
  atMs: number,
): Promise<Signed> {
  const { text, picture } = contentsOf(fields);
  const hash = await textHash(text);
  const shown = picture === null ? null : await pictureHash(picture);
  const before = contentsOf(chain.profile ?? {});
  const same = chain.profile !== null && equal(await textHash(before.text), hash);
  const shownBefore = before.picture === null ? null : await pictureHash(before.picture);
  const end = { business: chain.business, rev: chain.rev, hash: chain.head };
  const payload = [hash, shown, chain.base.rev, chain.base.hash] as const;
  const { signed } = await signPublic(signer, end, ["profile", payload], atMs);
  return {
    ...signed,
    text: same ? null : text,
    picture: shown !== null && shownBefore !== null && equal(shown, shownBefore) ? null : picture,
  };
}

const endsIt = ([kind, payload]: Payload, own: Device): boolean =>
  kind === "revoke" && (equal(payload[0], own.id) || payload[1] === own.person);

/** Throws `BadRecord` when the signer may not sign one of them. */
async function signAll(
  signer: DeviceKeys,
  chain: Chain,
  payloads: readonly Payload[],
  atMs: number,
): Promise<{ readonly records: readonly Signed[]; readonly after: Chain }> {
  const records: Signed[] = [];
  let after = chain;
  for (const payload of payloads) {
    const end = { business: after.business, rev: after.rev, hash: after.head };
    const { signed } = await signPublic(signer, end, payload, atMs);
    records.push(signed);
    after = (await fold(after, [signed])) ?? after;
  }
  return { records, after };
}

const readersOf = (chain: Chain): readonly Reader[] =>
  [...chain.devices].flatMap(([name, device]) =>
    READERS.has(device.role) && !chain.ended.has(name) ? [device] : [],
  );

const wrapsOf = (team: TeamKey, hash: Bytes | null, readers: readonly Reader[]) =>
  Promise.all(
    readers.map(async ({ id, x }) => ({
      n: team.n,
      to: toBase64url(id),
      wrap: toBase64url(await wrapTeamKey(team, id, x, hash ?? new Uint8Array(0))),
    })),
  );
