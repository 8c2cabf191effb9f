/** Runs cases of the shared vectors (protocol/vectors/README.md), in Node and in a browser: no import of either. */

import { type Bytes, equal, fromCrockford, toBase64url, toCrockford } from "../../src/base/bytes.ts";
import { BadRecord, Refused } from "../../src/base/errors.ts";
import { decodeMessagePack } from "../../src/base/msgpack.ts";
import { decode, encode, map } from "../../src/base/shape.ts";
import { automaticText } from "../../src/content/automatic.ts";
import { contentOf, lineOf, payloadOf } from "../../src/content/index.ts";
import { learnKinds } from "../../src/content/kinds.ts";
import { believed } from "../../src/erasing/verify.ts";
import { listed, listingOf, nextListing } from "../../src/seal/customers.ts";
import { checkSuccession, type EpochKey, openEpoch, openPrevious } from "../../src/seal/epoch.ts";
import { eraseHash, readErase, verifyErase } from "../../src/seal/erase.ts";
import {
  type Answer,
  answeredByLink,
  checkCommitment,
  commitmentTo,
  type InviteSecret,
  inviteMac,
  wordsHash,
} from "../../src/seal/invite.ts";
import { type DeviceKeys, deviceKeysFrom, paperKeys, signWith, unwrapWith } from "../../src/seal/keys.ts";
import { openMessage, pad, unpad } from "../../src/seal/message.ts";
import { sheetGroups, sheetSecret, slipOf } from "../../src/seal/sheet.ts";
import {
  backRoomId,
  businessId,
  conversationId,
  documentId,
  fingerprint,
  headerHash,
  hkdf,
  recordHash,
  teamKeyId,
  verifies,
} from "../../src/seal/suite.ts";
import { backRoomEpoch, openTeamKey, previousTeamKey, teamKeyFrom } from "../../src/seal/team.ts";
import { fourWords, signWords } from "../../src/seal/words.ts";
import { isTimely } from "../../src/store/log.ts";
import { activeDevice, type Chain, currentTeam, fold } from "../../src/trust/chain.ts";
import { Keyring, type Witness } from "../../src/trust/keyring.ts";
import { senderOf } from "../../src/trust/verdict.ts";
import { readTombstone } from "../../src/wire/events.ts";
import { Kind } from "../../src/wire/generated.ts";
import { readCustomerDevices, type Signed } from "../../src/wire/layouts.ts";
import { readTeamFragment, returnLink } from "../../src/wire/links.ts";
import { canSign } from "../../src/wire/publickeys.ts";
import { Refusal } from "../world/refusal.ts";
import { actOperations } from "./acts.ts";
import { alikeOperations } from "./alike.ts";
import { ANSWER_OPERATIONS } from "./answers.ts";
import { beliefOperations } from "./belief.ts";
import { callOperations } from "./calls.ts";
import { deviceOperations } from "./devices.ts";
import { documentOperations } from "./documents.ts";
import { fileOperations } from "./files.ts";
import { hex, unhex } from "./plain.ts";
import { programsOut } from "./programs.ts";
import { trailOperations } from "./trail.ts";
import { WIRE_OPERATIONS } from "./wire.ts";

learnKinds();

type Values = Readonly<Record<string, unknown>>;

export interface Case {
  readonly name: string;
  readonly op: string;
  readonly in: Values;
  readonly out?: Values;
  readonly refused?: string;
}

export interface Outcome {
  readonly name: string;
  readonly got: unknown;
  readonly wanted: unknown;
  readonly agrees: boolean;
}

const bin = (values: Values, name: string): Bytes => unhex(String(values[name]));
const num = (values: Values, name: string): number => Number(values[name]);
const str = (values: Values, name: string): string => String(values[name]);
const inner = (values: Values, name: string): Values => values[name] as Values;
const hexOrNull = (bytes: Uint8Array | null): string | null => (bytes === null ? null : hex(bytes));

const signedOf = (values: Values): Signed => ({
  body: bin(values, "body"),
  signature: bin(values, "signature"),
  ...("text" in values ? { text: bin(values, "text") } : {}),
  ...("picture" in values ? { picture: bin(values, "picture") } : {}),
});

const deviceOf = (values: Values): Promise<DeviceKeys> =>
  deviceKeysFrom(bin(values, "seed"), bin(values, "opening"));

const publicOf = ({ id, ed, x }: DeviceKeys): Values => ({ id: hex(id), ed: hex(ed), x: hex(x) });

