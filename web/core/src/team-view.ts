/** The Team page's side: devices from the public chain, invitations as the leading tab knows them. */

import { type Bytes, toBase64url } from "./bytes.ts";
import { isRole } from "./people.ts";
import { writable } from "./readable.ts";
import type { Chain } from "./records.ts";
import type { Leaving, TeamDevice, TeamInvite, TeamView } from "./team-api.ts";

type Call = <T>(command: string, ...args: readonly unknown[]) => Promise<T>;

export class TeamPage implements TeamView {
  readonly devices = writable<readonly TeamDevice[]>([]);
  readonly invites = writable<readonly TeamInvite[]>([]);
  readonly #call: Call;

  constructor(call: Call) {
    this.#call = call;
  }

  /** The chain as it is now; `mine` is this device's id. */
  show(chain: Chain, mine: Bytes): void {
    const active = [...chain.devices].flatMap(([id, { person, role }]): TeamDevice[] =>
      chain.ended.has(id) || !isRole(role) ? [] : [{ id, person, role, mine: id === toBase64url(mine) }],
    );
    this.devices.set(active.sort((one, other) => one.person - other.person));
  }

  refresh = async (): Promise<void> => {
    this.invites.set(await this.#call<readonly TeamInvite[]>("teamInvites"));
  };

  invite: TeamView["invite"] = async (person, name, role) => {
    const made = await this.#call<TeamInvite>("teamInvite", person, name, role);
    await this.refresh();
    return made;
  };

  confirm = async (id: string): Promise<void> => {
    await this.#call("teamConfirm", id);
    await this.refresh();
  };

  drop = async (id: string): Promise<void> => {
    await this.#call("teamDrop", id);
    await this.refresh();
  };

  revoke = (leaving: Leaving): Promise<void> => this.#call("teamRevoke", leaving);

  rename = (person: number, name: string): Promise<void> => this.#call("teamRename", person, name);
}
