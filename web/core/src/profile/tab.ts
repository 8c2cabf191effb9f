/** The profile page's side: what is published, and the verbs of an owner. */

import { equal, toBase64url } from "../base/bytes.ts";
import { Refused } from "../base/errors.ts";
import { writable } from "../base/readable.ts";
import { digest } from "../seal/suite.ts";
import { readState, type Store, TYPED_PROFILE } from "../store/database.ts";
import type { Chain } from "../trust/chain.ts";
import { b64, type Http } from "../wire/http.ts";
import type { ProfileCommands, ProfileFields, ProfileView, TypedProfile } from "./api.ts";
import { holidaysOf, previewOf } from "./preview.ts";
import { readHours } from "./shopfront.ts";

export class ProfilePage implements ProfileView {
  readonly published = writable<{ readonly fields: ProfileFields; readonly rev: number } | null>(null);
  readonly typed = writable<TypedProfile | null>(null);
  readonly #leader: ProfileCommands;
  readonly #http: Http;
  #store: Store | null = null;

  constructor(leader: ProfileCommands, http: Http) {
    this.#leader = leader;
    this.#http = http;
  }

  show(chain: Chain): void {
    const rev = chain.profileRev;
    if (chain.profile === null || this.published.get()?.rev === rev) return;
    this.published.set({ fields: chain.profile, rev });
  }

  /** From now on what is typed is stored there. What was stored before is read. */
  async useStore(store: Store): Promise<void> {
    this.#store = store;
    this.typed.set(await readState<TypedProfile>(store, TYPED_PROFILE));
  }

  keep: ProfileView["keep"] = (typed) => {
    const tx = this.#store?.transaction("state", "readwrite");
    if (tx === undefined) return;
    const written = typed === null ? tx.store.delete(TYPED_PROFILE) : tx.store.put(typed, TYPED_PROFILE);
    // Commit now, not when the answer comes: the page may be closed in the next moment.
    tx.commit();
    Promise.all([written, tx.done]).catch(() => {});
  };

  preview: ProfileView["preview"] = (fields, atMs) => previewOf(this.#http, fields, atMs);

  hours: ProfileView["hours"] = async (handle) => readHours(await this.#http.get(`/businesses/${handle}`));

  holidays: ProfileView["holidays"] = (region, year) => holidaysOf(this.#http, region, year);

  keepBanner: ProfileView["keepBanner"] = async (banner) => {
    const { hash } = await this.#http.post("/banner", { banner: toBase64url(banner) });
    const named = await digest("banner", banner);
    // The owner signs this hash: of another picture it would be another's words.
    if (!equal(b64(hash), named)) throw new Refused("wrong_hash", "the server names another picture");
    return named;
  };

  publish: ProfileView["publish"] = (fields, rev) => this.#leader.profilePublish(fields, rev);
}