const epochOf = (values: Values): EpochKey => ({
  business: bin(values, "business"),
  conversation: bin(values, "conversation"),
  n: num(values, "n"),
  hash: bin(values, "hash"),
  key: bin(values, "key"),
});

const epochOut = (epoch: EpochKey): Values => ({
  business: hex(epoch.business),
  conversation: hex(epoch.conversation),
  n: epoch.n,
  hash: hex(epoch.hash),
  key: hex(epoch.key),
});

const teamOf = (values: Values) =>
  teamKeyFrom(bin(values, "business"), num(values, "n"), bin(values, "private"));

const malformed = () => new Refused("malformed", "not such a link");

function linkOf(url: string) {
  const { origin, pathname, hash } = new URL(url);
  const handle = pathname.replace(/^\/|\/$/g, "");
  if (handle === "" || handle.includes("/")) throw malformed();
  return { public_url: origin, handle, fragment: readTeamFragment(hash), hash };
}

const OPERATIONS: Readonly<Record<string, (values: Values) => Promise<Values> | Values>> = {
  automatic_text: (v) => {
    const next = v.next_open_ms === null ? null : num(v, "next_open_ms");
    return {
      text: automaticText(inner(v, "fields"), str(v, "name"), str(v, "language"), num(v, "at_ms"), next),
    };
  },
  content: (v) => {
    const payload = decode(bin(v, "payload"), map);
    const said = contentOf(payload);
    // What a message answers is kept beside what it says.
    const answers = "file" in said && payload.quote ? { quote: payload.quote } : {};
    return said.kind === "unknown"
      ? { kind: "unknown" }
      : {
          kind: said.kind,
          // The line of a file is in words that each client has its own way to.
          ...("file" in said ? {} : { line: lineOf(said) }),
          sealed: hex(encode({ ...payloadOf(said), ...answers })),
        };
  },
  crockford_encode: (v) => ({ text: toCrockford(bin(v, "bytes"), num(v, "bits")) }),
  crockford_decode: (v) => {
    const bits = num(v, "bits");
    const bytes = fromCrockford(str(v, "text"), Math.ceil(bits / 8), bits);
    if (bytes === null) throw malformed();
    return { bytes: hex(bytes) };
  },
  device_keys: async (v) => publicOf(await deviceOf(v)),
  sheet: async (v) => {
    const secret = bin(v, "secret");
    const keys = await paperKeys("sheet", secret);
    return {
      ...publicOf(keys),
      business: hex(await businessId(keys.ed)),
      fingerprint: hex(await fingerprint(keys.ed)),
      text: sheetGroups(secret).join("-"),
    };
  },
  read_sheet: (v) => ({ secret: hex(sheetSecret(str(v, "text"))) }),
  slip: (v) => {
    const slip = slipOf(str(v, "text"));
    return { kind: slip?.kind ?? null, groups: [...(slip?.groups ?? [])].sort((a, b) => a - b) };
  },
  sign_words: async (v) => ({ words: await signWords(bin(v, "fingerprint")) }),
  paper: async (v) => publicOf(await paperKeys("paper", bin(v, "secret"))),
  sign: async (v) => {
    const keys = await deviceKeysFrom(bin(v, "seed"), new Uint8Array(32).fill(1));
    return { signature: hex(await signWith(keys, str(v, "purpose"), bin(v, "body"))) };
  },
  canonical: (v) => {
    try {
      decodeMessagePack(bin(v, "bytes"));
      return { canonical: true };
    } catch {
      return { canonical: false };
    }
  },
  can_sign: async (v) => ({ usable: canSign(bin(v, "ed")) }),
  verify: async (v) => ({
    valid: await verifies(bin(v, "ed"), str(v, "purpose"), bin(v, "body"), bin(v, "signature")),
  }),
  names: async (v) => ({
    back_room: hex(await backRoomId(bin(v, "business"))),
    team_key: hex(await teamKeyId(bin(v, "team_x"))),
    document: hex(await documentId(str(v, "document"))),
    record_hash: hex(await recordHash(bin(v, "body"))),
    conversation: hex(await conversationId(bin(v, "body"))),
    header_hash: hex(await headerHash(bin(v, "header"))),
  }),
  hkdf: async (v) => ({ key: hex(await hkdf(bin(v, "secret"), bin(v, "info"))) }),
  unwrap: async (v) => ({
    plain: hex(await unwrapWith(await deviceOf(v), bin(v, "wrap"), bin(v, "info"))),
  }),
  read_sign: (v) => {
    const { public_url, handle, fragment } = linkOf(str(v, "url"));
    if (fragment.type !== "key" && fragment.type !== "none") throw malformed();
    const print = fragment.type === "key" ? fragment.fingerprint : null;
    return { public_url, handle, fingerprint: hexOrNull(print) };
  },
  read_return_link: (v) => {
    const { public_url, handle, fragment } = linkOf(str(v, "url"));
    if (fragment.type !== "return") throw malformed();
    return {
      public_url,
      handle,
      secret: hex(fragment.secret),
      fingerprint: hex(fragment.fingerprint),
      url: returnLink(public_url, handle, fragment.secret, fragment.fingerprint),
    };
  },
  read_invite_link: (v) => {
    const { public_url, fragment } = linkOf(str(v, "url"));
    if (fragment.type !== "invite") throw malformed();
    const { id, secret, fingerprint: print } = fragment;
    const parts = [id, secret, print].map((part) => toCrockford(part)).join(".");
    return {
      public_url,
      id: hex(id),
      secret: hex(secret),
      fingerprint: hex(print),
      url: `${public_url}/inbox#invite=${parts}`,
    };
  },
  invite: async (v) => {
    const mac = await inviteMac(inviteOf(v), answerOf(v));
    const words = await fourWords(await wordsHash(inviteOf(v), answerOf(v), bin(v, "nonce")));
    return { commitment: hex(await commitmentTo(bin(v, "nonce"))), mac: hex(mac), words };
  },
  check_invite: async (v) => {
    if (!(await answeredByLink(inviteOf(v), answerOf(v), bin(v, "mac"))))
      throw new Refused("wrong_mac", "answered by somebody without the link");
    return {};
  },
  check_commitment: async (v) => {
    await checkCommitment(bin(v, "commitment"), bin(v, "nonce"));
    return {};
  },
  pad: (v) => ({ padded: hex(pad(bin(v, "payload"))) }),
  unpad: (v) => ({ payload: hex(unpad(bin(v, "padded"))) }),
  fold: async (v) => chainOut(await fold(null, (v.records as Values[]).map(signedOf), v.gaps === true)),
  fold_understood: (v) =>
    fold(null, (v.records as Values[]).map(signedOf)).then(
      () => ({ stops: false }),
      (error) => {
        if (error instanceof BadRecord && error.code === "newer_record") return { stops: true };
        throw error;
      },
    ),
  check_customer_devices: async (v) => {
    const before = v.before === null ? null : bin(inner(v, "before"), "body");
    const signed = signedOf(inner(v, "record"));
    // The previous record says whose they are; for the first one, the record itself.
    const { business } = readCustomerDevices(before ?? signed.body);
    const last = before === null ? null : await listingOf(before);
    const { n, devices } = await nextListing(business, await conversationId(signed.body), last, signed);
    return { n, devices: devices.map(({ id, paper }) => ({ id: hex(id), paper })) };
  },
  unwrap_team: async (v) => {
    const record = { n: num(v, "n"), x: bin(v, "x"), hash: bin(v, "record_hash") };
    const keys = await deviceOf(v);
    return { private: hex((await openTeamKey(keys, bin(v, "business"), record, bin(v, "wrap"))).secret) };
  },
  previous_team: async (v) => {
    const before = await previousTeamKey(await teamOf(v), bin(v, "sealed_prev"), bin(v, "x"));
    return { private: hex(before.secret) };
  },
  back_room: async (v) => {
    const { conversation, key } = await backRoomEpoch(await teamOf(v), new Uint8Array(32));
    return { conversation: hex(conversation), key: hex(key) };
  },
  open_epoch_as_device: async (v) => {
    const keys = await deviceOf(v);
    const opener = { id: keys.id, unwrap: (wrap: Bytes, info: Bytes) => unwrapWith(keys, wrap, info) };
    return epochOut(await openEpoch(opener, bin(v, "body"), bin(v, "wrap")));
  },
  open_epoch_as_team: async (v) => epochOut(await openEpoch(await teamOf(v), bin(v, "body"), bin(v, "wrap"))),
  open_previous_epoch: async (v) =>
    epochOut(await openPrevious(epochOf(inner(v, "epoch")), bin(v, "body"), bin(v, "older_body"))),
  check_epoch_succession: async (v) => {
    const epoch = await checkSuccession(v.before === null ? null : bin(v, "before"), bin(v, "body"));
    return { n: epoch.n, team_n: epoch.teamN, devices_n: epoch.devicesN };
  },
  conversation: async (v) => {
    const { chain, ring } = await witnessOf(v);
    const newest = ring.current?.epoch;
    const senders = (v.senders as Values[]).map((each) => {
      const membership = ring.membership(num(each, "epoch"));
      const sender = membership && senderOf(chain, membership, bin(each, "device"));
      return sender && (sender.person ?? "customer");
    });
    return { n: newest?.n, team_n: newest?.teamN, devices_n: newest?.devicesN, senders };
  },
  erase_counts: async (v) => {
    const { body, signature } = signedOf(inner(v, "command"));
    const event = { ...NOWHERE, kind: Kind.erased, body: [body, signature, [], []] };
    const told = await believed(toBase64url(bin(v, "conversation")), event, await witnessOf(v));
    if (!isTimely(told, num(v, "epoch"))) throw new Refused("wrong_sender", "behind its signer's last epoch");
    return { by: told.erased.by };
  },
  ...WIRE_OPERATIONS,
  ...ANSWER_OPERATIONS,
  open_message: openMessageCase,
  check_erase: checkErase,
  mutate: mutateCase,
  ...deviceOperations,
  ...actOperations,
  ...callOperations,
  ...trailOperations,
  ...beliefOperations,
  ...alikeOperations,
  ...fileOperations,
  ...documentOperations,
  tombstone: (v) => {
    const left = decode(bin(v, "body"), readTombstone);
    const named = left.reason === "erased";
    return {
      hash: hex(left.headerHash),
      reason: left.reason,
      conversation: named ? hexOrNull(left.conversation) : null,
      pos: named ? left.pos : null,
    };
  },
};

