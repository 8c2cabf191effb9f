/** Writes protocol/vectors/from-typescript/*.json anew: `node core/test/vectors/make-vectors.ts` in web/. Python and TypeScript run both. */

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Bytes } from "../../src/base/bytes.ts";
import { customerDevice, listingOf, signListing } from "../../src/seal/customers.ts";
import { type EpochKey, type MadeEpoch, makeEpoch, type Recipients } from "../../src/seal/epoch.ts";
import { wrap } from "../../src/seal/hpke.ts";
import { inviteMac } from "../../src/seal/invite.ts";
import { type DeviceKeys, deviceKeysFrom } from "../../src/seal/keys.ts";
import { sealMessage } from "../../src/seal/message.ts";
import { businessId, conversationId, newKey, random, recordHash } from "../../src/seal/suite.ts";
import { newTeamKey, sealPrevious, type TeamKey, wrapTeamKey } from "../../src/seal/team.ts";
import { type Chain, currentTeam, fold } from "../../src/trust/chain.ts";
import type { Envelope } from "../../src/wire/events.ts";
import { type CustomerDevice, type Header, type Signed, VERSION } from "../../src/wire/layouts.ts";
import { devicePayload, NOON, signPublic } from "../world/bakery.ts";
import { hex } from "./plain.ts";
import { type Case, runCase } from "./vectors.ts";

const folder = join(import.meta.dirname, "../../../../protocol/vectors/from-typescript");

interface Played {
  readonly seed: Bytes;
  readonly opening: Bytes;
  readonly keys: DeviceKeys;
}

async function play(): Promise<Played> {
  const [seed, opening] = [newKey(), newKey()];
  return { seed, opening, keys: await deviceKeysFrom(seed, opening) };
}

const playedHex = ({ seed, opening }: Played) => ({ seed: hex(seed), opening: hex(opening) });
const signedHex = ({ body, signature }: Signed) => ({ body: hex(body), signature: hex(signature) });
const flip = (bytes: Bytes): Bytes => bytes.map((byte, at) => (at === bytes.length - 1 ? byte ^ 1 : byte));

/** A case as intended; its result is what this side computes. */
async function given(name: string, op: string, input: Record<string, unknown>): Promise<Case> {
  const { got } = await runCase({ name, op, in: input });
  if (got !== null && typeof got === "object" && "refused" in got) throw new Error(`${name}: ${got.refused}`);
  return { name, op, in: input, out: got as Record<string, unknown> };
}

async function refused(name: string, op: string, input: Record<string, unknown>, why: string): Promise<Case> {
  const it = { name, op, in: input, refused: why };
  const { got, agrees } = await runCase(it);
  if (!agrees) throw new Error(`${name}: ${JSON.stringify(got)}`);
  return it;
}

const sheet = await play();
const anna = await play();
const ben = await play();
const krause = await play();
const paper = await play();
const laptop = await play();
const business = await businessId(sheet.keys.ed);
const team1 = await newTeamKey(business, 1);
const team2 = await newTeamKey(business, 2);

const records: Signed[] = [];
let chain: Chain | null = null;
async function publish(by: Played, kind: string, payload: unknown): Promise<void> {
  const signed: Signed = await signPublic(by.keys, chain, kind, payload);
  chain = await fold(chain, [signed]);
  records.push(signed);
}
await publish(sheet, "device", devicePayload(sheet.keys, "sheet", 0));
await publish(sheet, "device", devicePayload(anna.keys, "owner", 1));
await publish(anna, "device", devicePayload(ben.keys, "member", 2));
await publish(anna, "team", [1, team1.x, null]);
await publish(anna, "profile", [{ name: "Bäckerei Sonnenschein", picture: random(8) }]);
await publish(anna, "revoke", [null, 2]);
await publish(anna, "team", [2, team2.x, await sealPrevious(team2, team1)]);

const hashes = (await Promise.all(records.map(({ body }) => recordHash(body)))) as Bytes[];
const teamHash = (n: number): Bytes => hashes[n === 1 ? 3 : 6] ?? random(32);

async function recordCases(): Promise<Case[]> {
  const all = records.map(signedHex);
  const broken = all.map((each, at) => (at === 2 ? { ...each, signature: hex(random(64)) } : each));
  return [
    await given("a chain with a revoked member", "fold", { records: all }),
    await refused("a record signed by nobody", "fold", { records: broken }, "bad_signature"),
    await refused("a record left out", "fold", { records: all.filter((_, at) => at !== 3) }, "bad_record"),
  ];
}

