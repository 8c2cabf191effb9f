import { describe, expect, test } from "vitest";
import { type Bytes, fromCrockford, toCrockford } from "../../src/base/bytes.ts";
import { Refused } from "../../src/base/errors.ts";
import { customerDevice, nextListing, signListing } from "../../src/seal/customers.ts";
import { checkSuccession, makeEpoch, openEpoch, openPrevious } from "../../src/seal/epoch.ts";
import { unwrap, wrap } from "../../src/seal/hpke.ts";
import { type DeviceKeys, newDeviceKeys, paperKeys, unwrapWith } from "../../src/seal/keys.ts";
import { openMessage, pad, sealMessage, unpad } from "../../src/seal/message.ts";
import { headerHash, lock, newKey, random, unlock } from "../../src/seal/suite.ts";
import {
  backRoomEpoch,
  newTeamKey,
  openTeamKey,
  previousTeamKey,
  sealPrevious,
  wrapTeamKey,
} from "../../src/seal/team.ts";
import { currentTeam } from "../../src/trust/chain.ts";
import type { Envelope } from "../../src/wire/events.ts";
import { type Header, VERSION } from "../../src/wire/layouts.ts";
import { inviteLink, readTeamFragment, returnLink } from "../../src/wire/links.ts";
import { type Bakery, type Krause, meetKrause, NOON, openBakery, recipients } from "../world/bakery.ts";

const opener = (keys: DeviceKeys) => ({
  id: keys.id,
  unwrap: (wrapped: Bytes, info: Bytes) => unwrapWith(keys, wrapped, info),
});

const reason = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "accepted",
    (error) => (error instanceof Refused ? error.reason : `not a refusal: ${error}`),
  );

const flipped = (data: Bytes, bit: number): Bytes => {
  const copy = data.slice();
  copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return copy;
};

const bakery: Bakery = await openBakery();
const krause: Krause = await meetKrause(bakery);

function header(changed: Partial<Header> = {}): Header {
  return {
    version: VERSION,
    business: bakery.chain.business,
    conversation: krause.conversation,
    epoch: krause.epoch.key.n,
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
    ...changed,
  };
}

const hallo = { kind: "text", text: "Haben Sie morgen Brezeln?" };
const open = (envelope: Envelope) => openMessage(envelope, krause.keys.id, krause.keys.ed, krause.epoch.key);

describe("devices", () => {
  test("[S2] a paper device is the same every time its secret is opened", async () => {
    const secret = random(16);
    const [one, two] = [await paperKeys("paper", secret), await paperKeys("paper", secret)];
    expect(one.id).toEqual(two.id);
    expect(one.x).toEqual(two.x);
    const wrapped = await wrap(one.x, newKey(), random(4).slice());
    expect(wrapped.length).toBe(80);
  });

  test("[S2] a device's private keys cannot be exported", async () => {
    const keys = await newDeviceKeys();
    await expect(crypto.subtle.exportKey("pkcs8", keys.signing)).rejects.toThrow();
    await expect(crypto.subtle.exportKey("pkcs8", keys.opening.privateKey)).rejects.toThrow();
  });

  test("[S2] a sheet's secret has 130 bits", async () => {
    expect(await reason(paperKeys("sheet", new Uint8Array(17).fill(255)))).toBe("malformed");
  });
});

describe("wraps", () => {
  test("[S1] a wrap opens for its recipient and its context only", async () => {
    const keys = await newDeviceKeys();
    const key = newKey();
    const info = random(20);
    const wrapped = await wrap(keys.x, key, info);
    expect(await unwrap(keys.opening, wrapped, info)).toEqual(key);
    expect(await reason(unwrap(keys.opening, wrapped, random(20)))).toBe("cannot_open");
    expect(await reason(unwrap((await newDeviceKeys()).opening, wrapped, info))).toBe("cannot_open");
    expect(await reason(unwrap(keys.opening, flipped(wrapped, 300), info))).toBe("cannot_open");
    expect(await reason(unwrap(keys.opening, wrapped.slice(0, 79), info))).toBe("cannot_open");
  });

  test("[S1] a locked value opens under its key and context only", async () => {
    const key = newKey();
    const locked = await lock(key, random(32), random(8).fill(1));
    expect((await unlock(key, locked, new Uint8Array(8).fill(1))).length).toBe(32);
    expect(await reason(unlock(key, locked, new Uint8Array(8)))).toBe("cannot_open");
    expect(await reason(unlock(newKey(), locked, new Uint8Array(8).fill(1)))).toBe("cannot_open");
  });
});

