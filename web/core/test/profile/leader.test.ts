import { beforeEach, describe, expect, test } from "vitest";
import { toBase64url } from "../../src/base/bytes.ts";
import type { Env } from "../../src/base/env.ts";
import { ProfileAdmin } from "../../src/profile/leader.ts";
import { newDeviceKeys } from "../../src/seal/keys.ts";
import { PublicChain } from "../../src/trust/pinned.ts";
import { http, readPublished } from "../../src/wire/http.ts";
import { type Bakery, devicePayload, openBakery, PROFILE, signPublic } from "../world/bakery.ts";
import { browserAt, Registry } from "../world/registry.ts";

/** The server's side of public records: stores what continues the chain and refuses the rest as stale. */
class Records {
  /** What somebody else publishes just before the next record arrives, one entry each time. */
  readonly meanwhile: (() => Promise<void>)[] = [];
  posts = 0;
  refusal: { code: string; detail: string } | null = null;
  readonly chain: PublicChain;

  constructor(chain: PublicChain) {
    this.chain = chain;
  }

  readonly fetch = (async (url: string, init: RequestInit) => {
    if (!url.endsWith("/records") || init.method !== "POST") throw new Error(`no such call: ${url}`);
    this.posts++;
    await this.meanwhile.shift()?.();
    const { records } = JSON.parse(String(init.body)) as { records: unknown[] };
    const signed = records.map(readPublished);
    if (this.refusal !== null) return problem(this.refusal.code, this.refusal.detail);
    return this.chain.take(signed).then(
      () => new Response(JSON.stringify({ rev: this.chain.chain.rev, seq: 1 }), { status: 201 }),
      () => problem("stale_record", "others came first"),
    );
  }) as Env["fetch"];
}

const problem = (code: string, detail: string) =>
  new Response(JSON.stringify({ code, detail, retryable: code === "stale_record" }), { status: 409 });

let bakery: Bakery;
let server: Records;
let known: PublicChain;
let admin: ProfileAdmin;

beforeEach(async () => {
  bakery = await openBakery();
  server = new Records(await PublicChain.open(bakery.records));
  known = await PublicChain.open(bakery.records);
  const env: Env = { ...browserAt(new Registry())(), fetch: server.fetch };
  admin = new ProfileAdmin({
    env,
    http: http(env, () => toBase64url(new Uint8Array(9))),
    keys: bakery.anna,
    chain: () => known.chain,
    refresh: async () => {
      await known.takeWhole(server.chain.records);
    },
  });
});

const add = async (kind: string, payload: unknown) => {
  await server.chain.take([await signPublic(bakery.anna, server.chain.chain, kind, payload)]);
};
const anotherDevice = async () => add("device", devicePayload(await newDeviceKeys(), "member", 2));
const publish = (fields: Record<string, unknown>, rev = known.chain.profileRev) =>
  admin.commands.profilePublish(fields, rev);
const published = () => server.chain.chain.profile;

describe("[S4] publishing a profile", () => {
  test("a record about the team that came first: signed anew on top of it, once", async () => {
    server.meanwhile.push(anotherDevice);
    await publish({ ...PROFILE, trade: "Torten" });
    expect(server.posts).toBe(2);
    expect(published()).toMatchObject({ trade: "Torten" });
    expect(known.chain.rev).toBe(server.chain.chain.rev);
    expect(known.chain.rev).toBe(bakery.chain.rev + 2);
  });

  test("another profile that came first is not overwritten: the owner is asked", async () => {
    server.meanwhile.push(() => add("profile", [{ ...PROFILE, trade: "Brot" }]));
    await expect(publish({ ...PROFILE, trade: "Torten" })).rejects.toMatchObject({ name: "ProfileChanged" });
    expect(server.posts).toBe(1);
    expect(published()).toMatchObject({ trade: "Brot" });
    await publish({ ...PROFILE, trade: "Torten" });
    expect(published()).toMatchObject({ trade: "Torten" });
  });

  test("after a lost answer, what is published already is not published again", async () => {
    const fields = { ...PROFILE, trade: "Torten" };
    const rev = known.chain.profileRev;
    await publish(fields);
    await publish(fields, rev);
    expect(server.posts).toBe(1);
  });

  test("after five records that came first it gives up, and nothing of it is published", async () => {
    for (let i = 0; i < 9; i++) server.meanwhile.push(anotherDevice);
    await expect(publish({ ...PROFILE, trade: "Torten" })).rejects.toMatchObject({ code: "stale_record" });
    expect(server.posts).toBe(5);
    expect(published()).not.toHaveProperty("trade");
  });

  test("a refusal names its places and is not tried again", async () => {
    server.refusal = { code: "bad_record", detail: "profile: name (empty)" };
    await expect(publish({ name: "" })).rejects.toThrow("bad_record: profile: name (empty)");
    expect(server.posts).toBe(1);
  });
});
