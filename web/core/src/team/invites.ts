/** Invitations as this device knows them: the server's list, and beside it the secrets that only the inviting device holds (S12). */

import { type Bytes, fromBase64url, toBase64url } from "../base/bytes.ts";
import type { Env } from "../base/env.ts";
import { Refused } from "../base/errors.ts";
import { count, list, map, nil, text } from "../base/shape.ts";
import { type Answer, answeredByLink, type InviteSecret, wordsHash } from "../seal/invite.ts";
import { fourWords } from "../seal/words.ts";
import { readState, type Store, write } from "../store/database.ts";
import type { Chain } from "../trust/chain.ts";
import type { Person } from "../trust/people.ts";
import type { Program } from "../trust/programs.ts";
import { STAFF_ROLES } from "../wire/generated.ts";
import { b64, type Http } from "../wire/http.ts";
import { inviteLink } from "../wire/links.ts";
import { isRefused } from "../wire/refusals.ts";
import type { TeamInvite } from "./api.ts";

/** What only the inviting device knows: the secret, its nonce, whom the invite is for. The server's word on these does not count. */
export interface Held {
  readonly secret: string;
  readonly nonce: string;
  readonly name: string;
  readonly person: number;
  readonly role: Person["role"];
  readonly untilMs: number;
  /** The one answer for which the nonce was revealed, as keys and nonce; any other is somebody else's. */
  readonly answer: string | null;
  /** What the device is to be called where it is a program's (S23). */
  readonly program?: Program | null;
}

export interface Listed {
  readonly id: string;
  readonly person: number;
  readonly role: Person["role"];
  readonly state: string;
  readonly untilMs: number;
  readonly answer: Answer | null;
  readonly mac: Bytes | null;
  readonly by: string | null;
}

export interface InvitesNeeds {
  readonly env: Env;
  readonly store: Store;
  readonly http: Http;
  chain(): Chain;
}

const HELD = "invites";
const ROLES: ReadonlySet<string> = new Set(STAFF_ROLES);

export class Invites {
  readonly #needs: InvitesNeeds;

  constructor(needs: InvitesNeeds) {
    this.#needs = needs;
  }