const BYTES = [0x00, 0x7f, 0xc0, 0xff];

/** Which bytes may change if the author signs the changed body. */
async function mutateCase(v: Values): Promise<Values> {
  const keys = await deviceOf(v);
  const given = inner(v, "in");
  const [name, key] = v.at as [string, string | number];
  const place = key === "" ? given[name] : (given[name] as Record<string | number, unknown>)[key];
  const body = typeof key === "number" ? bin(place as Values, "body") : unhex(String(place));
  const accepted: number[][] = [];
  for (let at = 0; at < body.length; at++)
    for (const byte of BYTES) {
      const changed = body.slice();
      changed[at] = byte;
      const signature = await signWith(keys, str(v, "purpose"), changed);
      const signed = { body: hex(changed), signature: hex(signature) };
      const list = given[name] as Values[];
      const put =
        typeof key === "number" ? [...list.slice(0, key), signed] : key === "body" ? signed : signed.body;
      if (byte !== body[at] && (await passes(str(v, "of"), { ...given, [name]: put })))
        accepted.push([at, byte]);
    }
  return { accepted };
}

async function passes(op: string, given: Values): Promise<boolean> {
  try {
    await OPERATIONS[op]?.(given);
    return true;
  } catch (error) {
    if (error instanceof Refused || error instanceof BadRecord) return false;
    throw error;
  }
}