async function teamCases(): Promise<Case[]> {
  const wrapped = await wrapTeamKey(team2, anna.keys.id, anna.keys.x, teamHash(2));
  const place = { business: hex(business), n: 2, record_hash: hex(teamHash(2)), x: hex(team2.x) };
  const input = { ...playedHex(anna), ...place, wrap: hex(wrapped) };
  const sealed = currentTeam(chain as unknown as Chain)?.sealedPrev ?? random(60);
  const before = { business: hex(business), n: 2, private: hex(team2.secret), sealed_prev: hex(sealed) };
  return [
    await given("the wrap of an owner's device", "unwrap_team", input),
    await refused(
      "the wrap of another device",
      "unwrap_team",
      { ...input, ...playedHex(ben) },
      "cannot_open",
    ),
    await refused(
      "another key than the record's",
      "unwrap_team",
      { ...input, x: hex(team1.x) },
      "wrong_commit",
    ),
    await given("the key before", "previous_team", { ...before, x: hex(team1.x) }),
    await given("the back room", "back_room", { business: hex(business), n: 2, private: hex(team2.secret) }),
  ];
}

const to = (team: TeamKey, n: number, body: Bytes, devices: Recipients["devices"]) => async () => ({
  teamN: team.n,
  teamHash: teamHash(team.n),
  teamX: team.x,
  devicesN: n,
  devicesHash: await recordHash(body),
  devices,
});

const first = [customerDevice(krause.keys, false), customerDevice(paper.keys, true)];
const second = [...first, customerDevice(laptop.keys, false)];
const listing1 = await signListing(krause.keys, business, null, first, NOON);
const listing2 = await signListing(paper.keys, business, await listingOf(listing1.body), second, NOON + 1);
const conversation = await conversationId(listing1.body);
const epoch1 = await makeEpoch(
  krause.keys,
  business,
  conversation,
  NOON,
  await to(team1, 1, listing1.body, first)(),
  null,
);
const epoch2 = await makeEpoch(
  paper.keys,
  business,
  conversation,
  NOON + 1,
  await to(team2, 2, listing2.body, second)(),
  epoch1.key,
);

const newLink = customerDevice((await play()).keys, true);
const after = async (by: DeviceKeys, ...devices: CustomerDevice[]) =>
  signedHex(await signListing(by, business, await listingOf(listing2.body), devices, NOON + 2));

async function listingCases(): Promise<Case[]> {
  const [one, two] = [signedHex(listing1), signedHex(listing2)];
  const [phone, link, third] = second as [CustomerDevice, CustomerDevice, CustomerDevice];
  const removed = await after(krause.keys, phone, newLink);
  const renewed = await after(laptop.keys, phone, third, newLink);
  const kept = await after(krause.keys, phone, link);
  const byPaper = await after(paper.keys, phone, link);
  const left = await after(krause.keys, third, newLink);
  const check = "check_customer_devices";
  return [
    await given("a device removed, the return link replaced", check, { before: two, record: removed }),
    await given("a new return link", check, { before: two, record: renewed }),
    await refused("removed, its link stays", check, { before: two, record: kept }, "wrong_sender"),
    await refused("removed by the return link", check, { before: two, record: byPaper }, "wrong_sender"),
    await refused("who signs leaves", check, { before: two, record: left }, "wrong_sender"),
    await given("the first", "check_customer_devices", { before: null, record: one }),
    await given("added by the return link", "check_customer_devices", { before: one, record: two }),
    await refused(
      "out of nothing",
      "check_customer_devices",
      { before: null, record: two },
      "wrong_succession",
    ),
  ];
}

const wrapFor = ({ wraps }: MadeEpoch, id: Bytes): string =>
  hex(wraps.find((each) => hex(each.to) === hex(id))?.wrap ?? random(80));
const epochHex = ({ n, hash, key }: EpochKey) => ({
  business: hex(business),
  conversation: hex(conversation),
  n,
  hash: hex(hash),
  key: hex(key),
});