describe("team keys", () => {
  test("[S5] a staff device opens its wrap, and through it every earlier key", async () => {
    const record = currentTeam(bakery.chain);
    if (record === null) throw new Error("no team record");
    const first = await openTeamKey(bakery.ben, bakery.chain.business, record, bakery.benWrap);
    expect(first.secret).toEqual(bakery.team.secret);
    const second = await newTeamKey(bakery.chain.business, 2);
    const sealed = await sealPrevious(second, first);
    expect((await previousTeamKey(second, sealed, first.x)).secret).toEqual(first.secret);
    expect(await reason(previousTeamKey(second, sealed, second.x))).toBe("wrong_succession");
    expect(await reason(openTeamKey(bakery.ben, bakery.chain.business, record, bakery.annaWrap))).toBe(
      "cannot_open",
    );
    const wrapped = await wrapTeamKey(second, bakery.ben.id, bakery.ben.x, record.hash);
    const lie = { ...record, n: 2 };
    expect(await reason(openTeamKey(bakery.ben, bakery.chain.business, lie, wrapped))).toBe("wrong_commit");
  });

  test("[S6] the back room has a key per team key", async () => {
    const hash = random(32);
    const one = await backRoomEpoch(bakery.team, hash);
    const two = await backRoomEpoch(await newTeamKey(bakery.chain.business, 2), hash);
    expect(one.n).toBe(1);
    expect(one.key).not.toEqual(two.key);
  });
});

describe("epochs", () => {
  test("[S6] device, paper and team open an epoch; another wrap is refused", async () => {
    const { signed, wraps, key } = krause.epoch;
    const openers = [bakery.team, opener(krause.keys), opener(krause.paper)];
    for (const [at, each] of openers.entries())
      expect((await openEpoch(each, signed.body, wraps[at]?.wrap ?? random(1))).key).toEqual(key.key);
    const stranger = opener(await newDeviceKeys());
    expect(await reason(openEpoch(stranger, signed.body, wraps[0]?.wrap ?? random(1)))).toBe("cannot_open");
  });

  test("[S6] a key that the record does not commit to is refused", async () => {
    const { business } = bakery.chain;
    const to = recipients(bakery.chain, krause.listing);
    const other = await makeEpoch(krause.keys, business, krause.conversation, NOON, to, null);
    const liar = { id: bakery.team.id, unwrap: async () => other.key.key };
    expect(await reason(openEpoch(liar, krause.epoch.signed.body, random(80)))).toBe("wrong_commit");
  });

  test("[S6] the newer epoch opens the one before, unless it superseded it", async () => {
    const { business } = bakery.chain;
    const to = { ...recipients(bakery.chain, krause.listing), devicesN: 2 };
    const first = krause.epoch;
    const second = await makeEpoch(krause.keys, business, krause.conversation, NOON, to, first.key);
    const back = await openPrevious(second.key, second.signed.body, first.signed.body);
    expect(back.key).toEqual(first.key.key);
    await checkSuccession(first.signed.body, second.signed.body);
    const blind = await makeEpoch(krause.keys, business, krause.conversation, NOON, to, {
      ...first.key,
      key: null,
    });
    expect(await reason(openPrevious(blind.key, blind.signed.body, first.signed.body))).toBe("cannot_open");
    await checkSuccession(first.signed.body, blind.signed.body);
  });

  test("[S6] a new epoch needs a changed recipient, and recipients never go back", async () => {
    const { business } = bakery.chain;
    const to = recipients(bakery.chain, krause.listing);
    const first = krause.epoch;
    const same = await makeEpoch(krause.keys, business, krause.conversation, NOON, to, first.key);
    expect(await reason(checkSuccession(first.signed.body, same.signed.body))).toBe("wrong_succession");
    const fork = await makeEpoch(
      krause.keys,
      business,
      krause.conversation,
      NOON,
      { ...to, devicesN: 2 },
      {
        n: 1,
        hash: random(32),
        key: null,
      },
    );
    expect(await reason(checkSuccession(first.signed.body, fork.signed.body))).toBe("wrong_succession");
  });
});

describe("customer devices", () => {
  test("[S4] the conversation's id is bound to its first record", async () => {
    expect(await reason(nextListing(bakery.chain.business, random(16), null, krause.listingRecord))).toBe(
      "wrong_place",
    );
  });

  test("[S4] a later record is signed by a device of the one before", async () => {
    const { business } = bakery.chain;
    const fresh = await newDeviceKeys();
    const devices = [...krause.listing.devices, customerDevice(fresh, false)];
    const good = await signListing(krause.paper, business, krause.listing, devices, NOON);
    expect((await nextListing(business, krause.conversation, krause.listing, good)).n).toBe(2);
    const ghost = await signListing(fresh, business, krause.listing, devices, NOON);
    expect(await reason(nextListing(business, krause.conversation, krause.listing, ghost))).toBe(
      "wrong_sender",
    );
  });
});

