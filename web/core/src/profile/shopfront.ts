/** The published profile and the words of automatic answers, read from the signed record (S14). */

import type { OpeningHours, Profile, Shopfront, Span, Special, Trust } from "../api.ts";
import { toBase64url } from "../base/bytes.ts";
import { automaticText } from "../conversation/automatic.ts";
import type { Chain } from "../trust/chain.ts";

type Fields = Readonly<Record<string, unknown>>;

const word = (value: unknown): string => (typeof value === "string" ? value : "");

const fieldsOf = (value: unknown): Fields =>
  value !== null && typeof value === "object" && !Array.isArray(value) ? (value as Fields) : {};

const specialsIn = (value: unknown): Special[] =>
  (Array.isArray(value) ? value : [])
    .map(fieldsOf)
    .map(({ from, to, note, note_en: en }) => {
      const [german, english] = [word(note), word(en)];
      return { from: word(from), to: word(to), note: { de: german || english, en: english || german } };
    })
    .filter(({ note }) => note.de);

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
    specials: specialsIn(fieldsOf(it.hours).exceptions),
  };
}

const isSpan = (value: unknown): value is Span =>
  Array.isArray(value) && Number.isFinite(value[0]) && Number.isFinite(value[1]);

const spansIn = (value: unknown): readonly Span[] | null =>
  Array.isArray(value) && value.every(isSpan) ? value : null;

/** Opening hours in the server's answer; null without any, or when they are not what they should be: then none are shown. */
export function readHours(answer: Fields): OpeningHours | null {
  const open = spansIn(answer.open_intervals);
  const reasons = (spansIn(answer.hours_reasons) ?? []).flatMap(([from, to, said]: readonly unknown[]) => {
    const { de, en } = fieldsOf(said);
    return [[from, to, { de: word(de), en: word(en) }] as OpeningHours["reasons"][number]];
  });
  return open && { open, meets: spansIn(answer.appointment_intervals) ?? [], reasons };
}

export function shopfrontOf(
  chain: Chain,
  handle: string,
  trust: Trust,
  nowMs: number,
  hours: OpeningHours | null = null,
): Shopfront {
  const profile = profileOf(chain.profile);
  return {
    business: toBase64url(chain.business),
    handle,
    profile,
    trust,
    open: profile.imprint !== "" && profile.privacy !== "",
    stale: chain.renewByMs < nowMs,
    hours,
  };
}

/** `[name, rev, nil, instant, next opening]` of an `auto` event in the reader's language; null when that revision has no such text. */
export function autoText(chain: Chain, entry: readonly unknown[], language: string): string | null {
  const [name, rev, , instantMs, nextOpenMs] = entry;
  if (typeof name !== "string" || typeof rev !== "number") return null;
  const fields = chain.profiles.get(rev);
  if (fields === undefined) return null;
  const next = typeof nextOpenMs === "number" ? nextOpenMs : null;
  return automaticText(fields, name, language, typeof instantMs === "number" ? instantMs : 0, next);
}
