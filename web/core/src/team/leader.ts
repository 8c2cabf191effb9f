/** Inviting, confirming, shutting out: how an owner's device changes the team (S4, S5, S12). Runs in the leading tab. */

import { fromBase64url, toBase64url } from "../base/bytes.ts";
import type { Env } from "../base/env.ts";
import { LastOwner, Refused, ServerRefusal } from "../base/errors.ts";
import { commitmentTo, newNonce } from "../seal/invite.ts";
import type { DeviceKeys, PublicKeys } from "../seal/keys.ts";
import { devicePayload, type Payload } from "../seal/records.ts";
import { deviceId, random } from "../seal/suite.ts";
import type { TeamKey } from "../seal/team.ts";
import type { Store } from "../store/database.ts";
import { activeDevice, type Chain, keyIsDue } from "../trust/chain.ts";
import { type Program, programSaid } from "../trust/programs.ts";
import { publicationJson, withCurrentKey, withNextKey } from "../trust/publication.ts";
import type { TeamRing } from "../trust/teamkeys.ts";
import { ID_BYTES, INVITE_MS, SECRET_BYTES } from "../wire/generated.ts";
import { type Http, signedJson } from "../wire/http.ts";
import { callsFor } from "../wire/refusals.ts";
import type { Leaving, TeamCommands } from "./api.ts";
import { Invites } from "./invites.ts";

export interface TeamAdminNeeds {
  readonly env: Env;
  readonly store: Store;
  readonly http: Http;
  readonly keys: DeviceKeys;
  readonly ring: TeamRing;
  chain(): Chain;
  /** Fetches public records and team keys that are not known yet. */
  refresh(): Promise<void>;
  /** Writes the person's name to the back room. */
  rename(person: number, name: string): Promise<void>;
  nameDevice(device: string, name: string): Promise<void>;
}

const TRIES = 5;

export class TeamAdmin {
  readonly #needs: TeamAdminNeeds;
  readonly #invites: Invites;

  constructor(needs: TeamAdminNeeds) {
    this.#needs = needs;
    this.#invites = new Invites(needs);
  }

  readonly commands: TeamCommands = {
    teamInvite: (...asked) => this.#invite(...asked),
    teamSay: (device, program) => this.#say(device, program),
    teamConfirm: (id) => this.#confirm(id),
    teamRevoke: (leaving) => this.#revoke(leaving),
    teamAddPaper: (device) => this.#addPaper(device),
    sheetReplace: (sheet) => this.#replaceSheet(sheet),
    teamRename: (person, name) => this.#needs.rename(person, name),
    teamNameDevice: (device, name) => this.#needs.nameDevice(device, name),
  };

