/** Inviting a device to the team: the link, the two nonces behind the four words, and the confirmation (S12). */

import { type Bytes, fromBase64url, toBase64url } from "../base/bytes.ts";
import type { Env } from "../base/env.ts";
import { Refused, ServerRefusal } from "../base/errors.ts";
import { count, list, map, nil, text } from "../base/shape.ts";
import {
  type Answer,
  answeredByLink,
  commitmentTo,
  type InviteSecret,
  newNonce,
  wordsHash,
} from "../seal/invite.ts";
import type { DeviceKeys } from "../seal/keys.ts";
import { devicePayload } from "../seal/records.ts";
import { deviceId, random } from "../seal/suite.ts";
import type { TeamKey } from "../seal/team.ts";
import { fourWords } from "../seal/words.ts";
import { readState, type Store, write } from "../store/database.ts";
import type { Chain } from "../trust/chain.ts";
import type { Person } from "../trust/people.ts";
import { withCurrentKey } from "../trust/publication.ts";
import { ID_BYTES, INVITE_MS, SECRET_BYTES, STAFF_ROLES } from "../wire/generated.ts";
import { b64, type Http, signedJson } from "../wire/http.ts";
import { inviteLink } from "../wire/links.ts";
import type { TeamInvite } from "./api.ts";

export interface InvitesNeeds {
  readonly env: Env;
  readonly store: Store;
  readonly http: Http;
  readonly keys: DeviceKeys;
  chain(): Chain;
  /** The current team key. */
  key(): Promise<TeamKey>;
  /** Makes records anew when others came first. */
  untilAccepted(attempt: () => Promise<void>): Promise<void>;
  rename(person: number, name: string): Promise<void>;
}

/** What only the inviting device knows: the secret, its nonce, whom the invite is for. The server's word on these does not count. */
interface Held {
  readonly secret: string;
  readonly nonce: string;
  readonly name: string;
  readonly person: number;
  readonly role: Person["role"];
  readonly untilMs: number;
  /** The one answer for which the nonce was revealed, as keys and nonce; any other is somebody else's. */
  readonly answer: string | null;
}

interface Listed {
  readonly id: string;
  readonly person: number;
  readonly role: Person["role"];
  readonly state: string;
  readonly untilMs: number;
  readonly answer: Answer | null;
  readonly mac: Bytes | null;
  readonly by: string | null;
}

const HELD = "invites";
const ROLES: ReadonlySet<string> = new Set(STAFF_ROLES);

export class Invites {
  readonly #needs: InvitesNeeds;

  constructor(needs: InvitesNeeds) {
    this.#needs = needs;
  }

