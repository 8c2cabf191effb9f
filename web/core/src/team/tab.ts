/** The Team page's side: devices and sign from the public chain, invitations as the leading tab knows them. */

import { type Bytes, toBase64url } from "../base/bytes.ts";
import { type Described, NOTHING } from "../base/described.ts";
import { writable } from "../base/readable.ts";
import * as device from "../documents/device.ts";
import { unprintedSheet } from "../documents/room.ts";
import type { CalledDevice, TeamChange } from "../model/devices.ts";
import { signWords } from "../seal/words.ts";
import type { Store } from "../store/database.ts";
import { isRole } from "../trust/people.ts";
import type { PublicChain } from "../trust/pinned.ts";
import { programOf } from "../trust/programs.ts";
import { readSeenDevices } from "../wire/answers.ts";
import type { Http } from "../wire/http.ts";
import { readDevice, readPublicRecord, type Signed } from "../wire/layouts.ts";
import { signUrl } from "../wire/links.ts";
import type {
  GoneDevice,
  Leaving,
  SeenDays,
  SignText,
  TeamCommands,
  TeamDevice,
  TeamInvite,
  TeamSheet,
  TeamView,
} from "./api.ts";
import { describedDevices } from "./describing.ts";
import type { Invites } from "./invites.ts";

export interface TeamPageNeeds {
  readonly leader: TeamCommands;
  readonly http: Http;
  /** Invitations as this browser knows them; null: not ready yet. */
  invites(): Pick<Invites, "all" | "drop"> | null;
  /** The team's names, by person; also of those who left. */
  names(): ReadonlyMap<number, string>;
  /** Devices are called something else now. */
  changed(): void;
}

export class TeamPage implements TeamView {
  readonly devices = writable<readonly TeamDevice[]>([]);
  readonly gone = writable<readonly GoneDevice[]>([]);
  readonly invites = writable<readonly TeamInvite[]>([]);
  readonly sheet = writable<TeamSheet | null>(null);
  readonly seen = writable<SeenDays>({});
  readonly sign = writable<SignText | null>(null);
  readonly #needs: TeamPageNeeds;
  #records: { readonly publicChain: PublicChain; readonly mine: Bytes } | null = null;
  #store: Store | null = null;
  #described: ReadonlyMap<string, Described> = new Map();

  constructor(needs: TeamPageNeeds) {
    this.#needs = needs;
  }

  /** From now on, what devices are called is read there. */
  async useStore(store: Store): Promise<void> {
    this.#store = store;
    await this.#describe();
    await this.#showSheet();
  }

  /** What the leading tab tells of documents of the back room. */
  apply({ kind }: { readonly kind: string }): void {
    // Storage that fails is told by whoever writes; names are read again with the next record or visit.
    if (kind === device.KIND) void this.#describe().catch(() => {});
  }

  async #describe(): Promise<void> {
    if (this.#store === null || this.#records === null) return;
    const { publicChain, mine } = this.#records;
    this.#described = await describedDevices(this.#store, publicChain.chain, mine);
    this.#showDevices(publicChain, mine);
    this.#needs.changed();
  }

  changes(): readonly TeamChange[] {
    const names = this.#needs.names();
    const chain = this.#records?.publicChain.chain;
    const called = (id: string): CalledDevice => ({
      described: this.#describedOf(id),
      owner: names.get(chain?.devices.get(id)?.person ?? -1) ?? "",
    });
    return (chain?.changes ?? []).map((change) => ({ ...change, called: change.ids.map(called) }));
  }

  #describedOf(id: string): Described {
    return this.#described.get(id) ?? NOTHING;
  }

  /** The public records as they are now; `mine` is this device's id. */
  show(
    publicChain: PublicChain,
    mine: Bytes,
    sign: { readonly origin: string; readonly handle: string; readonly name: string },
  ): void {
    const { chain } = publicChain;
    const before = this.#records?.publicChain.chain.rev ?? 0;
    this.#records = { publicChain, mine };
    this.#showDevices(publicChain, mine);
    // Whose name counts follows the records. What cannot be read now is read with the next change.
    if (chain.rev > before) void this.#describe().catch(() => {});
    void this.#showSheet().catch(() => {});
    const url = signUrl(sign.origin, sign.handle, chain.fingerprint);
    void signWords(chain.fingerprint).then((words) => this.sign.set({ name: sign.name, url, words }));
  }

  /** Whether the sheet is on paper stands in the back room. Until that is read, nothing is said of the sheet. */
  async #showSheet(): Promise<void> {
    if (this.#store === null || this.#records === null) return;
    const { publicChain, mine } = this.#records;
    const unprinted = await unprintedSheet(this.#store, mine);
    const { chain, records } = publicChain;
    const sinceMs = timesOf(records).joined.get(chain.sheet) ?? 0;
    this.sheet.set({ id: chain.sheet, sinceMs, unprinted: unprinted === chain.sheet });
  }

  #showDevices({ chain, records }: PublicChain, mine: Bytes): void {
    const { joined, at } = timesOf(records);
    const all = [...chain.devices].flatMap(([id, { person, role, said: raw, was }]): TeamDevice[] => {
      const [sinceMs, described] = [joined.get(id) ?? 0, this.#describedOf(id)];
      const said = {
        program: programOf(chain, id),
        named: raw != null || was !== undefined,
      };
      const own = id === toBase64url(mine);
      return isRole(role) ? [{ id, person, role, sinceMs, mine: own, described, ...said }] : [];
    });
    const active = all.filter(({ id }) => !chain.ended.has(id));
    const gone = all.flatMap((each): GoneDevice[] => {
      const rev = chain.ended.get(each.id);
      return rev === undefined ? [] : [{ ...each, untilMs: at.get(rev) ?? 0 }];
    });
    this.devices.set(active.sort((one, other) => one.person - other.person || one.sinceMs - other.sinceMs));
    this.gone.set(gone.sort((one, other) => other.untilMs - one.untilMs));
  }

  refresh = async (): Promise<void> => {
    const { http, invites } = this.#needs;
    const [all, answer] = await Promise.all([invites()?.all() ?? [], http.get("/team/devices")]);
    this.invites.set(all);
    this.seen.set(Object.fromEntries(readSeenDevices(answer).map(({ id, seenDay }) => [id, seenDay])));
  };

  invite: TeamView["invite"] = async (person, name, role, program = null) => {
    const made = await this.#needs.leader.teamInvite(person, name, role, program);
    await this.#done(made.id, made);
    return made;
  };

  say: TeamView["say"] = (device, program) => this.#needs.leader.teamSay(device, program);

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

  nameDevice = (device: string, name: string): Promise<void> =>
    this.#needs.leader.teamNameDevice(device, name);
}

/** When each device joined, and when each record was made, as the signers' clocks said. */
function timesOf(records: readonly Signed[]) {
  const joined = new Map<string, number>();
  const at = new Map<number, number>();
  for (const { body } of records) {
    const { rev, kind, atMs, payload } = readPublicRecord(body);
    at.set(rev, atMs);
    if (kind === "device") joined.set(toBase64url(readDevice(payload).id), atMs);
  }
  return { joined, at };
}
