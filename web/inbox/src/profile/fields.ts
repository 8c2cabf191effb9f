/** The map of a profile as the page edits it: values in, values out. What the page does not know stays in the map. */

import type { ProfileFields } from "@tresen/core/api";
import {
  AFTER_DAYS,
  type AwayWhen,
  HASH_BYTES,
  PROFILE_CHARACTERS,
  TEXT_CHARACTERS,
} from "@tresen/core/wire/generated";
import { type HoursFile, isClosed } from "@tresen/ui/hours/week";

export const WHEN: readonly AwayWhen[] = ["off", "outside", "range", "always"];

export interface Greeting {
  readonly on: boolean;
  /** null: the field is empty, which is a mistake to report. */
  readonly afterDays: number | null;
}

export interface Away {
  readonly when: AwayWhen;
  readonly fromMs: number | null;
  readonly toMs: number | null;
}

type Path = readonly [string, ...string[]];

/** Stands for a deleted number, because no number at all means the default. */
const EMPTY = "";

const LONGEST: Readonly<Record<string, number>> = PROFILE_CHARACTERS;

/** How long the text at a place may be: a field of its own, or a text of an automatic answer. */
export const longestOf = ([field]: Path): number => LONGEST[field] ?? TEXT_CHARACTERS;

const inside = (value: unknown): ProfileFields =>
  value !== null && typeof value === "object" && !Array.isArray(value) ? (value as ProfileFields) : {};

const at = (fields: ProfileFields, path: readonly string[]): unknown =>
  path.reduce<unknown>((value, key) => inside(value)[key], fields);

/** The same map with one value in it; undefined takes the key out. */
function having(fields: ProfileFields, [key, ...deeper]: Path, value: unknown): ProfileFields {
  const [next, ...rest] = deeper;
  const changed = next === undefined ? value : having(inside(fields[key]), [next, ...rest], value);
  const { [key]: _, ...others } = fields;
  return changed === undefined ? others : { ...fields, [key]: changed };
}

export function textAt(fields: ProfileFields, path: Path): string {
  const value = at(fields, path);
  return typeof value === "string" ? value : "";
}

export const withText = (fields: ProfileFields, path: Path, text: string): ProfileFields =>
  having(fields, path, text === "" ? undefined : text);

export const pictureOf = ({ picture }: ProfileFields): Uint8Array | null =>
  picture instanceof Uint8Array ? picture : null;

export const withPicture = (fields: ProfileFields, picture: Uint8Array | null): ProfileFields =>
  having(fields, ["picture"], picture ?? undefined);

/** The banner: whole if it is new, by its hash if it is published; null: none. */
export const bannerIn = ({ banner }: ProfileFields): Uint8Array | null =>
  banner instanceof Uint8Array ? banner : null;

/** The banner if it is new: it has to be stored before a profile can name it. */
export const newBanner = (fields: ProfileFields): Uint8Array | null => {
  const banner = bannerIn(fields);
  return banner?.length === HASH_BYTES ? null : banner;
};

export const withBanner = (fields: ProfileFields, banner: Uint8Array | null): ProfileFields =>
  having(fields, ["banner"], banner ?? undefined);

export function greetingOf(fields: ProfileFields): Greeting {
  const days = at(fields, ["greeting", "after_days"]);
  const afterDays = typeof days === "number" ? days : days === EMPTY ? null : AFTER_DAYS;
  return { on: at(fields, ["greeting", "on"]) === true, afterDays };
}

export const withGreeting = (fields: ProfileFields, change: Partial<Greeting>): ProfileFields => {
  const { on, afterDays } = { ...greetingOf(fields), ...change };
  return having(having(fields, ["greeting", "on"], on), ["greeting", "after_days"], afterDays ?? EMPTY);
};

export function awayOf(fields: ProfileFields): Away {
  const when = at(fields, ["away", "when"]);
  const ms = (key: string) => {
    const value = at(fields, ["away", key]);
    return typeof value === "number" ? value : null;
  };
  return { when: WHEN.find((each) => each === when) ?? "off", fromMs: ms("from_ms"), toMs: ms("to_ms") };
}

export const withAway = (fields: ProfileFields, change: Partial<Away>): ProfileFields => {
  const { when, fromMs, toMs } = { ...awayOf(fields), ...change };
  const chosen = having(fields, ["away", "when"], when);
  return having(
    having(chosen, ["away", "from_ms"], fromMs ?? undefined),
    ["away", "to_ms"],
    toMs ?? undefined,
  );
};

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/**
 * Another kind of absence. "Always" begins at this minute: an absence is known by its beginning, and a customer is told once in each.
 * What is published already goes on as it began; a range that is over makes way for the next 24 hours.
 */
