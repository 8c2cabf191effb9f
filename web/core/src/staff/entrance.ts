/**
 * How this browser becomes a device of a team. Opening an invitation only asks: nothing is stored before a person agrees, and nothing that
 * is stored goes before the other business's device has confirmed this one and the person has said so (S12).
 */

import type { Env } from "../base/env.ts";
import { BadRecord, Refused, Unreachable } from "../base/errors.ts";
import { writable } from "../base/readable.ts";
import { shopfrontOf } from "../profile/shopfront.ts";
import { deleteStore, INBOX_STORE, openStore, type Store, storeExists } from "../store/database.ts";
import type { Stop } from "../sync/connection.ts";
import { tellTabs } from "../sync/tabs.ts";
import type { PublicChain } from "../trust/pinned.ts";
import type { Fragment } from "../wire/links.ts";
import {
  beginLinking,
  begunIn,
  belongs,
  inviterOf,
  type Linked,
  type Linking,
  LinkProblem,
  linkedIn,
  linkShowing,
} from "./joining.ts";
import { finishMove, JOINING_STORE, markMove } from "./moving.ts";

type Invite = Extract<Fragment, { readonly type: "invite" }>;

/** An invitation that waits for a person's word. */
export interface Invitation {
  /** `asked`: nothing was done yet. `confirmed`: the other business has this device; only what is stored here is still the first one's. */
  readonly step: "asked" | "confirmed";
  /** Who invites, by verified records; null: not known. */
  readonly by: string | null;
  /** The business that this browser belongs to; null: none. */
  readonly here: string | null;
  /** Why it cannot be accepted, as in `Inbox.linking`. */
  readonly problem: string | null;
  /** Messages of the first business that are not sent yet. They are lost if this browser moves. */
  readonly unsent: number;
}

interface Shown {
  readonly words: readonly string[];
  readonly problem: string | null;
}

export interface EntranceNeeds {
  readonly env: Env;
  readonly fragment: Fragment;
  /** The link was pasted and sent off by a person: that was the question. */
  readonly agreed: boolean;
  phase(phase: "unlinked" | "invited" | "linking"): void;
  halt(stop: Stop): void;
  fail(error: unknown): void;
  /** The page closes this store when it is closed. */
  hold(store: Store): void;
  enter(store: Store, linked: Linked): Promise<void>;
  /** There is a database, and no device in it. */
  unlinked(): Promise<void>;
  ended(): boolean;
}

const nameOf = (handle: string, { chain }: PublicChain, nowMs: number): string =>
  shopfrontOf(chain, handle, "verified", nowMs).profile.name;

export class Entrance {
  readonly linking = writable<Shown | null>(null);
  readonly invitation = writable<Invitation | null>(null);
  readonly #needs: EntranceNeeds;
  readonly #env: Env;
  readonly #invite: Invite | null;
  /** Left by `decline`, so that an answer that comes later shows nothing. */
  #declined = false;

  constructor(needs: EntranceNeeds) {
    this.#needs = needs;
    this.#env = needs.env;
    this.#invite = needs.fragment.type === "invite" ? needs.fragment : null;
  }

