/**
 * Setting a business up in this browser. What was typed is stored. What creates the business is stored before it is sent, so that it can
 * be sent again until the answer arrives (S2–S5). The first sheet's secret is forgotten at once: the sheet that is printed replaces it.
 */

import { type Bytes, equal, fromCrockford, toBase64url } from "../base/bytes.ts";
import type { Env } from "../base/env.ts";
import { Occupied, ServerRefusal, Unreachable } from "../base/errors.ts";
import { writable } from "../base/readable.ts";
import { platformCanSeal } from "../seal/keys.ts";
import { newSheetSecret } from "../seal/sheet.ts";
import { signWords } from "../seal/words.ts";
import { openStore, readState, SETUP_STORE, type Store, write } from "../store/database.ts";
import { SECRET_BYTES } from "../wire/generated.ts";
import { b64, type Http, http, publishedJson } from "../wire/http.ts";
import { signUrl } from "../wire/links.ts";
import { isRefused } from "../wire/refusals.ts";
import { type NewBusiness, newBusiness, withProfile } from "./business.ts";
import { moveIn, occupiedBy } from "./movein.ts";

/** Why nothing can be set up here until a person acts. */
export type SetupStop =
  | "no_link"
  | "damaged"
  | "not_found"
  | "secret_used"
  | "secret_expired"
  /** This browser is a device of another team. */
  | "occupied"
  | "unsupported"
  | "storage";

/** The business exists, and this browser is its first device. */
export interface SetUp {
  readonly handle: string;
  readonly name: string;
  /** What the sign's code holds, with the fingerprint. */
  readonly url: string;
  readonly words: readonly string[];
}

/** `reserved`: the server needs it itself. `unknown`: the server did not answer. */
export type HandleState = "free" | "taken" | "reserved" | "unknown";

export interface Order {
  readonly handle: string;
  /** The profile to publish. */
  readonly profile: Readonly<Record<string, unknown>>;
  readonly name: string;
  /** The owner's own name, for the team. */
  readonly you: string;
}

interface Retained {
  readonly made: NewBusiness;
  /** The last order that was sent; the server may have taken it. */
  readonly order: Order | null;
}

const LINK = /^#setup=(.*)$/;
const STOPS = ["not_found", "secret_used", "secret_expired"] as const;

/** True for the one-time link that admits a new business. */
export const isSetupLink = (fragment: string): boolean => LINK.test(fragment);

export const createSetup = (env: Env): Setup => new Setup(env);

export class Setup {
  readonly phase = writable<"loading" | "typing" | "done" | "stopped">("loading");
  readonly stop = writable<SetupStop | null>(null);
  readonly done = writable<SetUp | null>(null);
  /** The link need not stay in the address: it is stored here, or leads nowhere. Opening it alone stores nothing. */
  readonly holdsLink = writable(false);
  /** What was typed, as `keep` received it; null before anything was. Known from the phase `typing` on. */
  draft: unknown = null;

  readonly #env: Env;
  readonly #http: Http;
  #store: Store | null = null;
  #secret: Bytes | null = null;
  #kept: Retained | null = null;

  constructor(env: Env) {
    this.#env = env;
    this.#http = http(env, () => null);
    this.#load().catch(() => this.#halt("storage"));
  }