  /** Those that are not confirmed yet. */
  async all(): Promise<readonly TeamInvite[]> {
    const listed = (await this.listed()).filter(({ state }) => state !== "confirmed");
    const held = await this.held();
    return Promise.all(listed.map((each) => this.#shown(each, held[each.id] ?? null)));
  }

  /** Withdraws it on the server first: if only this device forgot it, it could still be answered. It is fine if it is already gone. */
  async drop(id: string): Promise<void> {
    try {
      await this.#needs.http.post(`/invites/${id}/drop`, {});
    } catch (error) {
      if (!isRefused(error, "unknown_invite")) throw error;
    }
    await this.forget(id);
  }

  async listed(): Promise<Listed[]> {
    const answer = await this.#needs.http.get("/invites");
    return list(readListed)(answer.invites);
  }

  async #shown(listed: Listed, held: Held | null): Promise<TeamInvite> {
    const { id, by } = listed;
    // Whom it is for, the device that invited knows better than the server.
    const { person, role, untilMs } = held ?? listed;
    const answered = listed.state === "answered";
    const known = {
      id,
      person,
      role,
      untilMs,
      by,
      answered,
      name: held?.name ?? "",
      link: null,
      words: null,
      program: held?.program ?? null,
    };
    const isOver = held !== null && this.#needs.env.now() > held.untilMs;
    if (listed.state === "expired" || isOver) return { ...known, state: "expired" };
    if (held === null) return { ...known, state: "elsewhere" };
    if (listed.state === "open" && held.answer === null) {
      const { id: bytes, secret, fingerprint } = this.#secretOf(id, held);
      return {
        ...known,
        state: "open",
        link: inviteLink(this.#needs.env.origin, bytes, secret, fingerprint),
      };
    }
    const words = await this.#words(listed, held);
    return words === null ? { ...known, state: "forged" } : { ...known, state: "answered", words };
  }

  /**
   * The answer for which the four words were shown. Throws `Refused` `wrong_mac` for any other: another person or role than this device
   * invited, somebody without the link, or a second answer.
   */
  async answerShown(listed: Listed, held: Held): Promise<Answer> {
    const { answer } = listed;
    if (answer === null || held.answer !== nameOf(answer) || !(await this.#isGenuine(listed, held)))
      throw new Refused("wrong_mac", "answered by somebody who does not hold the link");
    return answer;
  }

  /** Reveals the nonce for the first genuine answer and for no other; null: somebody else answered. */
  async #words(listed: Listed, held: Held): Promise<readonly string[] | null> {
    const { id, answer } = listed;
    if (answer === null || !(await this.#isGenuine(listed, held))) return null;
    if (!(await this.#takes(id, nameOf(answer)))) return null;
    await this.#needs.http.post(`/invites/${id}/reveal`, { nonce: held.nonce });
    return fourWords(await wordsHash(this.#secretOf(id, held), answer, fromBase64url(held.nonce)));
  }

  /** True when this answer is the one that counts from now on. Written before the nonce is revealed: one guess per invite. */
  async #takes(id: string, answer: string): Promise<boolean> {
    return write(this.#needs.store, async (tx) => {
      const state = tx.objectStore("state");
      const all = ((await state.get(HELD)) as Record<string, Held> | undefined) ?? {};
      const held = all[id];
      if (held === undefined) return false;
      if (held.answer === null) await state.put({ ...all, [id]: { ...held, answer } }, HELD);
      return (held.answer ?? answer) === answer;
    });
  }

  async #isGenuine({ id, answer, mac, person, role }: Listed, held: Held): Promise<boolean> {
    if (answer === null || mac === null || person !== held.person || role !== held.role) return false;
    return answeredByLink(this.#secretOf(id, held), answer, mac);
  }

  #secretOf(id: string, { secret }: Held): InviteSecret {
    const { fingerprint } = this.#needs.chain();
    return { id: fromBase64url(id), secret: fromBase64url(secret), fingerprint };
  }

  async held(): Promise<Readonly<Record<string, Held>>> {
    return (await readState<Record<string, Held>>(this.#needs.store, HELD)) ?? {};
  }

  /** Stores what only this device knows of an invitation. */
  hold(id: string, held: Held): Promise<void> {
    return this.#changeHeld((all) => ({ ...all, [id]: held }));
  }

  forget(id: string): Promise<void> {
    return this.#changeHeld(({ [id]: _, ...others }) => others);
  }

  #changeHeld(change: (all: Record<string, Held>) => Record<string, Held>): Promise<void> {
    return write(this.#needs.store, async (tx) => {
      const state = tx.objectStore("state");
      const all = ((await state.get(HELD)) as Record<string, Held> | undefined) ?? {};
      await state.put(change(all), HELD);
    });
  }
}

const nameOf = ({ ed, x, nonce }: Answer): string => [ed, x, nonce].map(toBase64url).join(".");

const readRole = (value: unknown): Person["role"] => {
  const role = text(value);
  if (!ROLES.has(role)) throw new Refused("malformed", "a role expected");
  return role as Person["role"];
};

const readListed = (value: unknown): Listed => {
  const { id, person, role, state, until_ms: untilMs, ed, x, nonce, mac, by } = map(value);
  const [readEd, readX, readNonce] = [ed, x, nonce].map(nil(b64));
  return {
    id: text(id),
    person: count(person),
    role: readRole(role),
    state: text(state),
    untilMs: count(untilMs),
    answer: readEd && readX && readNonce ? { ed: readEd, x: readX, nonce: readNonce } : null,
    mac: nil(b64)(mac),
    by: nil(text)(by),
  };
};
