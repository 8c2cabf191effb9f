/**
 * Returning with the recovery sheet on an empty browser (S5). The sheet's keys stay in memory. The new device's keys are stored before
 * anything is sent, so that after a lost answer the same device is found in the records or asked for again.
 */

import { toBase64url, toCrockford } from "../base/bytes.ts";
import type { Env } from "../base/env.ts";
import { NotAdmitted, Occupied, Refused, ServerRefusal, Unreachable } from "../base/errors.ts";
import { writable } from "../base/readable.ts";
import { installDevice } from "../documents/install.ts";
import * as people from "../documents/people.ts";
import { namesAmong, readDocuments } from "../documents/room.ts";
import { type DeviceKeys, newDeviceKeys, paperKeys } from "../seal/keys.ts";
import { devicePayload, type Payload } from "../seal/records.ts";
import { sheetSecret } from "../seal/sheet.ts";
import { backRoomId, documentId } from "../seal/suite.ts";
import {
  INBOX_STORE,
  openStore,
  readState,
  SETUP_STORE,
  type Store,
  storeExists,
  takePlace,
} from "../store/database.ts";
import { signIn } from "../sync/signin.ts";
import { activeDevice, type Chain } from "../trust/chain.ts";
import { peopleOf } from "../trust/people.ts";
import { PublicChain } from "../trust/pinned.ts";
import { type Publication, publicationJson, withCurrentKey, withNextKey } from "../trust/publication.ts";
import { TeamRing } from "../trust/teamkeys.ts";
import { readRecords, readTeamKeys, readVersion } from "../wire/answers.ts";
import { type Http, http } from "../wire/http.ts";
import { callsFor } from "../wire/refusals.ts";
import type { Found, RecoveryView, Returning, ShutOut } from "./api.ts";
import { requireValidSheet } from "./validsheet.ts";

/** What is stored of a recovery until it is done. The sheet is not in it. */
interface Pending {
  readonly handle: string;
  readonly business: string;
  readonly keys: DeviceKeys;
  /** The names as they were last sent. */
  readonly names: ReadonlyMap<number, string> | null;
}

/** The sheet in use. What it opens stays in memory. */
interface Opened {
  readonly handle: string;
  readonly sheet: DeviceKeys;
  readonly publicChain: PublicChain;
  readonly names: ReadonlyMap<number, string>;
}

const PENDING = "recovering";
const TRIES = 5;
/** Invitations may hold as many person numbers, and the sheet cannot see them. */
const SPARE_PERSONS = 100;

export interface RecoveryNeeds {
  readonly env: Env;
  /** This browser is now a device of the team, and its store says so. */
  done(): Promise<void>;
}

export class Recovery implements RecoveryView {
  readonly unfinished = writable(false);
  readonly #needs: RecoveryNeeds;
  #opened: Opened | null = null;
  #working: Promise<void> | null = null;

  constructor(needs: RecoveryNeeds) {
    this.#needs = needs;
  }

  madeHere = async (): Promise<string | null> => {
    const { env } = this.#needs;
    if (!(await storeExists(env, SETUP_STORE))) return null;
    const store = await openStore(env, SETUP_STORE);
    const done = await readState<{ readonly handle: string }>(store, "done");
    store.close();
    return done?.handle ?? null;
  };

  find = async (handle: string, text: string, key: string | null): Promise<Found> => {
    const sheet = await paperKeys("sheet", sheetSecret(text));
    const publicChain = await this.#chainOf(handle);
    if (key !== null && key.toUpperCase() !== toCrockford(publicChain.chain.fingerprint))
      throw new Refused("wrong_place", "another business than the sign's link names");
    requireValidSheet(publicChain, sheet.id);
    const names = await this.#asSheet(sheet, (calls) => namesFor(calls, sheet, publicChain));
    this.#opened = { handle, sheet, publicChain, names };
    const { chain } = publicChain;
    const { people } = peopleOf(chain, sheet.id, names);
    return {
      name: typeof chain.profile?.name === "string" ? chain.profile.name : handle,
      owners: people.filter(({ role }) => role === "owner"),
      devices: staffOf(chain).length,
    };
  };

  recover = (who: Returning, shutOut: ShutOut): Promise<void> => {
    this.#working ??= this.#recover(who, shutOut)
      .catch((error: unknown) => {
        if (!(error instanceof Occupied)) throw error;
        // In another tab this browser has become a device: that one is shown.
        this.#needs.env.reload();
      })
      .finally(() => {
        this.#working = null;
      });
    return this.#working;
  };