  async load(): Promise<void> {
    const { hold, enter, unlinked, phase, agreed } = this.#needs;
    await finishMove(this.#env);
    const invite = this.#invite;
    const store = (await storeExists(this.#env, INBOX_STORE))
      ? await openStore(this.#env, INBOX_STORE)
      : null;
    if (store !== null) hold(store);
    const known = store === null ? null : await linkedIn(store);
    if (store !== null && known !== null && (invite === null || belongs(known, invite)))
      return enter(store, known);
    const begun = store === null || known !== null ? null : await begunIn(store, invite);
    if (store !== null && begun !== null) return this.#link(store, begun);
    if (invite === null) return store === null ? phase("unlinked") : unlinked();
    if (agreed && known === null) return this.#begin(invite);
    return this.#ask(invite, known);
  }

  /** The person takes the invitation. Where a business is here already, the answer lies beside it, in a database of its own. */
  accept = async (): Promise<void> => {
    const shown = this.invitation.get();
    if (this.#invite === null || shown === null || shown.step !== "asked") return;
    await this.#begin(this.#invite).catch(this.#needs.fail);
  };

  /** The person goes back. Whatever was here before is here still; an answer to the invitation is dropped. */
  decline = async (): Promise<void> => {
    this.#declined = true;
    await deleteStore(this.#env, JOINING_STORE);
    this.#env.reload();
  };

  /** After `confirmed`: signs the first business's device out here, and goes on as the new one. */
  move = async (): Promise<void> => {
    if (this.invitation.get()?.step === "confirmed") await this.#move().catch(this.#needs.fail);
  };

  async #move(): Promise<void> {
    await markMove(this.#env);
    tellTabs(this.#env, INBOX_STORE, { type: "gone" });
    await finishMove(this.#env);
    this.invitation.set(null);
    const store = await openStore(this.#env, INBOX_STORE);
    this.#needs.hold(store);
    const linked = await linkedIn(store);
    if (linked === null) return this.#needs.halt("storage");
    void this.#env.persist();
    await this.#needs.enter(store, linked);
  }

  async #ask(invite: Invite, known: Linked | null): Promise<void> {
    const here = known === null ? null : nameOf(known.handle, known.publicChain, this.#env.now());
    const asked: Invitation = { step: "asked", by: null, here, problem: null, unsent: 0 };
    this.invitation.set(asked);
    this.#needs.phase("invited");
    const about = await this.#about(invite);
    // The person may have answered meanwhile.
    if (this.invitation.get() !== asked || this.#declined || this.#needs.ended()) return;
    if (about.problem === "mismatch") this.#needs.halt("mismatch");
    else this.invitation.set({ ...asked, ...about });
  }

  async #about(invite: Invite): Promise<{ readonly by: string | null; readonly problem: string | null }> {
    try {
      const { handle, publicChain } = await inviterOf(this.#env, invite, await this.#waiting(invite));
      return { by: nameOf(handle, publicChain, this.#env.now()), problem: null };
    } catch (error) {
      if (error instanceof LinkProblem) return { by: null, problem: error.problem };
      if (error instanceof Unreachable) return { by: null, problem: null };
      if (error instanceof BadRecord || error instanceof Refused) return { by: null, problem: "other" };
      throw error;
    }
  }

  /** Was this invitation answered from here before, beside the first business? */
  async #waiting(invite: Invite): Promise<boolean> {
    if (!(await storeExists(this.#env, JOINING_STORE))) return false;
    const store = await openStore(this.#env, JOINING_STORE);
    const linked = await linkedIn(store);
    const begun = await begunIn(store, invite);
    store.close();
    return begun !== null || (linked !== null && belongs(linked, invite));
  }

  async #begin(invite: Invite): Promise<void> {
    const beside = this.invitation.get()?.here != null;
    const store = await openStore(this.#env, beside ? JOINING_STORE : INBOX_STORE);
    if (!beside) this.#needs.hold(store);
    const linked = await linkedIn(store);
    if (beside && linked !== null && belongs(linked, invite)) {
      store.close();
      return this.#confirmed(linked);
    }
    await this.#link(store, await beginLinking(store, invite));
  }

  async #link(store: Store, linking: Linking): Promise<void> {
    this.#needs.phase("linking");
    try {
      const linked = await linkShowing(
        this.#env,
        store,
        linking,
        (shown) => this.linking.set(shown),
        () => this.#declined || this.#needs.ended(),
      );
      if (linked === null) return;
      if (this.invitation.get()?.here != null) return await this.#confirmed(linked);
      this.invitation.set(null);
      void this.#env.persist();
      await this.#needs.enter(store, linked);
    } catch (error) {
      if (this.#declined) return;
      if (!(error instanceof LinkProblem)) throw error;
      if (error.problem === "mismatch") return this.#needs.halt("mismatch");
      await store.delete("state", "linking");
      this.linking.set({ words: this.linking.get()?.words ?? [], problem: error.problem });
    } finally {
      if (this.invitation.get()?.here != null) store.close();
    }
  }

  async #confirmed({ handle, publicChain }: Linked): Promise<void> {
    const shown = this.invitation.get();
    if (shown === null || this.#declined) return;
    const first = await openStore(this.#env, INBOX_STORE);
    const unsent = (await first.getAll("outbox")).length;
    first.close();
    this.linking.set(null);
    const by = nameOf(handle, publicChain, this.#env.now());
    this.invitation.set({ ...shown, step: "confirmed", by, problem: null, unsent });
    this.#needs.phase("invited");
  }
}
