import { beforeEach, describe, expect, test } from "vitest";
import { type Bytes, fromBase64url, toBase64url } from "../../src/base/bytes.ts";
import { type Answer, checkCommitment, inviteMac, newNonce, wordsHash } from "../../src/seal/invite.ts";
import { type DeviceKeys, newDeviceKeys } from "../../src/seal/keys.ts";
import { fourWords } from "../../src/seal/words.ts";
import { openStore, type Store } from "../../src/store/database.ts";
import { Invites } from "../../src/team/invites.ts";
import { TeamAdmin } from "../../src/team/leader.ts";
import { TeamRing } from "../../src/trust/teamkeys.ts";
import type { Http } from "../../src/wire/http.ts";
import { readDevice, readPublicRecord } from "../../src/wire/layouts.ts";
import { readTeamFragment } from "../../src/wire/links.ts";
import { NOON, openBakery } from "../world/bakery.ts";
import { Browser } from "../world/browser.ts";
import { MemoryServer } from "../world/server.ts";

type Json = Record<string, unknown>;

const bakery = await openBakery();

/** The server's side of invitations, which may say what it likes. */
class Desk {
  invite: Json = {};
  readonly confirmed: string[] = [];
  readonly revealed: string[] = [];

  http: Http = {
    get: async () => ({ invites: [this.invite] }),
    post: async (path, body) => {
      const given = body as Json;
      const nobody = { ed: null, x: null, nonce: null, mac: null, by: null };
      if (path === "/invites") this.invite = { ...given, state: "open", until_ms: NOON + 1, ...nobody };
      else if (path.endsWith("/reveal")) this.revealed.push(String(given.nonce));
      else this.confirmed.push((given.record as Record<string, string>).body ?? "");
      return {};
    },
  };

  /** Whoever holds the link answers. */
  async answer(link: string, keys: DeviceKeys): Promise<Answer> {
    const read = readTeamFragment(new URL(link).hash);
    if (read.type !== "invite") throw new Error("no invite");
    const answer = { ed: keys.ed, x: keys.x, nonce: newNonce() };
    const mac = toBase64url(await inviteMac(read, answer));
    const [ed, x, nonce] = [answer.ed, answer.x, answer.nonce].map(toBase64url);
    this.invite = { ...this.invite, state: "answered", ed, x, nonce, mac };
    return answer;
  }
}

let desk: Desk;
let admin: TeamAdmin["commands"];
let invites: Invites;
let now: number;

async function owning(store: Store): Promise<TeamAdmin["commands"]> {
  const ring = new TeamRing(bakery.anna, () => bakery.chain);
  ring.take([{ n: 1, wrap: bakery.annaWrap as Bytes }]);
  const env = { ...new Browser(new MemoryServer(bakery)).tab(), now: () => now };
  invites = new Invites({ env, store, http: desk.http, chain: () => bakery.chain });
  return new TeamAdmin({
    env,
    store,
    http: desk.http,
    keys: bakery.anna,
    ring,
    chain: () => bakery.chain,
    refresh: async () => {},
    rename: async () => {},
    nameDevice: async () => {},
  }).commands;
}

beforeEach(async () => {
  now = NOON;
  desk = new Desk();
  admin = await owning(await openStore(new Browser(new MemoryServer(bakery)).tab(), "tresen-inbox"));
});

/** An auditor is invited and answers. */
async function answered(): Promise<string> {
  const { id, link } = await admin.teamInvite(3, "Cem", "auditor", null);
  await desk.answer(link ?? "", await newDeviceKeys());
  expect((await invites.all())[0]?.state).toBe("answered");
  return id;
}