  resume = async (): Promise<boolean> => {
    if (!(await storeExists(this.#needs.env, INBOX_STORE))) return false;
    const store = await openStore(this.#needs.env, INBOX_STORE);
    try {
      const pending = await readState<Pending>(store, PENDING);
      this.unfinished.set(pending !== null);
      if (pending === null) return false;
      const publicChain = await this.#chainOf(pending.handle);
      const there = activeDevice(publicChain.chain, pending.keys.id) !== null;
      this.unfinished.set(there);
      if (!there) return false;
      await this.#settle(store, pending, publicChain);
    } finally {
      store.close();
    }
    await this.#needs.done();
    return true;
  };

  forget = (): void => {
    this.#opened = null;
  };

  async #recover(who: Returning, shutOut: ShutOut): Promise<void> {
    const opened = this.#opened;
    if (opened === null) throw new Unreachable("no sheet was typed yet");
    const store = await openStore(this.#needs.env, INBOX_STORE);
    try {
      const pending = await this.#prepare(store, opened);
      const sent = await this.#asSheet(opened.sheet, (calls) =>
        this.#publish(calls, store, opened, pending, who, shutOut),
      );
      await this.#settle(store, sent, opened.publicChain);
    } finally {
      store.close();
    }
    this.forget();
    await this.#needs.done();
  }

  /** Stores the keys before they are sent. Keys of an earlier attempt are used again. */
  async #prepare(store: Store, { handle, publicChain }: Opened): Promise<Pending> {
    const business = toBase64url(publicChain.chain.business);
    const fresh: Pending = { handle, business, keys: await newDeviceKeys(), names: null };
    return takePlace(this.#needs.env, store, fresh.keys.id, async (tx) => {
      const state = tx.objectStore("state");
      const before = (await state.get(PENDING)) as Pending | undefined;
      if (before?.business === business) return before;
      await state.put(fresh, PENDING);
      return fresh;
    });
  }

  /** Other records may come first. The publication is then made again on top of them. */
  async #publish(
    calls: Http,
    store: Store,
    opened: Opened,
    pending: Pending,
    who: Returning,
    shutOut: ShutOut,
  ): Promise<Pending> {
    const { publicChain } = opened;
    for (let tries = 1; ; tries++) {
      const answer = await calls.get(`/records?after=${publicChain.chain.rev}`);
      await publicChain.take(readRecords(answer));
      if (activeDevice(publicChain.chain, pending.keys.id) !== null) return pending;
      requireValidSheet(publicChain, opened.sheet.id);
      const { chain } = publicChain;
      const person = "person" in who ? who.person : nextPerson(chain);
      const names = "person" in who ? null : new Map([[person, who.name]]);
      const sending = { ...pending, names };
      await store.put("state", sending, PENDING);
      const made = await this.#make(calls, opened, pending.keys, person, shutOut);
      try {
        await calls.post("/records", publicationJson(made));
        await publicChain.take(made.records);
        return sending;
      } catch (error) {
        if (callsFor(error) !== "anew" || tries === TRIES) throw error;
      }
    }
  }

  async #make(
    calls: Http,
    { sheet, publicChain: { chain } }: Opened,
    keys: DeviceKeys,
    person: number,
    shutOut: ShutOut,
  ): Promise<Publication> {
    const current = await (await ringOf(calls, sheet, chain)).get(chain.teams.length);
    const gone = leavingPersons(chain, person, shutOut).map((each): Payload => ["revoke", [null, each]]);
    const owner = devicePayload(keys, "owner", person);
    const atMs = this.#needs.env.now();
    if (gone.length === 0) return withCurrentKey(sheet, chain, current, [owner], atMs);
    // Revoking a person would also revoke the new device, so its record comes after.
    return withNextKey(sheet, chain, current, [...gone, owner], atMs);
  }

  async #settle(store: Store, { keys, handle, names }: Pending, publicChain: PublicChain): Promise<void> {
    await installDevice(this.#needs.env, store, { keys, handle, publicChain, names });
    await store.delete("state", PENDING);
    this.unfinished.set(false);
    void this.#needs.env.persist();
  }

  async #chainOf(handle: string): Promise<PublicChain> {
    const shop = await http(this.#needs.env, () => null).get(`/businesses/${handle}`);
    return PublicChain.open(readRecords(shop));
  }

  async #asSheet<T>(sheet: DeviceKeys, work: (calls: Http) => Promise<T>): Promise<T> {
    const { session } = await signIn(this.#needs.env, sheet).catch((error: unknown) => {
      // The sheet was replaced a moment ago, or another tab uses it. The next attempt tells which.
      throw error instanceof NotAdmitted ? new Unreachable("the sheet was not admitted") : error;
    });
    try {
      return await work(http(this.#needs.env, session.bearer));
    } finally {
      session.close();
    }
  }
}

async function ringOf(calls: Http, sheet: DeviceKeys, chain: Chain): Promise<TeamRing> {
  const answer = await calls.get("/team/keys");
  const ring = new TeamRing(sheet, () => chain);
  ring.take(readTeamKeys(answer));
  return ring;
}

/** The team's names from the back room; empty when the business has written none yet. */
async function namesFor(
  calls: Http,
  sheet: DeviceKeys,
  { chain }: PublicChain,
): Promise<ReadonlyMap<number, string>> {
  try {
    const ring = await ringOf(calls, sheet, chain);
    const event = readVersion(
      await calls.get(`/back-room/documents/${toBase64url(await documentId(people.KIND))}`),
    );
    const room = toBase64url(await backRoomId(chain.business));
    return namesAmong(await readDocuments(room, event === null ? [] : [event], chain, ring));
  } catch (error) {
    if (error instanceof Refused || (error instanceof ServerRefusal && !error.retryable)) return new Map();
    throw error;
  }
}

const staffOf = (chain: Chain) =>
  [...chain.devices].flatMap(([name, device]) =>
    chain.ended.has(name) || device.role === "sheet" ? [] : [device],
  );

function leavingPersons(chain: Chain, person: number, shutOut: ShutOut): number[] {
  const there = [...new Set(staffOf(chain).map((device) => device.person))];
  if (shutOut === "none") return [];
  return shutOut === "all" ? there : there.filter((each) => each === person);
}

const nextPerson = (chain: Chain): number =>
  Math.max(...[...chain.devices.values()].map((device) => device.person)) + SPARE_PERSONS + 1;