  /** Keeps what is typed on this device, until the business exists. */
  keep(draft: unknown): void {
    if (this.phase.get() === "done") return;
    this.draft = draft;
    const [store, secret] = [this.#store, this.#secret];
    if (store === null) return;
    const written = write(store, async (tx) => {
      await tx.objectStore("state").put(draft, "draft");
      if (secret !== null) await tx.objectStore("state").put(secret, "secret");
    });
    written.then(() => this.holdsLink.set(true)).catch(() => {});
  }

  /** Whether a handle is free. */
  async look(handle: string | null): Promise<HandleState> {
    if (this.#secret === null) return "unknown";
    try {
      const secret = toBase64url(this.#secret);
      const { handle: state } = await this.#http.post("/setup/look", { secret, handle });
      return state === "free" || state === "taken" || state === "reserved" ? state : "unknown";
    } catch (error) {
      if (isRefused(error, ...STOPS)) this.#halt(error.code);
      return "unknown";
    }
  }

  /**
   * Creates the business. On return the phase is `done`, or `stopped` when the link is not valid. May be called again after every failure.
   * Throws `Unreachable`, or `ServerRefusal` such as `handle_taken` or `bad_request`.
   */
  async create(order: Order): Promise<void> {
    const store = this.#store;
    if (store === null || this.#secret === null) throw new Unreachable("nothing was loaded yet");
    if (await this.#arrivedBefore(store)) return;
    const { made } = await this.#prepare(store, order);
    if (await occupiedBy(this.#env, made.keys.id)) return this.#halt("occupied");
    const records = await withProfile(made, order.profile, this.#env.now());
    try {
      await this.#http.post("/setup", {
        secret: toBase64url(this.#secret),
        handle: order.handle,
        records: records.map(publishedJson),
        team_wraps: made.wraps.map(({ to, wrap }) => ({
          n: 1,
          to: toBase64url(to),
          wrap: toBase64url(wrap),
        })),
      });
    } catch (error) {
      if (!(error instanceof ServerRefusal)) throw error;
      if (await this.#arrivedBefore(store)) return;
      if (!isRefused(error, ...STOPS)) throw error;
      return this.#halt(error.code);
    }
    await this.#finish(store, made, order);
  }

  close(): void {
    this.#store?.close();
  }

  async #load(): Promise<void> {
    if (!(await platformCanSeal())) return this.#halt("unsupported");
    const store = await openStore(this.#env, SETUP_STORE);
    this.#store = store;
    this.draft = await readState(store, "draft");
    this.#kept = await readState<Retained>(store, "kept");
    const fresh = LINK.exec(this.#env.fragment)?.[1] ?? null;
    if (fresh === null && (await this.#showDone(store))) return;
    const device = this.#kept?.made.keys.id ?? null;
    if (await occupiedBy(this.#env, device)) return this.#halt("occupied");
    this.#secret =
      fresh === null ? await readState<Bytes>(store, "secret") : fromCrockford(fresh, SECRET_BYTES);
    if (this.#secret === null) this.#halt(fresh === null ? "no_link" : "damaged");
    if (this.#secret === null) return;
    if (await this.#arrivedBefore(store).catch(() => false)) return;
    await this.#check();
    if (this.stop.get() === null) this.phase.set("typing");
  }

  async #showDone(store: Store): Promise<boolean> {
    const done = await readState<SetUp>(store, "done");
    if (done === null) return false;
    this.done.set(done);
    this.phase.set("done");
    return true;
  }

  /** It is better to be told now than after the last step. Without a network one can still type. */
  async #check(): Promise<void> {
    await this.look(null);
  }

  /** The keys are stored before they are sent. Of two tabs, the first one's count. */
  async #prepare(store: Store, order: Order): Promise<Retained> {
    const made = this.#kept?.made ?? (await newBusiness(newSheetSecret(), this.#env.now()));
    this.#kept = await write(store, async (tx) => {
      const before = (await tx.objectStore("state").get("kept")) as Retained | undefined;
      const kept = { made: before?.made ?? made, order };
      await tx.objectStore("state").put(kept, "kept");
      if (this.#secret !== null) await tx.objectStore("state").put(this.#secret, "secret");
      return kept;
    });
    this.holdsLink.set(true);
    return this.#kept;
  }

  /** An earlier request reached the server although its answer did not arrive. */
  async #arrivedBefore(store: Store): Promise<boolean> {
    const { made, order } = this.#kept ?? { made: null, order: null };
    if (made === null || order === null) return false;
    try {
      const shop = await this.#http.get(`/businesses/${order.handle}`);
      if (!equal(b64(shop.business), made.business)) return false;
    } catch (error) {
      if (isRefused(error, "unknown_business")) return false;
      throw error;
    }
    await this.#finish(store, made, order);
    return true;
  }

  async #finish(store: Store, made: NewBusiness, { handle, name, you }: Order): Promise<void> {
    const shop = await this.#http.get(`/businesses/${handle}`);
    try {
      await moveIn(this.#env, { made, handle, shop, you });
    } catch (error) {
      if (!(error instanceof Occupied)) throw error;
      // Its keys stay here: once the other device has signed out, opening this page again goes on.
      return this.#halt("occupied");
    }
    const url = signUrl(this.#env.origin, handle, made.fingerprint);
    const done: SetUp = { handle, name, url, words: await signWords(made.fingerprint) };
    await write(store, async (tx) => {
      const state = tx.objectStore("state");
      await state.put(done, "done");
      for (const key of ["secret", "kept", "draft"]) await state.delete(key);
    });
    void this.#env.persist();
    this.done.set(done);
    this.phase.set("done");
  }

  #halt(stop: SetupStop): void {
    this.holdsLink.set(true);
    this.stop.set(stop);
    this.phase.set("stopped");
  }
}
