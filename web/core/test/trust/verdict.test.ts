/** The verdict on a message: whatever does not agree is never shown as what its sender said (S10, F3). */

import { expect, test } from "vitest";
import { toBase64url } from "../../src/base/bytes.ts";
import { sealMessage } from "../../src/seal/message.ts";
import { random } from "../../src/seal/suite.ts";
import type { Epochs } from "../../src/trust/keyring.ts";
import { readMessage } from "../../src/trust/verdict.ts";
import type { Event } from "../../src/wire/frames.ts";
import { Kind } from "../../src/wire/generated.ts";
import { type Header, type Payload, VERSION } from "../../src/wire/layouts.ts";
import { meetKrause, NOON, openBakery } from "../world/bakery.ts";

const bakery = await openBakery();
const krause = await meetKrause(bakery);
const BLOB = random(16);
const epochs: Epochs = {
  membership: (n) =>
    n === 1 ? { hash: krause.epoch.key.hash, listing: krause.listing, teamRev: bakery.chain.rev } : null,
  key: async () => krause.epoch.key,
};
const TEXT: Payload = { kind: "text", text: "Guten Tag" };
const photo = (blob: unknown): Payload => ({ kind: "file", file: { blob, key: random(32) } });

async function verdictOn(payload: Payload, header: Partial<Header>, event: Partial<Event> = {}) {
  const whole: Header = {
    version: VERSION,
    business: bakery.chain.business,
    conversation: krause.conversation,
    epoch: 1,
    epochHash: krause.epoch.key.hash,
    device: krause.keys.id,
    counter: 1,
    num: 1,
    prev: null,
    seenPos: 0,
    seenHash: null,
    spoken: true,
    refers: null,
    about: null,
    doc: null,
    atMs: NOON,
    replaces: null,
    ...header,
  };
  const {
    header: head,
    slot,
    ciphertext,
    signature,
  } = await sealMessage(krause.keys, krause.epoch.key, whole, payload);
  const told: Event = {
    seq: 5,
    rev: null,
    conversation: krause.conversation,
    pos: 3,
    kind: Kind.message,
    atMs: NOON,
    device: krause.keys.id,
    counter: 1,
    body: [head, slot, ciphertext, signature],
    ...event,
  };
  const row = await readMessage(toBase64url(krause.conversation), told, bakery.chain, epochs);
  return [row.trouble, row.payload];
}

test("what agrees is read", async () => {
  expect(await verdictOn(TEXT, {})).toEqual([null, TEXT]);
  const said = photo(BLOB);
  expect(await verdictOn(said, { blobs: [random(16), BLOB] })).toEqual([null, said]);
});

test.each<[string, Partial<Header>, Partial<Event>]>([
  ["another business", { business: random(16) }, {}],
  ["another conversation", { conversation: random(16) }, {}],
  ["an event of another conversation", {}, { conversation: random(16) }],
  ["another device's number", { counter: 2 }, {}],
  ["an event of another device", {}, { device: bakery.anna.id }],
  ["a device that is no member", { device: bakery.anna.id }, { device: bakery.anna.id }],
])("[S10] %s: forged", async (_, header, event) => {
  expect(await verdictOn(TEXT, header, event)).toEqual(["forged", null]);
});

test.each<[string, Partial<Header>, string]>([
  ["an epoch that nobody knows", { epoch: 2 }, "unreadable"],
  ["another epoch of the same number", { epochHash: random(32) }, "fork"],
  ["another version", { version: 2 }, "unreadable"],
])("[S10] %s: nothing of it is shown", async (_, header, trouble) => {
  expect(await verdictOn(TEXT, header)).toEqual([trouble, null]);
});

test.each<[string, Partial<Header>]>([
  ["no file", {}],
  ["another file", { blobs: [random(16)] }],
])("[F3] a message whose header names %s than its words", async (_, header) => {
  expect(await verdictOn(photo(BLOB), header)).toEqual(["unreadable", null]);
});
