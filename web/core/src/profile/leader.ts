/** Publishing a profile and looking at one beforehand: what an owner's device does (S4, S14). Runs in the leading tab. */

import { equal, toBase64url } from "../base/bytes.ts";
import type { Env } from "../base/env.ts";
import { ProfileChanged, ServerRefusal } from "../base/errors.ts";
import { encode, flag, list, map, nil, text } from "../base/shape.ts";
import type { DeviceKeys } from "../seal/keys.ts";
import { signPublic } from "../seal/records.ts";
import type { Chain } from "../trust/chain.ts";
import { type Http, signedJson } from "../wire/http.ts";
import type {
  Holiday,
  PreviewedAnswer,
  ProfileFields,
  ProfilePreview,
  ProfileRemark,
  TwoTexts,
} from "./api.ts";

export interface ProfileAdminOwner {
  readonly env: Env;
  readonly http: Http;
  readonly keys: DeviceKeys;
  chain(): Chain;
  /** Fetches public records that are not known yet. */
  refresh(): Promise<void>;
}

const TRIES = 5;
/** With less left than this the records are renewed. */
const RENEW_LEFT_MS = 30 * 24 * 60 * 60 * 1000;

/** The number of the record that holds the newest profile; 0 before there is one. */
export const profileRev = (chain: Chain): number => Math.max(0, ...chain.profiles.keys());

export class ProfileAdmin {
  readonly #owner: ProfileAdminOwner;

  constructor(owner: ProfileAdminOwner) {
    this.#owner = owner;
  }

  get commands() {
    return {
      profilePreview: (fields: ProfileFields, atMs: number | null) => this.#preview(fields, atMs),
      profileHolidays: (region: string, year: number) => this.#holidays(region, year),
      profilePublish: (fields: ProfileFields, rev: number) => this.#publish(fields, rev),
    };
  }

  async #preview(fields: ProfileFields, atMs: number | null): Promise<ProfilePreview> {
    const { picture } = fields;
    const profile = picture instanceof Uint8Array ? { ...fields, picture: toBase64url(picture) } : fields;
    return readPreview(await this.#owner.http.post("/preview", { profile, at_ms: atMs }));
  }

  async #holidays(region: string, year: number): Promise<readonly Holiday[]> {
    const path = `/hours/holidays?region=${encodeURIComponent(region)}&year=${year}`;
    return list(readHoliday)((await this.#owner.http.get(path)).holidays);
  }

  /** Records about the team may come first: then it is signed anew on top of them. */
  async #publish(fields: ProfileFields, rev: number): Promise<void> {
    for (let tries = 1; ; tries++) {
      const chain = this.#owner.chain();
      if (chain.profile !== null && equal(encode(chain.profile), encode(fields))) return;
      if (profileRev(chain) !== rev) throw new ProfileChanged("another profile was published meanwhile");
      try {
        await this.#post(chain, fields);
        return await this.#owner.refresh();
      } catch (error) {
        if (!(error instanceof ServerRefusal) || error.code !== "stale_record" || tries === TRIES)
          throw error;
        await this.#owner.refresh();
      }
    }
  }

  /** Publishes the profile once more when the records must be renewed soon (S4): else customers are told that they may see an old state. */
  async renew(): Promise<void> {
    const { profile, renewByMs } = this.#owner.chain();
    if (profile === null || renewByMs - this.#owner.env.now() >= RENEW_LEFT_MS) return;
    await this.#post(this.#owner.chain(), profile);
    await this.#owner.refresh();
  }

  async #post(chain: Chain, fields: ProfileFields): Promise<void> {
    const { env, http, keys } = this.#owner;
    const end = { business: chain.business, rev: chain.rev, hash: chain.hashes.at(-1) ?? null };
    const { signed } = await signPublic(keys, end, ["profile", [fields]], env.now());
    await http.post("/records", { records: [signedJson(signed)], team_wraps: [] });
  }
}

const readTexts = (value: unknown): TwoTexts => {
  const { de, en } = map(value);
  return { de: text(de), en: text(en) };
};

const readRemark = (value: unknown): ProfileRemark => {
  const { at, code } = map(value);
  return { at: text(at), code: text(code) };
};

const readAnswer = (value: unknown): PreviewedAnswer => {
  const { name, text: texts } = map(value);
  return { name: text(name), text: readTexts(texts) };
};

const readHours = (value: unknown): NonNullable<ProfilePreview["hours"]> => {
  const { open, text: texts, reason } = map(value);
  return { open: flag(open), text: readTexts(texts), reason: nil(readTexts)(reason) };
};

const readPreview = (answer: Readonly<Record<string, unknown>>): ProfilePreview => ({
  mistakes: list(readRemark)(answer.mistakes),
  warnings: list(readRemark)(answer.warnings),
  hours: nil(readHours)(answer.hours),
  first: list(readAnswer)(answer.first),
  known: list(readAnswer)(answer.known),
});

const readHoliday = (value: unknown): Holiday => {
  const { day, de, en, public: forAll } = map(value);
  return { day: text(day), de: text(de), en: text(en), public: flag(forAll) };
};
