/** The words of automatic answers. A profile that was superseded before this device came is read when an answer names it (S14). */

import { BadRecord, Refused, ServerRefusal, Unreachable } from "../base/errors.ts";
import { list } from "../base/shape.ts";
import type { PublicChain } from "../trust/pinned.ts";
import { type Http, readPublished } from "../wire/http.ts";
import { autoText } from "./shopfront.ts";

export class EarlierProfiles {
  readonly #http: Http;
  readonly #asked = new Set<number>();

  constructor(http: Http) {
    this.#http = http;
  }

  /** The words of `auto` events; null while a profile is not known. It is asked for once, then `learned` is called. */
  texts(
    publicChain: PublicChain | null,
    reader: { readonly handle: string; language(): string },
    learned: () => void,
  ): (entry: readonly unknown[]) => string | null {
    return (entry) => {
      if (publicChain === null) return null;
      this.#want(publicChain, reader.handle, entry[1], learned);
      return autoText(publicChain.chain, entry, reader.language());
    };
  }

  #want(publicChain: PublicChain, handle: string, rev: unknown, learned: () => void): void {
    const { chain } = publicChain;
    if (typeof rev !== "number" || rev >= chain.rev || chain.profiles.has(rev) || this.#asked.has(rev))
      return;
    this.#asked.add(rev);
    this.#learn(publicChain, handle, rev).then(learned, (error: unknown) => {
      // Without a connection it can be asked again; what is gone or does not verify cannot be displayed.
      if (error instanceof Unreachable) this.#asked.delete(rev);
      else if (![BadRecord, Refused, ServerRefusal].some((kind) => error instanceof kind)) throw error;
    });
  }

  async #learn(publicChain: PublicChain, handle: string, rev: number): Promise<void> {
    const answer = await this.#http.get(`/businesses/${handle}/profiles/${rev}`);
    await publicChain.takeProfiles(list(readPublished)(answer.records));
  }
}