  readonly #invite: TeamCommands["teamInvite"] = async (person, name, role, program) => {
    const id = random(ID_BYTES);
    const number = person ?? (await this.#nextPerson());
    const nonce = newNonce();
    // Written before the invitation is asked for: without its secret it could never be confirmed.
    await this.#invites.hold(toBase64url(id), {
      secret: toBase64url(random(SECRET_BYTES)),
      nonce: toBase64url(nonce),
      name,
      person: number,
      role,
      untilMs: this.#needs.env.now() + INVITE_MS,
      answer: null,
      program,
    });
    const commitment = toBase64url(await commitmentTo(nonce));
    await this.#needs.http.post("/invites", { id: toBase64url(id), person: number, role, commitment });
    const made = (await this.#invites.all()).find((each) => each.id === toBase64url(id));
    if (made === undefined) throw new Refused("malformed", "the server forgot the invitation");
    return made;
  };

  /** Repeating it changes nothing more. */
  async #say(device: string, program: Program | null): Promise<void> {
    await this.#untilAccepted(async () => {
      const { env, keys, http } = this.#needs;
      const said = program === null ? null : programSaid(program);
      const payload: Payload = ["program", [fromBase64url(device), said]];
      const made = await withCurrentKey(keys, this.#needs.chain(), null, [payload], env.now());
      await http.post("/records", publicationJson(made));
    });
  }

  async #confirm(id: string): Promise<void> {
    const held = (await this.#invites.held())[id];
    if (held === undefined) throw new Refused("wrong_mac", "this device does not hold the invitation");
    await this.#untilAccepted(async () => {
      const listed = (await this.#invites.listed()).find((each) => each.id === id);
      if (listed === undefined || listed.state === "confirmed") return;
      const { env, keys } = this.#needs;
      if (env.now() > held.untilMs) throw new ServerRefusal("invite_expired", false, "");
      const { person, role } = held;
      const { ed, x } = await this.#invites.answerShown(listed, held);
      const device = { id: await deviceId(ed, x), ed, x };
      const payloads = [devicePayload(device, role, person, held.program ? programSaid(held.program) : null)];
      // No key is wrapped to an auditor's device, and an auditor's device that adds another has none of its own (S5).
      const key = role === "auditor" ? null : await this.#key();
      const made = await withCurrentKey(keys, this.#needs.chain(), key, payloads, env.now());
      const [record] = made.records.map(signedJson);
      await this.#needs.http.post(`/invites/${id}/confirm`, { record, team_wraps: made.wraps });
      if (held.name !== "") await this.#needs.rename(person, held.name);
    });
    await this.#invites.forget(id);
  }

  /** Repeating it changes nothing. */
  async #addPaper(device: PublicKeys): Promise<void> {
    await this.#untilAccepted(async () => {
      const { env, keys, http } = this.#needs;
      const chain = this.#needs.chain();
      const own = activeDevice(chain, keys.id);
      if (own === null || chain.devices.has(toBase64url(device.id))) return;
      const payload = devicePayload(device, own.role, own.person);
      const made = await withCurrentKey(keys, chain, await this.#key(), [payload], env.now());
      await http.post("/records", publicationJson(made));
    });
  }

  async #revoke(leaving: Leaving): Promise<void> {
    const mine = toBase64url(this.#needs.keys.id);
    await this.#untilAccepted(
      async () => {
        const chain = this.#needs.chain();
        const active = [...chain.devices].filter(([name]) => !chain.ended.has(name));
        const staying = active.filter(([name]) => !leaves(chain, name, leaving));
        if (staying.length === active.length) return;
        if (!staying.some(([, { role }]) => role === "owner"))
          throw new LastOwner("nobody could lead the team any more");
        const who =
          "device" in leaving
            ? ([fromBase64url(leaving.device), null] as const)
            : ([null, leaving.person] as const);
        await this.#shutOut(["revoke", who]);
        // Whoever leaves is shut out at once and can ask nothing more.
      },
      leaves(this.#needs.chain(), mine, leaving),
    );
  }

  /** A member's device may begin no team key: an owner's does it (S5). */
  async #shutOut(revoke: Payload): Promise<void> {
    if (this.#leads()) return this.#rekey([revoke]);
    const { env, keys, http } = this.#needs;
    const made = await withCurrentKey(keys, this.#needs.chain(), null, [revoke], env.now());
    await http.post("/records", publicationJson(made));
  }

  /** Makes another sheet the valid one (S5). Repeating it changes nothing. */
  async #replaceSheet(sheet: PublicKeys): Promise<void> {
    await this.#untilAccepted(async () => {
      if (this.#needs.chain().devices.has(toBase64url(sheet.id))) return;
      await this.#rekey([devicePayload(sheet, "sheet", 0)]);
    });
  }

  /**
   * [S5] A colleague signed out a device of their own, or an owner left after making the key that followed, and so knew it. The next
   * owner's device that is online begins another key.
   */
  async renewKey(): Promise<void> {
    if (!this.#leads() || !keyIsDue(this.#needs.chain())) return;
    await this.#untilAccepted(async () => {
      if (this.#leads() && keyIsDue(this.#needs.chain())) await this.#rekey([]);
    });
  }

  #leads(): boolean {
    return activeDevice(this.#needs.chain(), this.#needs.keys.id)?.role === "owner";
  }

  async #rekey(payloads: readonly Payload[]): Promise<void> {
    const { env, keys, http } = this.#needs;
    const made = await withNextKey(keys, this.#needs.chain(), await this.#key(), payloads, env.now());
    await http.post("/records", publicationJson(made));
  }

  /** Other records may come first. The attempt is then made again on top of them. `last`: nothing can be asked after it. */
  async #untilAccepted(attempt: () => Promise<void>, last = false): Promise<void> {
    for (let tries = 1; ; tries++) {
      try {
        await attempt();
        return last ? undefined : await this.#needs.refresh();
      } catch (error) {
        if (callsFor(error) !== "anew" || tries === TRIES) throw error;
        await this.#needs.refresh();
      }
    }
  }

  async #key(): Promise<TeamKey> {
    const { length } = this.#needs.chain().teams;
    if (length === 0) throw new Refused("cannot_open", "there is no team key");
    return this.#needs.ring.get(length);
  }

  /** A number that nobody has had before, not even somebody who is only invited. */
  async #nextPerson(): Promise<number> {
    const had = [...this.#needs.chain().devices.values()].map(({ person }) => person);
    const invited = (await this.#invites.listed()).map(({ person }) => person);
    return Math.max(0, ...had, ...invited) + 1;
  }
}

const leaves = (chain: Chain, name: string, leaving: Leaving): boolean =>
  "device" in leaving ? name === leaving.device : chain.devices.get(name)?.person === leaving.person;
