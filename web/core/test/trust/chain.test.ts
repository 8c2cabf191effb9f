import { describe, expect, test } from "vitest";
import { toBase64url } from "../../src/base/bytes.ts";
import { BadRecord } from "../../src/base/errors.ts";
import { newDeviceKeys } from "../../src/seal/keys.ts";
import { random } from "../../src/seal/suite.ts";
import { newTeamKey, sealPrevious } from "../../src/seal/team.ts";
import { activeDevice, type Chain, currentTeam, extend, fold, writer } from "../../src/trust/chain.ts";
import { RENEW_MS, type Signed } from "../../src/wire/layouts.ts";
import { devicePayload, NOON, openBakery, PROFILE, signPublic } from "../world/bakery.ts";

const bakery = await openBakery();
const { chain, sheet, anna, ben } = bakery;

const code = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "accepted",
    (error) => (error instanceof BadRecord ? error.code : `not a BadRecord: ${error}`),
  );
const next = async (signed: Promise<Signed>, on: Chain = chain) => code(extend(on, await signed));

describe("the public chain", () => {
  test("[S4] a valid chain folds to team, key and profile", () => {
    expect(chain.rev).toBe(5);
    expect(activeDevice(chain, ben.id)?.person).toBe(2);
    expect(currentTeam(chain)?.x).toEqual(bakery.team.x);
    expect(chain.profile).toEqual(PROFILE);
    expect(chain.hashes.size).toBe(5);
  });

  test("[S4] any flipped bit in a record breaks the chain", async () => {
    for (let at = 0; at < bakery.records.length; at++) {
      const records = [...bakery.records];
      const broken = records[at];
      if (broken === undefined) throw new Error("no record");
      const body = broken.body.slice();
      const bit = (at * 131) % (body.length * 8);
      body[bit >> 3] = (body[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      records[at] = { ...broken, body };
      expect(await code(fold(null, records))).toMatch(/^(bad|stale)_/);
    }
  });

  test("[S4] rev is dense, prev is the hash before, the business stays the same", async () => {
    expect(await next(signPublic(anna, chain, "profile", [PROFILE], { rev: 7 }))).toBe("bad_record");
    expect(await next(signPublic(anna, chain, "profile", [PROFILE], { rev: 5 }))).toBe("stale_record");
    expect(await next(signPublic(anna, chain, "profile", [PROFILE], { prev: random(32) }))).toBe(
      "bad_record",
    );
    expect(await next(signPublic(anna, chain, "profile", [PROFILE], { business: random(16) }))).toBe(
      "bad_record",
    );
    const late = NOON + RENEW_MS + 1;
    expect(await next(signPublic(anna, chain, "profile", [PROFILE], { renewByMs: late }))).toBe("bad_record");
    expect(await next(signPublic(anna, chain, "profile", [PROFILE]))).toBe("accepted");
  });

  test("[S4] a member certifies its own person's devices only, never a higher role", async () => {
    const fresh = await newDeviceKeys();
    const by = (keys: typeof ben, role: string, person: number) =>
      next(signPublic(keys, chain, "device", devicePayload(fresh, role, person)));
    expect(await by(ben, "member", 2)).toBe("accepted");
    expect(await by(ben, "auditor", 2)).toBe("accepted");
    expect(await by(ben, "owner", 2)).toBe("bad_record");
    expect(await by(ben, "member", 3)).toBe("bad_record");
    expect(await by(anna, "owner", 3)).toBe("accepted");
    expect(await by(anna, "member", 0)).toBe("bad_record");
    expect(await next(signPublic(fresh, chain, "profile", [PROFILE]))).toBe("bad_record");
    expect(await next(signPublic(ben, chain, "profile", [PROFILE]))).toBe("bad_record");
  });

  test("[S4] a device's id belongs to its keys, and is new", async () => {
    const fresh = await newDeviceKeys();
    const lie = [random(16), "member", 3, fresh.ed, fresh.x];
    expect(await next(signPublic(anna, chain, "device", lie))).toBe("bad_record");
    expect(await next(signPublic(anna, chain, "device", devicePayload(ben, "member", 2)))).toBe("bad_record");
  });

  test("[S4] a revoked device signs nothing more, and wrote only under earlier team keys", async () => {
    const revoked = await extend(chain, await signPublic(anna, chain, "revoke", [null, 2]));
    expect(activeDevice(revoked, ben.id)).toBeNull();
    expect(writer(revoked, ben.id, 6)?.person).toBe(2);
    expect(writer(revoked, ben.id, 7)).toBeNull();
    const fresh = await newDeviceKeys();
    const later = signPublic(ben, revoked, "device", devicePayload(fresh, "member", 2));
    expect(await next(later, revoked)).toBe("bad_record");
    expect(await next(signPublic(anna, revoked, "revoke", [null, 2]), revoked)).toBe("bad_record");
    expect(await next(signPublic(ben, chain, "revoke", [null, 1]))).toBe("bad_record");
    expect(await next(signPublic(sheet, chain, "revoke", [sheet.id, null]))).toBe("bad_record");
  });

  test("[S3] a new sheet ends the old one; the identity stays rev 1's", async () => {
    const paper = await newDeviceKeys();
    const replaced = await extend(
      chain,
      await signPublic(anna, chain, "device", devicePayload(paper, "sheet", 0)),
    );
    expect(replaced.identity).toEqual(sheet.ed);
    expect(replaced.sheet).toBe(toBase64url(paper.id));
    expect(await next(signPublic(sheet, replaced, "profile", [PROFILE]), replaced)).toBe("bad_record");
    expect(await next(signPublic(paper, replaced, "profile", [PROFILE]), replaced)).toBe("accepted");
  });

  test("[S5] team numbers are dense, with the key before sealed inside", async () => {
    const second = await newTeamKey(chain.business, 2);
    const sealed = await sealPrevious(second, bakery.team);
    expect(await next(signPublic(anna, chain, "team", [2, second.x, sealed]))).toBe("accepted");
    expect(await next(signPublic(anna, chain, "team", [2, second.x, null]))).toBe("bad_record");
    expect(await next(signPublic(anna, chain, "team", [3, second.x, sealed]))).toBe("bad_record");
    expect(await next(signPublic(ben, chain, "team", [2, second.x, sealed]))).toBe("bad_record");
  });
});
