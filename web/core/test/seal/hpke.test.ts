import { Aes256Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from "@hpke/core";
import { describe, expect, test } from "vitest";
import { utf8 } from "../../src/base/bytes.ts";
import { keySchedule, sharedSecret, unwrap, wrap } from "../../src/seal/hpke.ts";
import { importOpening, newDeviceKeys } from "../../src/seal/keys.ts";
import { newKey, random } from "../../src/seal/suite.ts";
import { hex, unhex } from "../vectors/plain.ts";

describe("[S1] RFC 9180, appendix A.1.1", () => {
  const info = unhex("4f6465206f6e2061204772656369616e2055726e");
  const enc = unhex("37fda3567bdbd628e88668c3c8d7e97d1d1253b6d4ea6d44c150f741f1bf4431");
  const recipient = unhex("3948cfe0ad1ddb695d780e59077195da6c56506b027329794ab02bca80815c4d");
  const recipientSecret = unhex("4612c550263fc8ad58375df3f557aac531d26850903e55a9f23f21d8534e8ac8");
  const senderSecret = unhex("52c4a758a802cd8b936eceea314432798d5baf2d7e9235dc084ab1b9cfa2f736");
  const shared = "fe0e18c9f024ce43799ae393c7e8fe8fce9d218875e8227b0187c04e7d2ea1fc";
  const place = Uint8Array.from([...enc, ...recipient]);

  test("sender and recipient derive the same secret", async () => {
    const sender = await importOpening(senderSecret);
    const opener = await importOpening(recipientSecret);
    expect(hex(await sharedSecret(sender.privateKey, recipient, place))).toBe(shared);
    expect(hex(await sharedSecret(opener.privateKey, enc, place))).toBe(shared);
  });

  test("key and nonce follow from it", async () => {
    const { key, nonce } = await keySchedule(unhex(shared), info, { id: 1, keyBytes: 16 });
    expect(hex(key)).toBe("4531685d41d65f03dc48f6b8302c05b0");
    expect(hex(nonce)).toBe("56d890e5accaaf011cff4b7d");
  });
});

describe("[S1] beside the library", () => {
  const suite = new CipherSuite({
    kem: new DhkemX25519HkdfSha256(),
    kdf: new HkdfSha256(),
    aead: new Aes256Gcm(),
  });

  test.each([0, 1, 20, 200])("each opens what the other wraps, with %d bytes of context", async (size) => {
    const { opening, x } = await newDeviceKeys();
    const [key, info] = [newKey(), random(size)];
    const ours = await wrap(x, key, info);
    const [enc, sealed] = [ours.slice(0, 32), ours.slice(32)];
    const opened = await suite.open({ recipientKey: opening, enc, info }, sealed);
    expect(new Uint8Array(opened)).toEqual(key);
    const theirs = await suite.seal({ recipientPublicKey: opening.publicKey, info }, key);
    const joined = Uint8Array.from([...new Uint8Array(theirs.enc), ...new Uint8Array(theirs.ct)]);
    expect(await unwrap(opening, joined, info)).toEqual(key);
  });
});

describe("[S1] refused", () => {
  // Points of small order: anyone could compute what follows from them (RFC 7748, 6.1).
  const SMALL = [
    "00".repeat(32),
    `01${"00".repeat(31)}`,
    "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
    "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
    `ec${"ff".repeat(30)}7f`,
    `ed${"ff".repeat(30)}7f`,
    `ee${"ff".repeat(30)}7f`,
  ];

  test.each(SMALL)("%s as a recipient or in a wrap", async (point) => {
    const info = utf8("info");
    await expect(wrap(unhex(point), newKey(), info)).rejects.toMatchObject({ reason: "malformed" });
    const { opening, x } = await newDeviceKeys();
    const wrapped = await wrap(x, newKey(), info);
    wrapped.set(unhex(point));
    await expect(unwrap(opening, wrapped, info)).rejects.toMatchObject({ reason: "cannot_open" });
  });

  test.each([0, 31, 33])("a recipient of %d bytes", async (size) => {
    await expect(wrap(random(size), newKey(), utf8("info"))).rejects.toMatchObject({ reason: "malformed" });
  });
});
