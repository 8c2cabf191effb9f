/** The Team page's side: devices and sign from the public chain, invitations as the leading tab knows them. */

import { type Bytes, toBase64url } from "../base/bytes.ts";
import { writable } from "../base/readable.ts";
import { signWords } from "../seal/words.ts";
import { isRole } from "../trust/people.ts";
import type { PublicChain } from "../trust/pinned.ts";
import { readSeenDevices } from "../wire/answers.ts";
import type { Http } from "../wire/http.ts";
import { readDevice, readPublicRecord, type Signed } from "../wire/layouts.ts";
import { signUrl } from "../wire/links.ts";
import type {
  Leaving,
  SeenDays,
  SignText,
  TeamCommands,
  TeamDevice,
  TeamInvite,
  TeamSheet,
  TeamView,
} from "./api.ts";
import type { Invites } from "./invites.ts";

export interface TeamPageNeeds {
  readonly leader: TeamCommands;
  readonly http: Http;
  /** Invitations as this browser knows them; null: not ready yet. */
  invites(): Pick<Invites, "all" | "drop"> | null;
}

export class TeamPage implements TeamView {
  readonly devices = writable<readonly TeamDevice[]>([]);
  readonly invites = writable<readonly TeamInvite[]>([]);
  readonly sheet = writable<TeamSheet | null>(null);
  readonly seen = writable<SeenDays>({});
  readonly sign = writable<SignText | null>(null);
  readonly #needs: TeamPageNeeds;

  constructor(needs: TeamPageNeeds) {
    this.#needs = needs;
  }

  /** The public records as they are now; `mine` is this device's id. */
  show(
    { chain, records }: PublicChain,
    mine: Bytes,
    sign: { readonly origin: string; readonly handle: string; readonly name: string },
  ): void {
    const joined = joinedAt(records);
    const active = [...chain.devices].flatMap(([id, { person, role }]): TeamDevice[] =>
      chain.ended.has(id) || !isRole(role)
        ? []
        : [{ id, person, role, sinceMs: joined.get(id) ?? 0, mine: id === toBase64url(mine) }],
    );
    this.devices.set(active.sort((one, other) => one.person - other.person || one.sinceMs - other.sinceMs));
    this.sheet.set({ id: chain.sheet, sinceMs: joined.get(chain.sheet) ?? 0 });
    const url = signUrl(sign.origin, sign.handle, chain.fingerprint);
    void signWords(chain.fingerprint).then((words) => this.sign.set({ name: sign.name, url, words }));
  }

  refresh = async (): Promise<void> => {
    const { http, invites } = this.#needs;
    const [all, answer] = await Promise.all([invites()?.all() ?? [], http.get("/team/devices")]);
    this.invites.set(all);
    this.seen.set(Object.fromEntries(readSeenDevices(answer).map(({ id, seenDay }) => [id, seenDay])));
  };

  invite: TeamView["invite"] = async (person, name, role) => {
    const made = await this.#needs.leader.teamInvite(person, name, role);
    await this.#done(made.id, made);
    return made;
  };

  confirm = async (id: string): Promise<void> => {
    await this.#needs.leader.teamConfirm(id);
    await this.#done(id);
  };

  drop = async (id: string): Promise<void> => {
    await this.#needs.invites()?.drop(id);
    await this.#done(id);
  };

  /** The step is done even if nobody can tell how things stand now. The invitation is shown as it is known here, or removed. */
  async #done(id: string, made?: TeamInvite): Promise<void> {
    const others = this.invites.get().filter((each) => each.id !== id);
    this.invites.set(made === undefined ? others : [...others, made]);
    await this.refresh().catch(() => undefined);
  }

  revoke = (leaving: Leaving): Promise<void> => this.#needs.leader.teamRevoke(leaving);

  rename = (person: number, name: string): Promise<void> => this.#needs.leader.teamRename(person, name);
}

function joinedAt(records: readonly Signed[]): ReadonlyMap<string, number> {
  const joined = new Map<string, number>();
  for (const { body } of records) {
    const { kind, atMs, payload } = readPublicRecord(body);
    if (kind === "device") joined.set(toBase64url(readDevice(payload).id), atMs);
  }
  return joined;
}