  async shown(): Promise<readonly TeamInvite[]> {
    const listed = (await this.#listed()).filter(({ state }) => state !== "confirmed");
    const shown: TeamInvite[] = [];
    for (const each of listed) shown.push(await this.#shown(each));
    return shown;
  }

  async make(person: number | null, name: string, role: Person["role"]): Promise<TeamInvite> {
    const id = toBase64url(random(ID_BYTES));
    const number = person ?? (await this.#nextPerson());
    const nonce = newNonce();
    // Kept before it is asked for: an invitation without its secret could never be confirmed.
    await this.#hold(id, {
      secret: toBase64url(random(SECRET_BYTES)),
      nonce: toBase64url(nonce),
      name,
      person: number,
      role,
      untilMs: this.#needs.env.now() + INVITE_MS,
      answer: null,
    });
    const commitment = toBase64url(await commitmentTo(nonce));
    await this.#needs.http.post("/invites", { id, person: number, role, commitment });
    const made = (await this.shown()).find((each) => each.id === id);
    if (made === undefined) throw new Refused("malformed", "the server forgot the invitation");
    return made;
  }

  async confirm(id: string): Promise<void> {
    const { env, keys, http, chain } = this.#needs;
    await this.#needs.untilAccepted(async () => {
      const listed = (await this.#listed()).find((each) => each.id === id);
      const held = (await this.#held())[id];
      if (held === undefined) throw new Refused("wrong_mac", "this device does not hold the invitation");
      if (listed === undefined || listed.state === "confirmed") return;
      if (env.now() > held.untilMs) throw new ServerRefusal("invite_expired", false, "");
      const { answer } = listed;
      // Words were shown for the answer that is held, and for no other.
      if (answer === null || held.answer !== nameOf(answer) || !(await this.#isGenuine(listed, held)))
        throw new Refused("wrong_mac", "answered by somebody who does not hold the link");
      const { ed, x } = answer;
      const { person, role } = held;
      const payloads = [devicePayload({ id: await deviceId(ed, x), ed, x }, role, person)];
      // No key is wrapped to an auditor's device, nor has the one that adds another of its own (S5).
      const key = role === "auditor" ? null : await this.#needs.key();
      const made = await withCurrentKey(keys, chain(), key, payloads, env.now());
      const [record] = made.records.map(signedJson);
      await http.post(`/invites/${id}/confirm`, { record, team_wraps: made.wraps });
      if (held.name !== "") await this.#needs.rename(person, held.name);
    });
    await this.#forget(id);
  }

  /** Taken back on the server first: what this device forgot alone could still be answered. Gone already is as good. */
  async drop(id: string): Promise<void> {
    try {
      await this.#needs.http.post(`/invites/${id}/drop`, {});
    } catch (error) {
      if (!(error instanceof ServerRefusal) || error.code !== "unknown_invite") throw error;
    }
    await this.#forget(id);
  }

  /** Never a number that somebody had before, also not one that is only invited. */
  async #nextPerson(): Promise<number> {
    const had = [...this.#needs.chain().devices.values()].map(({ person }) => person);
    const invited = (await this.#listed()).map(({ person }) => person);
    return Math.max(0, ...had, ...invited) + 1;
  }

  async #shown(listed: Listed): Promise<TeamInvite> {
    const { id, person, role, untilMs, by } = listed;
    const held = (await this.#held())[id] ?? null;
    const answered = listed.state === "answered";
    const name = held?.name ?? "";
    const shown = { id, person, role, untilMs, by, answered, name, link: null, words: null };
    const isOver = held !== null && this.#needs.env.now() > held.untilMs;
    if (listed.state === "expired" || isOver) return { ...shown, state: "expired" };
    if (held === null) return { ...shown, state: "elsewhere" };
    if (listed.state === "open" && held.answer === null) {
      const { id: bytes, secret, fingerprint } = this.#secretOf(id, held);
      return {
        ...shown,
        state: "open",
        link: inviteLink(this.#needs.env.origin, bytes, secret, fingerprint),
      };
    }
    const words = await this.#words(listed, held);
    return words === null ? { ...shown, state: "forged" } : { ...shown, state: "answered", words };
  }

  /** Reveals the nonce for the first genuine answer and for no other; null: somebody else answered. */
  async #words(listed: Listed, held: Held): Promise<readonly string[] | null> {
    const { id, answer } = listed;
    if (answer === null || !(await this.#isGenuine(listed, held))) return null;
    if (!(await this.#takes(id, nameOf(answer)))) return null;
    await this.#needs.http.post(`/invites/${id}/reveal`, { nonce: held.nonce });
    return fourWords(await wordsHash(this.#secretOf(id, held), answer, fromBase64url(held.nonce)));
  }

  /** True when this answer is the one that is held from now on. Written before the nonce is revealed: one guess per invite. */
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

  async #listed(): Promise<Listed[]> {
    const answer = await this.#needs.http.get("/invites");
    return list(readListed)(answer.invites);
  }

  async #held(): Promise<Readonly<Record<string, Held>>> {
    return (await readState<Record<string, Held>>(this.#needs.store, HELD)) ?? {};
  }

  #hold(id: string, held: Held): Promise<void> {
    return this.#changeHeld((all) => ({ ...all, [id]: held }));
  }

  #forget(id: string): Promise<void> {
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
