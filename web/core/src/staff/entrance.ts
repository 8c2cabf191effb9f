/**
 * How this browser becomes a device of a team. Opening an invitation only asks: nothing is stored before a person agrees, and nothing that
 * is stored goes before the other business's device has confirmed this one and the person has said so (S12).
 */

import { type Bytes, equal } from "../base/bytes.ts";
import type { Env } from "../base/env.ts";
import { BadRecord, Occupied, Refused, Unreachable } from "../base/errors.ts";
import { writable } from "../base/readable.ts";
import * as device from "../documents/device.ts";
import { shopfrontOf } from "../profile/shopfront.ts";
import {
  deviceIn,
  INBOX_STORE,
  isLockedAway,
  openStore,
  readState,
  type Store,
  storeExists,
  write,
} from "../store/database.ts";
import type { Stop } from "../sync/connection.ts";
import { tellTabs } from "../sync/tabs.ts";
import type { PublicChain } from "../trust/pinned.ts";
import type { Fragment } from "../wire/links.ts";
import {
  beginLinking,
  begunIn,
  belongs,
  besideInbox,
  Displaced,
  dropLinking,
  type Invite,
  inInbox,
  inviteOf,
  inviterOf,
  type Linked,
  type Linking,
  LinkProblem,
  linkedIn,
  linkShowing,
  type Place,
  whileOffline,
} from "./joining.ts";
import { dropAnswer, finishMove, JOINING_STORE, type Move, markMove } from "./moving.ts";

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
  #invite: Invite | null;
  /** The device that was here when the question was asked; a person's word is about this one. */
  #here: Bytes | null = null;
  /** What a word to move is about. */
  #move: Move | null = null;
  #inbox: Store | null = null;
  /** Words of the person that are being carried out: said a second time, they count for nothing. */
  readonly #doing = new Set<string>();
  /** Left by `decline`, so that an answer that comes later shows nothing. */
  #declined = false;

  constructor(needs: EntranceNeeds) {
    this.#needs = needs;
    this.#env = needs.env;
    this.#invite = needs.fragment.type === "invite" ? needs.fragment : null;
  }

  async load(): Promise<void> {
    await finishMove(this.#env);
    await this.#decide(this.#needs.agreed);
  }

  /** The person takes the invitation. Where a business is here already, the answer lies beside it, in a database of its own. */
  accept = (): Promise<void> =>
    this.#once("accept", async () => {
      const { step, by, problem } = this.invitation.get() ?? {};
      // Nobody agrees to what they cannot see yet.
      if (this.#invite === null || step !== "asked" || by === null || problem !== null) return;
      await this.#begin(this.#invite);
    });

  /** The person goes back. Whatever was here before is here still; an answer to the invitation is dropped. */
  decline = async (): Promise<void> => {
    this.#declined = true;
    const invite = this.#invite;
    if (invite !== null)
      await dropAnswer(this.#env, invite.id, async (joining) => {
        const linked = await linkedIn(joining);
        return linked !== null && belongs(linked, invite);
      });
    this.#env.reload();
  };

  /** After `confirmed`: signs the first business's device out here, and goes on as the new one. */
  move = (): Promise<void> =>
    this.#once("move", async () => {
      const move = this.#move;
      if (this.invitation.get()?.step === "confirmed" && move !== null) await this.#carryOut(move);
    });

  async #once(word: string, work: () => Promise<void>): Promise<void> {
    if (this.#doing.has(word)) return;
    this.#doing.add(word);
    await work()
      .catch(this.#needs.fail)
      .finally(() => this.#doing.delete(word));
  }

  /** By what is here now: enters, goes on with what was begun, or asks. It stores nothing. */
  async #decide(agreed: boolean): Promise<void> {
    const { enter, unlinked, phase, halt } = this.#needs;
    // It closed in another tab. What shows the lock is the page as a whole.
    if (await isLockedAway(this.#env)) return this.#env.reload();
    const invite = this.#invite;
    const store = await this.#open();
    const known = store === null ? null : await linkedIn(store);
    this.#here = known?.keys.id ?? null;
    if (store !== null && known !== null && (invite === null || belongs(known, invite)))
      return enter(store, known);
    if (store !== null && known === null && (await readState(store, "keys")) !== null) return halt("storage");
    const begun = store === null || known !== null ? null : await begunIn(store, invite);
    if (store !== null && begun !== null) return this.#link(inInbox(this.#env, store), begun, false);
    if (invite === null) return store === null ? phase("unlinked") : unlinked();
    if (agreed && known === null) return this.#begin(invite);
    return this.#ask(invite, known);
  }

  /** The inbox's database, if there is one. */
  async #open(): Promise<Store | null> {
    this.#inbox?.close();
    this.#inbox = (await storeExists(this.#env, INBOX_STORE))
      ? await openStore(this.#env, INBOX_STORE)
      : null;
    if (this.#inbox !== null) this.#needs.hold(this.#inbox);
    return this.#inbox;
  }

  /** Only what the question was about goes. If anything else is here by now, it is asked anew. */
  async #carryOut(move: Move): Promise<void> {
    if (await markMove(this.#env, move)) {
      if (equal(await deviceIn(this.#env), move.goes)) tellTabs(this.#env, INBOX_STORE, { type: "gone" });
      await finishMove(this.#env);
      void this.#env.persist();
    }
    this.#move = null;
    this.invitation.set(null);
    await this.#decide(false);
  }

  async #ask(invite: Invite, known: Linked | null): Promise<void> {
    const here = known === null ? null : nameOf(known.handle, known.publicChain, this.#env.now());
    let asked: Invitation = { step: "asked", by: null, here, problem: null, unsent: 0 };
    this.invitation.set(asked);
    this.#needs.phase("invited");
    while (asked.by === null && asked.problem === null) {
      const about = await this.#about(invite);
      // The person may have answered meanwhile.
      if (this.invitation.get() !== asked || this.#declined || this.#needs.ended()) return;
      if (about.problem === "mismatch") return this.#needs.halt("mismatch");
      asked = { ...asked, ...about };
      this.invitation.set(asked);
      if (about.by === null && about.problem === null) await whileOffline(this.#env);
    }
  }

  /** Both null: it cannot be asked now. */
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

  /** What was asked about may have changed in another tab: then it is asked again. */
  async #begin(invite: Invite): Promise<void> {
    if (!equal(await deviceIn(this.#env), this.#here) || (await isLockedAway(this.#env)))
      return this.#decide(false);
    if (this.#here !== null) return this.#beginBeside(invite);
    const store = await openStore(this.#env, INBOX_STORE);
    this.#inbox?.close();
    this.#inbox = store;
    this.#needs.hold(store);
    const place = inInbox(this.#env, store);
    const linking = await beginLinking(place, invite).catch((error) => {
      if (error instanceof Occupied) return null;
      throw error;
    });
    await (linking === null ? this.#decide(false) : this.#link(place, linking, false));
  }

  async #beginBeside(invite: Invite): Promise<void> {
    const store = await openStore(this.#env, JOINING_STORE);
    try {
      const linked = await linkedIn(store);
      if (linked !== null && belongs(linked, invite)) return await this.#confirmed(linked, invite);
      const place = besideInbox(store);
      await this.#link(place, await beginLinking(place, invite), true);
    } finally {
      store.close();
    }
  }

  async #link(place: Place, linking: Linking, beside: boolean): Promise<void> {
    this.#needs.phase("linking");
    try {
      const linked = await linkShowing(
        this.#env,
        place,
        linking,
        (shown) => this.linking.set(shown),
        () => this.#declined || this.#needs.ended(),
      );
      if (linked === null) return;
      if (beside) return await this.#confirmed(linked, inviteOf(linking));
      this.invitation.set(null);
      void this.#env.persist();
      await this.#needs.enter(place.store, linked);
    } catch (error) {
      if (this.#declined) return;
      if (error instanceof Displaced) return this.#displaced(place.store, error.linking);
      if (!(error instanceof LinkProblem)) throw error;
      if (error.problem === "mismatch") return this.#needs.halt("mismatch");
      await dropLinking(place.store, linking);
      this.linking.set({ words: this.linking.get()?.words ?? [], problem: error.problem });
    }
  }

  /** An answer that went out goes on beside the device that is here now, once the person has said so. */
  async #displaced(store: Store, linking: Linking): Promise<void> {
    this.#invite = inviteOf(linking);
    if (linking.commitment !== null) {
      const joining = await openStore(this.#env, JOINING_STORE);
      const keep = write(joining, (tx) => tx.objectStore("state").put(linking, "linking"), "strict");
      await keep.finally(() => joining.close());
    }
    await dropLinking(store, linking);
    this.linking.set(null);
    await this.#decide(false);
  }

  /** The new device waits beside the inbox; the question names what is in the inbox now. */
  async #confirmed({ handle, publicChain, keys }: Linked, invite: Invite): Promise<void> {
    if (this.#declined) return;
    const inbox = await this.#open();
    const known = inbox === null ? null : await linkedIn(inbox);
    const goes = known?.keys.id ?? null;
    this.linking.set(null);
    // Signed out meanwhile, or moved to where the invitation leads: nothing is left to be asked.
    if (inbox === null || known === null) return this.#carryOut({ comes: keys.id, goes });
    if (belongs(known, invite)) return this.#decide(false);
    const nowMs = this.#env.now();
    this.#here = goes;
    this.#move = { comes: keys.id, goes };
    const here = nameOf(known.handle, known.publicChain, nowMs);
    const by = nameOf(handle, publicChain, nowMs);
    // What this device says of itself is nothing that anybody would miss.
    const unsent = (await inbox.getAll("outbox")).filter(
      ({ payload }) => payload.kind !== device.KIND,
    ).length;
    this.invitation.set({ step: "confirmed", by, here, problem: null, unsent });
    this.#needs.phase("invited");
  }
}
