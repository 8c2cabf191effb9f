/** The profile page's side: what is published, and an owner's verbs, which the leading tab carries out. */

import { writable } from "../base/readable.ts";
import { readState, type Store, TYPED_PROFILE } from "../store/database.ts";
import type { Chain } from "../trust/chain.ts";
import type { ProfileFields, ProfileView, TypedProfile } from "./api.ts";
import { profileRev } from "./leader.ts";

type Call = <T>(command: string, ...args: readonly unknown[]) => Promise<T>;

export class ProfilePage implements ProfileView {
  readonly published = writable<{ readonly fields: ProfileFields; readonly rev: number } | null>(null);
  readonly typed = writable<TypedProfile | null>(null);
  readonly #call: Call;
  #store: Store | null = null;

  constructor(call: Call) {
    this.#call = call;
  }

  show(chain: Chain): void {
    const rev = profileRev(chain);
    if (chain.profile === null || this.published.get()?.rev === rev) return;
    this.published.set({ fields: chain.profile, rev });
  }

  /** From here on what is typed is kept there; what was there before is told. */
  async useStore(store: Store): Promise<void> {
    this.#store = store;
    this.typed.set(await readState<TypedProfile>(store, TYPED_PROFILE));
  }

  keep: ProfileView["keep"] = (typed) => {
    const tx = this.#store?.transaction("state", "readwrite");
    if (tx === undefined) return;
    const written = typed === null ? tx.store.delete(TYPED_PROFILE) : tx.store.put(typed, TYPED_PROFILE);
    // Not when the answer comes: the page may be closed in the next moment.
    tx.commit();
    Promise.all([written, tx.done]).catch(() => {});
  };

  preview: ProfileView["preview"] = (fields, atMs) => this.#call("profilePreview", fields, atMs);

  holidays: ProfileView["holidays"] = (region, year) => this.#call("profileHolidays", region, year);

  publish: ProfileView["publish"] = (fields, rev) => this.#call("profilePublish", fields, rev);
}
