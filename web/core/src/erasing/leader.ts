/** Erasing in the leading tab. What does the work is fetched when something is to be erased; most visits never need it. */

import type { Env } from "../base/env.ts";
import type { ConversationNote } from "../model/notes.ts";
import type { DeviceKeys } from "../seal/keys.ts";
import { PENDING, type Store } from "../store/database.ts";
import type { PublicChain } from "../trust/pinned.ts";
import type { Http } from "../wire/http.ts";
import type { BeforeErasing, ErasingOutcome } from "./api.ts";
import type { Erasures, ErasuresOwner } from "./ask.ts";

/** Of the engine. */
export interface ErasingNeeds {
  readonly setup: {
    readonly env: Env;
    readonly store: Store;
    readonly keys: DeviceKeys;
    readonly publicChain: PublicChain;
    publish(note: ConversationNote): void;
  };
  readonly http: Http;
  readonly session: { readonly live: boolean };
  readonly sync: ErasuresOwner["sync"];
}

export class Erasing {
  readonly #engine: ErasingNeeds;
  readonly #fetchPart: () => Promise<{ readonly Erasures: typeof Erasures }>;
  #erasures: Erasures | null = null;

  constructor(engine: ErasingNeeds, fetchPart: () => Promise<{ readonly Erasures: typeof Erasures }>) {
    this.#engine = engine;
    this.#fetchPart = fetchPart;
  }

  /** Erases one message, by its key, or everything. Rejects when the server refuses, or that part of the program cannot be fetched. */
  async ask(conversation: string, message: string | null): Promise<ErasingOutcome> {
    return (await this.#fetch()).ask(conversation, message);
  }

  async before(conversation: string, whole: boolean): Promise<BeforeErasing> {
    return (await this.#fetch()).before(conversation, whole);
  }

  /** Offers again what was asked to be erased and has no outcome yet. What fails now is offered with the next connection. */
  async offer(): Promise<void> {
    if ((await this.#engine.setup.store.get("state", PENDING)) !== undefined)
      await (await this.#fetch()).flush();
  }

  async #fetch(): Promise<Erasures> {
    const { setup, session, http, sync } = this.#engine;
    const { Erasures } = await this.#fetchPart();
    this.#erasures ??= new Erasures({
      ...setup,
      http,
      sync,
      business: setup.publicChain.chain.business,
      now: setup.env.now,
      later: setup.env.later,
      live: () => session.live,
      changed: () => setup.publish({ type: "erasing" }),
    });
    return this.#erasures;
  }
}
