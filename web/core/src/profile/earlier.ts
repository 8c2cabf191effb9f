/** The words of automatic answers. A profile that was superseded before this device came is read when an answer names it (S14). */

import { BadRecord, Refused, ServerRefusal, Unreachable } from "../base/errors.ts";
import { list } from "../base/shape.ts";
import type { PublicChain } from "../trust/pinned.ts";
import { type Http, readPublished } from "../wire/http.ts";

export class EarlierProfiles {
  readonly #http: Http;
  readonly #asked = new Set<number>();
  #says: typeof import("./autotext.ts").autoText | undefined;
  readonly #waiting = new Set<() => void>();

  constructor(http: Http) {
    this.#http = http;
  }

  /**
   * The words of `auto` events; null while a profile is not known, undefined until what says them is fetched. Each is asked for once, then
   * `learned` is called.
   */
  texts(
    publicChain: PublicChain | null,
    reader: { readonly handle: string; language(): string },
    learned: () => void,
  ): (entry: readonly unknown[]) => string | null | undefined {
    return (entry) => {
      if (publicChain === null) return null;
      if (this.#says === undefined) {
        this.#fetch(learned);
        return undefined;
      }
      this.#want(publicChain, reader.handle, entry[1], learned);
      return this.#says(publicChain.chain, entry, reader.language());
    };
  }

  #fetch(learned: () => void): void {
    if (this.#waiting.add(learned).size > 1) return;
    import("./autotext.ts").then(
      ({ autoText }) => {
        this.#says = autoText;
        for (const each of this.#waiting) each();
      },
      // Asked for again when the conversation is shown again.
      () => this.#waiting.clear(),
    );
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