const NOWHERE = { seq: null, rev: null, conversation: null, pos: 9, atMs: 0, device: null, counter: null };

/** The records of a conversation, each verified on top of the ones before. */
async function witnessOf(v: Values): Promise<Witness> {
  const chain = await fold(null, (v.records as Values[]).map(signedOf));
  if (chain === null) throw new Error("no records");
  const ring = new Keyring(chain.business, bin(v, "conversation"), async () => null);
  for (const each of v.devices as Values[]) await ring.addListing(signedOf(each));
  for (const each of v.epochs as Values[]) await ring.addEpoch({ ...signedOf(each), wraps: [] }, chain);
  return { chain, ring };
}

async function checkErase(v: Values): Promise<Values> {
  const command = signedOf(inner(v, "command"));
  const { signer } = readErase(command.body);
  const [chain, listing] = await Promise.all([
    fold(null, (v.records as Values[]).map(signedOf)),
    listingOf(bin(inner(v, "devices"), "body")),
  ]);
  const customer = listed(listing, signer);
  const staff = chain && activeDevice(chain, signer);
  const ed = customer?.paper === false ? customer.ed : staff?.role === "owner" ? staff.ed : null;
  if (ed === null) throw new Refused("wrong_sender", "signed by a device that may not erase");
  const { atMs, targets } = await verifyErase(command, bin(v, "business"), bin(v, "conversation"), ed);
  const there = new Map((v.messages as Values[]).map((each) => [num(each, "pos"), bin(each, "hash")]));
  if (targets?.some(({ pos, hash }) => !equal(there.get(pos) ?? new Uint8Array(), hash)))
    throw new Refused("wrong_place", "it names a message that is not there");
  return {
    signer: hex(signer),
    at_ms: atMs,
    targets: targets?.map(({ pos, hash }) => ({ pos, hash: hex(hash) })) ?? null,
    hash: hex(await eraseHash(command.body)),
  };
}

