import { expect, test } from "vitest";
import { equal, toBase64url, toCrockford } from "../../src/base/bytes.ts";
import { paperKeys } from "../../src/seal/keys.ts";
import { newSheetSecret } from "../../src/seal/sheet.ts";
import { openTeamKey } from "../../src/seal/team.ts";
import { newBusiness, withProfile } from "../../src/setup/business.ts";
import { currentTeam, fold } from "../../src/trust/chain.ts";
import { signUrl } from "../../src/wire/links.ts";
import { NOON, PROFILE } from "../world/bakery.ts";

test("[S3] [S4] [S5] a new business: sheet, owner, team key 1 and profile verify as everybody reads them", async () => {
  const secret = newSheetSecret();
  const made = await newBusiness(secret, NOON);
  const chain = await fold(null, await withProfile(made, PROFILE, NOON));
  if (chain === null) throw new Error("no chain");
  const sheet = await paperKeys("sheet", secret);
  expect(equal(chain.identity, sheet.ed)).toBe(true);
  expect(equal(chain.business, made.business)).toBe(true);
  expect(equal(chain.fingerprint, made.fingerprint)).toBe(true);
  expect(chain.devices.get(toBase64url(made.keys.id))).toMatchObject({ role: "owner", person: 1 });
  expect(chain.profile).toEqual(PROFILE);
  expect(currentTeam(chain)?.n).toBe(1);
});

test("[S5] team key 1 opens with the owner's device and with the sheet, and with nothing else", async () => {
  const secret = newSheetSecret();
  const made = await newBusiness(secret, NOON);
  const chain = await fold(null, await withProfile(made, PROFILE, NOON));
  const team = chain && currentTeam(chain);
  if (team === null) throw new Error("no team");
  const sheet = await paperKeys("sheet", secret);
  expect(made.wraps.map(({ to }) => toBase64url(to)).sort()).toEqual(
    [toBase64url(made.keys.id), toBase64url(sheet.id)].sort(),
  );
  const [toOwner, toSheet] = made.wraps;
  if (toOwner === undefined || toSheet === undefined) throw new Error("no wraps");
  const byOwner = await openTeamKey(made.keys, made.business, team, toOwner.wrap);
  const bySheet = await openTeamKey(sheet, made.business, team, toSheet.wrap);
  expect(byOwner.secret).toEqual(bySheet.secret);
  await expect(openTeamKey(made.keys, made.business, team, toSheet.wrap)).rejects.toMatchObject({
    reason: "cannot_open",
  });
});

test("[S2] the owner's keys cannot be exported, and nothing stored holds the sheet's secret", async () => {
  const secret = newSheetSecret();
  const made = await newBusiness(secret, NOON);
  expect(made.keys.signing.extractable).toBe(false);
  expect(made.keys.opening.privateKey.extractable).toBe(false);
  const kept = structuredClone(made);
  const bytes = [
    kept.business,
    kept.fingerprint,
    ...kept.records.flatMap((each) => [each.body, each.signature]),
  ];
  const text = toBase64url(secret.slice(0, 15));
  for (const each of [...bytes, ...kept.wraps.map(({ wrap }) => wrap)])
    for (let at = 0; at < 3; at++) expect(toBase64url(each.slice(at))).not.toContain(text);
});

test("[S3] the sign's address carries the whole fingerprint", async () => {
  const { fingerprint } = await newBusiness(newSheetSecret(), NOON);
  expect(signUrl("https://tresen.example", "sonnenschein", fingerprint)).toBe(
    `https://tresen.example/sonnenschein#key=${toCrockford(fingerprint)}`,
  );
  expect(toCrockford(fingerprint)).toHaveLength(32);
});
