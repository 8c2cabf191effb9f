/** The published profile and the words of automatic answers, read from the signed record (S14). */

import { toBase64url } from "../base/bytes.ts";
import type { TeamChange } from "../model/devices.ts";
import type { Chain } from "../trust/chain.ts";
import { PROFILE_CHARACTERS } from "../wire/generated.ts";
import { type Board, boardIn } from "./board.ts";

/** Every field that is plain text; empty when the business left it out. */
type ProfileTexts = Readonly<Record<keyof typeof PROFILE_CHARACTERS, string>>;

export interface Profile extends ProfileTexts {
  readonly timeZone: string;
  readonly picture: Uint8Array | null;
  /** The hash of the banner; `banner.ts` fetches what it is of. */
  readonly banner?: unknown;
  /** The ways that are switched off, as the record says them; `closedways.ts` reads them. */
  readonly waysClosed?: unknown;
  /** The websites that may show the page in a frame, as the record says them; `websites.ts` reads them. */
  readonly websites?: unknown;
  /** Company holidays and special days that have a note; dates such as "2026-12-27", both included. */
  readonly specials: readonly Special[];
  /** The line of the day, also one that has ended; left out in a profile that is made up. */
  readonly board?: Board | null;
  /** Calls may go directly, so that both sides see each other's address. */
  readonly callsDirect: boolean;
  /** Nobody may ever call (C4). */
  readonly callsNever: boolean;
}

export interface Special {
  readonly from: string;
  readonly to: string;
  readonly note: { readonly de: string; readonly en: string };
}

/** `verified`: fragment and record chain agree. `unverified`: no fragment. `mismatch`: refuse to send and say why. `broken`: the chain itself does not verify. */
export type Trust = "verified" | "unverified" | "mismatch" | "broken";

/** From the first instant up to but not including the second. */
export type Span = readonly [fromMs: number, toMs: number];

/** Opening hours as instants, in order, from today for two weeks; the next opening in any case. */
export interface OpeningHours {
  readonly open: readonly Span[];
  /** Not open, but by appointment. */
  readonly meets: readonly Span[];
  /** Dates with a note or a holiday, and its name. */
  readonly reasons: readonly (readonly [...Span, { readonly de: string; readonly en: string }])[];
}

export interface Shopfront {
  readonly business: string;
  readonly handle: string;
  readonly profile: Profile;
  readonly trust: Trust;
  /** False until imprint and privacy contact are filled. */
  readonly open: boolean;
  /** The newest record's `renew_by_ms` lies in the past: an old state may be shown. */
  readonly stale: boolean;
  /** null: no opening hours, or none known yet. */
  readonly hours: OpeningHours | null;
  /** Whether calls are ever taken, and there is a way for them (C4, C9); null: not known yet. */
  readonly calls: boolean | null;
  /** What changed among the team's devices, by verified records, the oldest first. */
  readonly changes: readonly TeamChange[];
}

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
    ...(Object.fromEntries(
      Object.keys(PROFILE_CHARACTERS).map((field) => [field, word(it[field])]),
    ) as ProfileTexts),
    timeZone: word(it.time_zone) || word(fieldsOf(it.hours).time_zone) || "Europe/Berlin",
    picture: it.picture instanceof Uint8Array ? it.picture : null,
    banner: it.banner,
    waysClosed: it.ways_closed,
    websites: it.websites,
    board: boardIn(it.board),
    specials: specialsIn(fieldsOf(it.hours).exceptions),
    callsDirect: fieldsOf(it.calls).direct === true,
    callsNever: fieldsOf(it.calls).hours === "never",
  };
}

const isSpan = (value: unknown): value is Span =>
  Array.isArray(value) && Number.isFinite(value[0]) && Number.isFinite(value[1]);

const spansIn = (value: unknown): readonly Span[] | null =>
  Array.isArray(value) && value.every(isSpan) ? value : null;

/** The opening hours in the server's answer; null without any, or when they are malformed: then none are shown. */
export function readHours(answer: Fields): OpeningHours | null {
  const open = spansIn(answer.open_intervals);
  const reasons = (spansIn(answer.hours_reasons) ?? []).flatMap(([from, to, said]: readonly unknown[]) => {
    const { de, en } = fieldsOf(said);
    return [[from, to, { de: word(de), en: word(en) }] as OpeningHours["reasons"][number]];
  });
  return open && { open, meets: spansIn(answer.appointment_intervals) ?? [], reasons };
}

/** What the server says beside the records. */
export interface Asked {
  readonly hours?: OpeningHours | null;
  /** There is a relay for calls; null: not asked yet. */
  readonly relay?: boolean | null;
}

export function shopfrontOf(
  chain: Chain,
  handle: string,
  trust: Trust,
  nowMs: number,
  { hours = null, relay = null }: Asked = {},
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
    calls: profile.callsNever ? false : profile.callsDirect || relay,
    changes: chain.changes,
  };
}