async function epochCases(): Promise<Case[]> {
  const [one, two] = [hex(epoch1.signed.body), hex(epoch2.signed.body)];
  const device = { ...playedHex(laptop), body: two, wrap: wrapFor(epoch2, laptop.keys.id) };
  const team = { business: hex(business), n: 1, private: hex(team1.secret), body: one };
  return [
    await given("by a device that was added", "open_epoch_as_device", device),
    await given("by the team", "open_epoch_as_team", { ...team, wrap: wrapFor(epoch1, team1.id) }),
    await refused("for another epoch", "open_epoch_as_device", { ...device, body: one }, "cannot_open"),
    await given("the epoch before", "open_previous_epoch", {
      epoch: epochHex(epoch2.key),
      body: two,
      older_body: one,
    }),
    await given("the first", "check_epoch_succession", { before: null, body: one }),
    await given("the second", "check_epoch_succession", { before: one, body: two }),
    await refused("not the first", "check_epoch_succession", { before: null, body: two }, "wrong_succession"),
  ];
}

async function envelopeCases(): Promise<Case[]> {
  const header: Header = {
    version: VERSION,
    business,
    conversation,
    epoch: 2,
    epochHash: epoch2.key.hash,
    device: laptop.keys.id,
    counter: 2 ** 40,
    num: 2,
    prev: random(32),
    seenPos: 300,
    seenHash: random(32),
    spoken: true,
    refers: [krause.keys.id, 70_000],
    about: null,
    doc: null,
    atMs: NOON,
    replaces: null,
  };
  const seal = (changed: Partial<Header>, text: string) =>
    sealMessage(laptop.keys, epoch2.key, { ...header, ...changed }, { kind: "text", text });
  const sender = { sender: hex(laptop.keys.id), sender_ed: hex(laptop.keys.ed), epoch: epochHex(epoch2.key) };
  const input = (envelope: Envelope) => ({
    header: hex(envelope.header),
    slot: hex(envelope.slot),
    ciphertext: hex(envelope.ciphertext),
    signature: hex(envelope.signature),
    ...sender,
  });
  const said = await seal({}, "Zwölf Schrippen 🥨 und ein Roggenbrot");
  const swapped = { ...input(said), epoch: { ...epochHex(epoch2.key), key: hex(newKey()) } };
  return [
    await given("large numbers, a reference, signs beyond the alphabet", "open_message", input(said)),
    await given("a page of text", "open_message", input(await seal({ refers: null }, "Roggen ".repeat(500)))),
    await refused(
      "one bit of the slot",
      "open_message",
      input({ ...said, slot: flip(said.slot) }),
      "wrong_signature",
    ),
    await refused("another epoch key", "open_message", swapped, "cannot_open"),
    await refused("another epoch", "open_message", input(await seal({ epoch: 3 }, "?")), "wrong_epoch"),
    await refused("another suite", "open_message", input(await seal({ version: 2 }, "?")), "wrong_version"),
  ];
}

async function wrapCases(): Promise<Case[]> {
  const [key, info] = [newKey(), random(40)];
  const input = { ...playedHex(ben), wrap: hex(await wrap(ben.keys.x, key, info)), info: hex(info) };
  return [
    await given("opened by its recipient", "unwrap", input),
    await refused("in another context", "unwrap", { ...input, info: "00" }, "cannot_open"),
  ];
}

async function inviteCases(): Promise<Case[]> {
  const [id, secret, print, nonce] = [random(16), random(16), random(20), random(16)];
  const { ed, x } = ben.keys;
  const mac = await inviteMac({ id, secret, fingerprint: print }, { ed, x, nonce });
  const input = {
    id: hex(id),
    secret: hex(secret),
    fingerprint: hex(print),
    ed: hex(ed),
    x: hex(x),
    answer_nonce: hex(nonce),
    mac: hex(mac),
  };
  return [await given("verified", "check_invite", input)];
}

const FILES: Record<string, { about: string; rules: string[]; cases: Case[] }> = {
  records: { about: "The public chain.", rules: ["S4", "S5"], cases: await recordCases() },
  team: { about: "Team keys and the back room.", rules: ["S5", "S6"], cases: await teamCases() },
  "customer-devices": { about: "A customer's devices.", rules: ["S4"], cases: await listingCases() },
  epoch: { about: "Epochs.", rules: ["S6"], cases: await epochCases() },
  envelope: { about: "Messages.", rules: ["S7", "S8", "S9"], cases: await envelopeCases() },
  hpke: { about: "Wraps.", rules: ["S1"], cases: await wrapCases() },
  invite: { about: "An answered invite.", rules: ["S12"], cases: await inviteCases() },
};

mkdirSync(folder, { recursive: true });
for (const [name, file] of Object.entries(FILES))
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(file, null, 1)}\n`);