describe("the four words", () => {
  test("[S12] both screens show the same, once the nonce is revealed that was committed to", async () => {
    const { link } = await admin.teamInvite(3, "Cem", "auditor", null);
    const answer = await desk.answer(link ?? "", await newDeviceKeys());
    expect(desk.revealed).toEqual([]);
    const [shown] = await invites.all();
    const nonce = fromBase64url(desk.revealed[0] ?? "");
    await checkCommitment(fromBase64url(String(desk.invite.commitment)), nonce);
    const read = readTeamFragment(new URL(link ?? "").hash);
    if (read.type !== "invite") throw new Error("no invite");
    expect(shown?.words).toEqual(await fourWords(await wordsHash(read, answer, nonce)));
  });

  test("[S12] one guess per invite: after the nonce is revealed no other answer counts, however genuine", async () => {
    const { id, link } = await admin.teamInvite(3, "Cem", "auditor", null);
    await desk.answer(link ?? "", await newDeviceKeys());
    await invites.all();
    await desk.answer(link ?? "", await newDeviceKeys());
    expect((await invites.all())[0]).toMatchObject({ state: "forged", words: null });
    expect(desk.revealed).toHaveLength(1);
    await expect(admin.teamConfirm(id)).rejects.toMatchObject({ reason: "wrong_mac" });
  });

  test("[S12] a withdrawn answer is shown: the link is not handed out a second time", async () => {
    const { link } = await admin.teamInvite(3, "Cem", "auditor", null);
    await desk.answer(link ?? "", await newDeviceKeys());
    await invites.all();
    desk.invite = { ...desk.invite, state: "open", ed: null, x: null, nonce: null, mac: null };
    expect((await invites.all())[0]?.state).toBe("forged");
  });

  test("[S12] an invitation whose words nobody has seen is not confirmed", async () => {
    const { id, link } = await admin.teamInvite(3, "Cem", "auditor", null);
    await desk.answer(link ?? "", await newDeviceKeys());
    await expect(admin.teamConfirm(id)).rejects.toMatchObject({ reason: "wrong_mac" });
  });
});

describe("confirming an invitation", () => {
  test("[S12] whoever holds the link joins with the role the invitation was made for", async () => {
    const id = await answered();
    expect((await invites.all())[0]).toMatchObject({ state: "answered", person: 3, role: "auditor" });
    await admin.teamConfirm(id);
    const record = readPublicRecord(fromBase64url(desk.confirmed[0] ?? ""));
    expect(readDevice(record.payload)).toMatchObject({ role: "auditor", person: 3 });
  });

  const lies: [string, Json][] = [
    ["another role", { role: "owner" }],
    ["another person", { person: 1 }],
    ["another MAC", { mac: toBase64url(new Uint8Array(32)) }],
    ["other keys", { x: toBase64url(new Uint8Array(32)) }],
    ["another nonce", { nonce: toBase64url(new Uint8Array(16)) }],
  ];

  test.each(lies)("[S12] a server that says %s gets nothing signed", async (_, lie) => {
    const id = await answered();
    desk.invite = { ...desk.invite, ...lie };
    expect((await invites.all())[0]?.state).toBe("forged");
    await expect(admin.teamConfirm(id)).rejects.toMatchObject({ reason: "wrong_mac" });
    expect(desk.confirmed).toEqual([]);
  });

  test("[S12] a server that keeps it open for over a day gets nothing signed", async () => {
    const id = await answered();
    now += 24 * 60 * 60 * 1000 + 1;
    expect((await invites.all())[0]?.state).toBe("expired");
    await expect(admin.teamConfirm(id)).rejects.toMatchObject({ code: "invite_expired" });
    expect(desk.confirmed).toEqual([]);
  });

  test("[S12] once: confirmed, its secret is forgotten, and the same link adds no second device", async () => {
    const { id, link } = await admin.teamInvite(3, "Cem", "auditor", null);
    await desk.answer(link ?? "", await newDeviceKeys());
    await invites.all();
    await admin.teamConfirm(id);
    await desk.answer(link ?? "", await newDeviceKeys());
    await expect(admin.teamConfirm(id)).rejects.toMatchObject({ reason: "wrong_mac" });
    expect(desk.confirmed).toHaveLength(1);
  });
});
