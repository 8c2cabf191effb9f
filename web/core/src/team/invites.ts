/** Invitations as this device knows them: what the server lists, beside the secrets that only the device that made them holds (S12). */

import { type Bytes, fromBase64url } from "../base/bytes.ts";
import type { Env } from "../base/env.ts";
import { Refused, ServerRefusal } from "../base/errors.ts";
import { count, list, map, nil, text } from "../base/shape.ts";
import { answeredByLink, inviteMac } from "../seal/invite.ts";
import { fourWords } from "../seal/words.ts";
import { readState, type Store, write } from "../store/database.ts";
import type { Chain } from "../trust/chain.ts";
import type { Person } from "../trust/people.ts";
import { STAFF_ROLES } from "../wire/generated.ts";
import { b64, type Http } from "../wire/http.ts";
import { inviteLink } from "../wire/links.ts";
import type { TeamInvite } from "./api.ts";

/** What the device knows that made the invitation: its secret, and whom it is for. The server's word on that does not count. */
export interface Held {
  readonly secret: string;
  readonly name: string;
  readonly person: number;
  readonly role: Person["role"];
  readonly untilMs: number;
}

export interface Listed {
  readonly id: string;
  readonly person: number;
  readonly role: Person["role"];
  readonly state: string;
  readonly untilMs: number;
  readonly ed: Bytes | null;
  readonly x: Bytes | null;
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
    const held = await this.held();
    const listed = (await this.listed()).filter(({ state }) => state !== "confirmed");
    return Promise.all(listed.map((each) => this.#shown(each, held[each.id] ?? null)));
  }

  /** Taken back on the server first: what this device forgot alone could still be answered. Gone already is as good. */
  async drop(id: string): Promise<void> {
    try {
      await this.#needs.http.post(`/invites/${id}/drop`, {});
    } catch (error) {
      if (!(error instanceof ServerRefusal) || error.code !== "unknown_invite") throw error;
    }
    await this.forget(id);
  }

  async listed(): Promise<Listed[]> {
    const answer = await this.#needs.http.get("/invites");
    return list(readListed)(answer.invites);
  }

  async #shown(listed: Listed, held: Held | null): Promise<TeamInvite> {
    const { id, person, role, untilMs, by } = listed;
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
    };
    const isOver = held !== null && this.#needs.env.now() > held.untilMs;
    if (listed.state === "expired" || isOver) return { ...known, state: "expired" };
    if (held === null) return { ...known, state: "elsewhere" };
    const { origin } = this.#needs.env;
    const { fingerprint } = this.#needs.chain();
    const link = inviteLink(origin, fromBase64url(id), fromBase64url(held.secret), fingerprint);
    if (listed.state === "open") return { ...known, state: "open", link };
    if (!(await this.isGenuine(listed, held))) return { ...known, state: "forged" };
    return { ...known, state: "answered", words: await this.#words(listed, held) };
  }

  /** Did somebody answer who holds the link, for the person and the role that this device invited? */
  async isGenuine(listed: Listed, held: Held): Promise<boolean> {
    const { id, ed, x, mac, person, role } = listed;
    if (ed === null || x === null || mac === null) return false;
    if (person !== held.person || role !== held.role) return false;
    const { fingerprint } = this.#needs.chain();
    return answeredByLink(fromBase64url(held.secret), fromBase64url(id), fingerprint, { ed, x, mac });
  }

  async #words({ id, ed, x }: Listed, { secret }: Held): Promise<readonly string[]> {
    const keys = { ed: ed ?? new Uint8Array(0), x: x ?? new Uint8Array(0) };
    const { fingerprint } = this.#needs.chain();
    return fourWords(await inviteMac("words", fromBase64url(secret), fromBase64url(id), fingerprint, keys));
  }

  async held(): Promise<Readonly<Record<string, Held>>> {
    return (await readState<Record<string, Held>>(this.#needs.store, HELD)) ?? {};
  }

  /** Keeps what only this device knows of an invitation. */
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

const readRole = (value: unknown): Person["role"] => {
  const role = text(value);
  if (!ROLES.has(role)) throw new Refused("malformed", "a role expected");
  return role as Person["role"];
};

const readListed = (value: unknown): Listed => {
  const { id, person, role, state, until_ms: untilMs, ed, x, mac, by } = map(value);
  return {
    id: text(id),
    person: count(person),
    role: readRole(role),
    state: text(state),
    untilMs: count(untilMs),
    ed: nil(b64)(ed),
    x: nil(b64)(x),
    mac: nil(b64)(mac),
    by: nil(text)(by),
  };
};
