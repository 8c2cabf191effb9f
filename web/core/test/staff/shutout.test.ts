import { expect, test } from "vitest";
import { toBase64url } from "../../src/base/bytes.ts";
import type { Env } from "../../src/base/env.ts";
import { isShutOut } from "../../src/staff/shutout.ts";
import { PublicChain } from "../../src/trust/pinned.ts";
import { signedJson } from "../../src/wire/http.ts";
import { type Bakery, openBakery, signPublic } from "../world/bakery.ts";

const bakery: Bakery = await openBakery();
const revoked = await signPublic(bakery.anna, bakery.chain, "revoke", [bakery.ben.id, null]);
const forged = await signPublic(bakery.ben, bakery.chain, "revoke", [bakery.anna.id, null]);

/** A server that answers with these records; null: none at all. */
const answering = (records: readonly Parameters<typeof signedJson>[0][] | null): Env =>
  ({
    origin: "https://tresen.example",
    fetch: async () => {
      if (records === null) throw new TypeError("no network");
      return Response.json({
        business: toBase64url(bakery.chain.business),
        records: records.map(signedJson),
      });
    },
    later: () => () => {},
  }) as unknown as Env;

const ask = async (env: Env, device = bakery.ben) =>
  isShutOut(env, "sonnenschein", await PublicChain.open(bakery.records), device.id);

test("[S4] a device is shut out when a signed record says so", async () => {
  expect(await ask(answering([...bakery.records, revoked]))).toBe(true);
});

test("[S4] what this device knows already needs no server", async () => {
  const chain = await PublicChain.open([...bakery.records, revoked]);
  expect(await isShutOut(answering(null), "sonnenschein", chain, bakery.ben.id)).toBe(true);
});

test("[S4] a server alone empties no device: nothing signed, too few records, another's signature, no answer", async () => {
  expect(await ask(answering(bakery.records))).toBe(false);
  expect(await ask(answering(bakery.records.slice(0, 2)))).toBe(false);
  expect(await ask(answering([...bakery.records, forged]), bakery.anna)).toBe(false);
  expect(await ask(answering(null))).toBe(false);
});