export function withWhen(
  fields: ProfileFields,
  when: AwayWhen,
  now: number,
  before: ProfileFields | null,
): ProfileFields {
  const published = awayOf(before ?? {});
  const kept = [awayOf(fields), published].find(({ toMs }) => toMs !== null && toMs > now);
  const next = Math.ceil(now / HOUR_MS) * HOUR_MS;
  if (when === "range")
    return withAway(fields, {
      when,
      fromMs: kept ? kept.fromMs : next,
      toMs: kept ? kept.toMs : next + 24 * HOUR_MS,
    });
  if (when !== "always") return withAway(fields, { when });
  const goesOn = published.when === "always";
  return withAway(fields, {
    when,
    fromMs: goesOn ? published.fromMs : Math.floor(now / MINUTE_MS) * MINUTE_MS,
    toMs: goesOn ? published.toMs : null,
  });
}

/** The hours to edit: those of the profile, or a week that is still empty. */
export function hoursOf(fields: ProfileFields): HoursFile {
  const hours = inside(fields.hours);
  const zone = textAt(fields, ["time_zone"]) || "Europe/Berlin";
  return {
    holidays: "closed",
    ...hours,
    time_zone: typeof hours.time_zone === "string" ? hours.time_zone : zone,
    weekly: inside(hours.weekly) as HoursFile["weekly"],
  };
}

/** The profile's zone is the hours' one. Hours that say nothing at all leave it: the shop is not "always closed". */
export function withHours(fields: ProfileFields, hours: HoursFile): ProfileFields {
  const { region, holidays, ...rest } = hours;
  const kept = region !== undefined || typeof holidays === "object" ? { holidays } : {};
  const file = { ...rest, ...(region === undefined ? {} : { region }), ...kept };
  const empty =
    isClosed(hours.weekly) && (hours.exceptions ?? []).length === 0 && typeof holidays !== "object";
  const said = { ...fields, time_zone: hours.time_zone };
  // While nothing is open the region that was chosen is still wanted.
  return having(said, ["hours"], empty && region === undefined ? undefined : file);
}

/** As it is published: without surrounding space, without what is empty. A week that holds nothing is left out unless there was one before. */
export function tidied(fields: ProfileFields, before: ProfileFields | null): ProfileFields {
  const trimmed = trim(fields) as ProfileFields;
  const hours = hoursOf(trimmed);
  const said = before?.hours !== undefined || !isClosed(hours.weekly) || (hours.exceptions ?? []).length > 0;
  return said ? trimmed : having(trimmed, ["hours"], undefined);
}

function trim(value: unknown): unknown {
  if (typeof value === "string") return value.replace(/\r\n?/g, "\n").trim();
  if (Array.isArray(value)) return value.map(trim);
  if (value === null || typeof value !== "object" || value instanceof Uint8Array) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, trim(each)]));
}

/** Equal as published values; the order of keys does not matter. */
export function sameFields(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return false;
  if (one instanceof Uint8Array || other instanceof Uint8Array) return String(one) === String(other);
  const [keys, others] = [Object.keys(one), Object.keys(other)];
  return (
    Array.isArray(one) === Array.isArray(other) &&
    keys.length === others.length &&
    keys.every((key) => key in other && sameFields(one[key as never], other[key as never]))
  );
}

export const CALL_MODES = ["open", "always", "never", "own"] as const;
export type CallMode = (typeof CALL_MODES)[number];

/** When customers may call, and whether calls may go past the relay (C4, C9). */
export interface CallFields {
  readonly mode: CallMode;
  readonly direct: boolean;
  /** Customers ring before the team has answered them. */
  readonly strangers: boolean;
  /** The hours of their own; while they are not in force, a week to begin with. */
  readonly own: HoursFile;
}

export function callsOf(fields: ProfileFields): CallFields {
  const { hours, direct, strangers } = inside(fields.calls);
  const own = hours !== null && typeof hours === "object";
  const mode = own ? "own" : (CALL_MODES.find((each) => each === hours) ?? "open");
  const usual = hoursOf(fields);
  const { region: _, holidays: __, exceptions: ___, ...week } = usual;
  const file = own
    ? { holidays: "closed" as const, weekly: {}, ...inside(hours) }
    : { ...week, holidays: usual.holidays };
  return {
    mode,
    direct: direct === true,
    strangers: strangers === true,
    own: { time_zone: usual.time_zone, ...file } as HoursFile,
  };
}

/** What is as usual is left out: opening hours, the relay alone, and only customers who were answered. */
export function withCalls(fields: ProfileFields, change: Partial<CallFields>): ProfileFields {
  const { mode, direct, strangers, own } = { ...callsOf(fields), ...change };
  const hours = mode === "own" ? own : mode === "open" ? undefined : mode;
  const calls = {
    ...(hours === undefined ? {} : { hours }),
    ...(direct ? { direct: true } : {}),
    ...(strangers ? { strangers: true } : {}),
  };
  return having(fields, ["calls"], Object.keys(calls).length === 0 ? undefined : calls);
}
