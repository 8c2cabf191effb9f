/** The published profile and the words of automatic answers, read from the signed record (S14). */

import type { Profile, Shopfront, Trust } from "./api.ts";
import { toBase64url } from "./bytes.ts";
import type { Chain } from "./records.ts";

type Fields = Readonly<Record<string, unknown>>;

const word = (value: unknown): string => (typeof value === "string" ? value : "");

const fieldsOf = (value: unknown): Fields =>
  value !== null && typeof value === "object" && !Array.isArray(value) ? (value as Fields) : {};

export function profileOf(fields: Fields | null): Profile {
  const it = fields ?? {};
  return {
    name: word(it.name),
    trade: word(it.trade),
    about: word(it.about),
    street: word(it.street),
    postcode: word(it.postcode),
    city: word(it.city),
    phone: word(it.phone),
    email: word(it.email),
    website: word(it.website),
    imprint: word(it.imprint),
    privacy: word(it.privacy),
    timeZone: word(it.time_zone) || word(fieldsOf(it.hours).time_zone) || "Europe/Berlin",
    picture: it.picture instanceof Uint8Array ? it.picture : null,
  };
}

export function shopfrontOf(chain: Chain, handle: string, trust: Trust, nowMs: number): Shopfront {
  const profile = profileOf(chain.profile);
  return {
    business: toBase64url(chain.business),
    handle,
    profile,
    trust,
    open: profile.imprint !== "" && profile.privacy !== "",
    stale: chain.renewByMs < nowMs,
  };
}

/** `[name, rev, language, instant, next opening]`: the published words of that revision; null when they are not there. */
export function autoText(chain: Chain, entry: readonly unknown[]): string | null {
  const [name, rev, language] = entry;
  if (typeof name !== "string" || typeof rev !== "number") return null;
  const published = chain.profiles.get(rev)?.[name];
  if (typeof published === "string") return published;
  const texts = fieldsOf(published);
  const text = texts[typeof language === "string" ? language : "de"] ?? Object.values(texts)[0];
  return typeof text === "string" ? text : null;
}
