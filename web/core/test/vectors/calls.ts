/** Operations of the shared vectors: signals, fingerprints and words of calls (C2, C3, C6, C7). */

import type { Bytes } from "../../src/base/bytes.ts";
import { fingerprintIn } from "../../src/calls/sdp.ts";
import { callCommitment, callWords } from "../../src/seal/callwords.ts";
import type { EpochKey } from "../../src/seal/epoch.ts";
import { deviceKeysFrom } from "../../src/seal/keys.ts";
import { openSignal, readSignedSignal, sealSignal } from "../../src/seal/signal.ts";
import type { SignalHeader, SignalPayload } from "../../src/wire/callframes.ts";
import { VERSION } from "../../src/wire/layouts.ts";
import { hex, plain, unhex } from "./plain.ts";

type Values = Readonly<Record<string, unknown>>;

const bin = (value: unknown): Bytes => unhex(String(value));

function epochIn(given: Values): EpochKey {
  const { business, conversation, n, hash, key } = given.epoch as Values;
  return {
    business: bin(business),
    conversation: bin(conversation),
    n: Number(n),
    hash: bin(hash),
    key: bin(key),
  };
}

function headerIn(given: Values): SignalHeader {
  const it = given.header as Values;
  return {
    version: VERSION,
    business: bin(it.business),
    conversation: bin(it.conversation),
    epoch: Number(it.epoch),
    epochHash: bin(it.epoch_hash),
    device: bin(it.device),
    call: bin(it.call),
    kind: String(it.kind),
    to: it.to === null ? null : bin(it.to),
    n: Number(it.n),
    atMs: Number(it.at_ms),
    salt: bin(it.salt),
    video: it.video === true,
    person: it.person as number | null,
  };
}

const payloadIn = (given: Values): SignalPayload =>
  Object.fromEntries(
    Object.entries(given.payload as Values).map(([name, value]) => [
      name,
      name === "commit" || name === "nonce" ? bin(value) : value,
    ]),
  );

export const callOperations: Readonly<Record<string, (given: Values) => Promise<Values>>> = {
  seal_signal: async (given) => {
    const keys = await deviceKeysFrom(bin(given.seed), bin(given.opening));
    return plain(await sealSignal(keys, epochIn(given), headerIn(given), payloadIn(given))) as Values;
  },
  open_signal: async (given) => {
    const [header, ciphertext, signature] = [given.header, given.ciphertext, given.signature].map(bin);
    const sealed = { header, ciphertext, signature } as {
      header: Bytes;
      ciphertext: Bytes;
      signature: Bytes;
    };
    const read = await readSignedSignal(sealed, bin(given.sender_ed));
    const payload = await openSignal(sealed, read, bin(given.sender), epochIn(given));
    const { version: _, ...rest } = read;
    return { header: plain(rest), payload: plain(payload) };
  },
  commit_call: async ({ nonce }) => ({ commit: hex(await callCommitment(bin(nonce))) }),
  words_of_call: async ({ call, nonce, other, customer, team }) => ({
    words: await callWords(bin(call), bin(nonce), bin(other), bin(customer), bin(team)),
  }),
  sdp_fingerprint: async ({ sdp }) => ({ fingerprint: hex(fingerprintIn(String(sdp))) }),
};