describe("messages", () => {
  test("[S7] a sealed message opens to its text", async () => {
    const envelope = await sealMessage(krause.keys, krause.epoch.key, header(), hallo);
    const opened = await open(envelope);
    expect(opened.payload).toEqual(hallo);
    expect(opened.header).toEqual(header());
    expect(await headerHash(envelope.header)).toEqual(envelope.hash);
  });

  test("[S7] any flipped bit is refused", async () => {
    const envelope = await sealMessage(krause.keys, krause.epoch.key, header(), hallo);
    for (const part of ["header", "slot", "ciphertext", "signature"] as const)
      for (let bit = 0; bit < envelope[part].length * 8; bit += 97)
        expect(await reason(open({ ...envelope, [part]: flipped(envelope[part], bit) }))).toBe(
          "wrong_signature",
        );
  });

  test("[S8] sealing the same twice gives different slots and ciphertexts", async () => {
    const one = await sealMessage(krause.keys, krause.epoch.key, header(), hallo);
    const two = await sealMessage(krause.keys, krause.epoch.key, header(), hallo);
    expect(one.slot).not.toEqual(two.slot);
    expect(one.ciphertext).not.toEqual(two.ciphertext);
  });

  test("[S7] a message is refused at another place, in another epoch, from another sender", async () => {
    const seal = (changed: Partial<Header>) =>
      sealMessage(krause.keys, krause.epoch.key, header(changed), hallo);
    expect(await reason(open(await seal({ conversation: random(16) })))).toBe("wrong_place");
    expect(await reason(open(await seal({ epochHash: random(32) })))).toBe("wrong_epoch");
    expect(await reason(open(await seal({ device: random(16) })))).toBe("wrong_sender");
    expect(await reason(open(await seal({ version: 2 })))).toBe("wrong_version");
  });

  test("[S9] payloads are padded to four sizes and no more", () => {
    expect([0, 255, 256, 1023, 4095, 16383].map((size) => pad(new Uint8Array(size)).length)).toEqual([
      256, 256, 1024, 1024, 4096, 16384,
    ]);
    expect(() => pad(new Uint8Array(16384))).toThrow(Refused);
    for (const size of [0, 1, 255, 256, 16383]) {
      const payload = random(size);
      expect(unpad(pad(payload))).toEqual(payload);
    }
    expect(() => unpad(new Uint8Array(256))).toThrow(Refused);
    expect(() => unpad(new Uint8Array(100).fill(0x80))).toThrow(Refused);
  });
});

describe("links", () => {
  test("[S3] a return link is read back", async () => {
    const secret = random(16);
    const link = returnLink("https://tresen.example", "sonnenschein", secret, bakery.chain.fingerprint);
    const fragment = readTeamFragment(new URL(link).hash);
    expect(fragment).toEqual({ type: "return", secret, fingerprint: bakery.chain.fingerprint });
  });

  test("[S3] an invite is read back", () => {
    const [id, secret] = [random(16), random(16)];
    const link = inviteLink("https://tresen.example", id, secret, bakery.chain.fingerprint);
    const fragment = readTeamFragment(new URL(link).hash);
    expect(fragment).toEqual({ type: "invite", id, secret, fingerprint: bakery.chain.fingerprint });
  });

  test("[S3] a cut link is damaged, not absent", () => {
    expect(readTeamFragment("#key=ABC").type).toBe("damaged");
    expect(readTeamFragment("#return=ABC.DEF").type).toBe("damaged");
    expect(readTeamFragment("#invite=1").type).toBe("damaged");
    expect(readTeamFragment("").type).toBe("none");
  });

  test("[S3] Crockford text is read in any case, with hyphens and look-alikes", () => {
    const bytes = random(20);
    const text = toCrockford(bytes);
    expect(text.length).toBe(32);
    expect(fromCrockford(text.toLowerCase().replace(/(.{5})/g, "$1-"), 20)).toEqual(bytes);
    expect(fromCrockford(text.replaceAll("0", "o").replaceAll("1", "l"), 20)).toEqual(bytes);
    expect(fromCrockford(`${text.slice(0, -1)}U`, 20)).toBeNull();
  });
});
