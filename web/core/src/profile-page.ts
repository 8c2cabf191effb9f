/** The profile page's side: what is published, and an owner's verbs, which the leading tab carries out. */

import { profileRev } from "./profile-admin.ts";
import type { ProfileFields, ProfileView } from "./profile-api.ts";
import { writable } from "./readable.ts";
import type { Chain } from "./records.ts";

type Call = <T>(command: string, ...args: readonly unknown[]) => Promise<T>;

export class ProfilePage implements ProfileView {
  readonly published = writable<{ readonly fields: ProfileFields; readonly rev: number } | null>(null);
  readonly #call: Call;

  constructor(call: Call) {
    this.#call = call;
  }

  show(chain: Chain): void {
    const rev = profileRev(chain);
    if (chain.profile === null || this.published.get()?.rev === rev) return;
    this.published.set({ fields: chain.profile, rev });
  }

  preview: ProfileView["preview"] = (fields, atMs) => this.#call("profilePreview", fields, atMs);

  holidays: ProfileView["holidays"] = (region, year) => this.#call("profileHolidays", region, year);

  publish: ProfileView["publish"] = (fields, rev) => this.#call("profilePublish", fields, rev);
}