const inviteOf = (v: Values): InviteSecret => ({
  id: bin(v, "id"),
  secret: bin(v, "secret"),
  fingerprint: bin(v, "fingerprint"),
});

const answerOf = (v: Values): Answer => ({ ed: bin(v, "ed"), x: bin(v, "x"), nonce: bin(v, "answer_nonce") });

function chainOut(chain: Chain | null): Values {
  if (chain === null) throw new Error("there are records in every case");
  const active = [...chain.devices].filter(([name]) => !chain.ended.has(name)).map(([, device]) => device);
  const ids = (roles: readonly string[]) => active.filter(({ role }) => roles.includes(role));
  const team = currentTeam(chain);
  const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
  return {
    business: hex(chain.business),
    fingerprint: hex(chain.fingerprint),
    rev: chain.rev,
    head: hexOrNull(chain.head),
    renew_by_ms: chain.renewByMs,
    sheet: hexOrNull(active.find(({ id }) => toBase64url(id) === chain.sheet)?.id ?? null),
    staff: ids(["owner", "member", "auditor"])
      .map(({ id, role, person }) => ({ id: hex(id), role, person, ...programsOut(chain, id) }))
      .sort(byId),
    readers: ids(["owner", "member", "sheet"])
      .map(({ id }) => hex(id))
      .sort(),
    team: team === null ? null : { n: team.n, x: hex(team.x) },
    team_hash: hexOrNull(team?.hash ?? null),
    profile_name: chain.profile?.name ?? null,
  };
}

async function openMessageCase(v: Values): Promise<Values> {
  const envelope = {
    header: bin(v, "header"),
    slot: bin(v, "slot"),
    ciphertext: bin(v, "ciphertext"),
    signature: bin(v, "signature"),
  };
  const epoch = epochOf(inner(v, "epoch"));
  const { header, payload } = await openMessage(envelope, bin(v, "sender"), bin(v, "sender_ed"), epoch);
  return {
    header: {
      business: hex(header.business),
      conversation: hex(header.conversation),
      epoch: header.epoch,
      epoch_hash: hex(header.epochHash),
      device: hex(header.device),
      counter: header.counter,
      num: header.num,
      prev: hexOrNull(header.prev),
      seen_pos: header.seenPos,
      seen_hash: hexOrNull(header.seenHash),
      spoken: header.spoken,
      refers: header.refers === null ? null : { device: hex(header.refers[0]), counter: header.refers[1] },
      about: hexOrNull(header.about),
      doc: hexOrNull(header.doc),
      at_ms: header.atMs,
      ...(header.replaces === null ? {} : { replaces: header.replaces }),
      ...(header.blobs ? { blobs: header.blobs.map(hex) } : {}),
    },
    payload,
  };
}

/** Independent of the order of keys. */
const plain = (value: unknown): string =>
  JSON.stringify(value, (_, each) =>
    each !== null && typeof each === "object" && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );

const reasonOf = (error: unknown): string => {
  if (error instanceof Refused) return error.reason;
  if (error instanceof BadRecord || error instanceof Refusal) return error.code;
  return `not a refusal: ${error}`;
};

export async function runCase(it: Case): Promise<Outcome> {
  const wanted = it.refused === undefined ? it.out : { refused: it.refused };
  let got: unknown;
  try {
    const run = OPERATIONS[it.op];
    got = run === undefined ? `no operation ${it.op}` : await run(it.in);
  } catch (error) {
    got = { refused: reasonOf(error) };
  }
  return { name: it.name, got, wanted, agrees: plain(got) === plain(wanted) };
}

export const operations: readonly string[] = Object.keys(OPERATIONS);

/** Runs all cases of one file; returns those that do not agree. */
export const runVectors = async (file: { readonly cases: readonly Case[] }): Promise<Outcome[]> =>
  (await Promise.all(file.cases.map(runCase))).filter(({ agrees }) => !agrees);
