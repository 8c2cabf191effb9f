/** A team member who writes in a conversation of the server in memory, with a chain of their own. */

import { type Bytes, fromBase64url } from "../../src/base/bytes.ts";
import { type EpochKey, openEpoch } from "../../src/seal/epoch.ts";
import type { DeviceKeys } from "../../src/seal/keys.ts";
import { sealMessage } from "../../src/seal/message.ts";
import type { Envelope } from "../../src/wire/events.ts";
import { type Header, VERSION } from "../../src/wire/layouts.ts";
import type { Bakery } from "./bakery.ts";
import type { MemoryServer } from "./server.ts";

export class Voice {
  #num = 0;
  #prev: Bytes | null = null;
  readonly #server: MemoryServer;
  readonly #bakery: Bakery;
  readonly #keys: DeviceKeys;

  constructor(server: MemoryServer, bakery: Bakery, keys: DeviceKeys) {
    this.#server = server;
    this.#bakery = bakery;
    this.#keys = keys;
  }

  async seal(talk: string, text: string, changed: Partial<Header> = {}): Promise<Envelope & { hash: Bytes }> {
    const epoch = await this.epoch(talk);
    this.#num += 1;
    const header: Header = {
      version: VERSION,
      business: this.#bakery.chain.business,
      conversation: fromBase64url(talk),
      epoch: epoch.n,
      epochHash: epoch.hash,
      device: this.#keys.id,
      counter: this.#num,
      num: this.#num,
      prev: this.#prev,
      seenPos: 0,
      seenHash: null,
      spoken: true,
      refers: null,
      about: null,
      doc: null,
      atMs: this.#server.clock,
      replaces: null,
      ...changed,
    };
    const sealed = await sealMessage(this.#keys, epoch, header, { kind: "text", text, by: "Anna" });
    this.#prev = sealed.hash;
    return sealed;
  }

  async say(talk: string, text: string, changed: Partial<Header> = {}): Promise<void> {
    this.utter(talk, await this.seal(talk, text, changed));
  }

  utter(talk: string, { header, slot, ciphertext, signature }: Envelope, counter = this.#num): void {
    this.#server.say(talk, this.#keys.id, counter, [header, slot, ciphertext, signature]);
  }

  async epoch(talk: string): Promise<EpochKey> {
    const epoch = this.#server.talks.get(talk)?.epochs.at(-1);
    const wrapped = epoch?.wraps[0]?.[1];
    if (epoch === undefined || wrapped === undefined) throw new Error("no wrap for the team");
    return openEpoch(this.#bakery.team, epoch.body, wrapped);
  }
}
