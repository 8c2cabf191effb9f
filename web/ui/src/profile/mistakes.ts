/** Mistakes and warnings of a profile, in the reader's language, from their stable code and place (protocol/profile.md). Pure. */

import type { MistakeWords } from "./mistakes.de.ts";

/** A place such as `hours.weekly.mon[1]`, and a code of protocol/mistakes.json. The server's own words are for programs. */
export interface Remark {
  readonly at: string;
  readonly code: string;
}

/** The reason without the place, for display at its field. `unknown`: what the text has in braces and nobody knows. */
export function reasonOf({ code, at }: Remark, words: MistakeWords, unknown: readonly string[] = []): string {
  const missing: Readonly<Record<string, string>> = words.missing;
  const wrong: Readonly<Record<string, string>> = words.wrong;
  const reason = (code === "empty" ? missing[at] : undefined) ?? wrong[code] ?? words.somehowWrong;
  return code === "variable" && unknown.length > 0 ? `${words.notHere(unknown)} ${reason}` : reason;
}

/** Says the name of a holiday as the file has it in the reader's language. */
export type HolidayName = (key: string) => string;

/** The reason with the field's name, for a list of all mistakes. */
export const namedReason = (remark: Remark, words: MistakeWords, named: HolidayName = (key) => key): string =>
  `${placeName(remark.at, words, named)}: ${reasonOf(remark, words)}`;

function placeName(at: string, words: MistakeWords, named: HolidayName): string {
  const names: Readonly<Record<string, string>> = words.places;
  const one = oneOf(at, words, named);
  if (one !== null) return one;
  const parts = at.replace(/\[.*/, "").split(".");
  for (let length = parts.length; length > 0; length--) {
    const name = names[parts.slice(0, length).join(".")];
    if (name !== undefined) return name;
  }
  return at;
}

/** One holiday, one special day. */
function oneOf(at: string, words: MistakeWords, named: HolidayName): string | null {
  const special = /^hours\.exceptions\[(\d+)\]/.exec(at);
  if (special) return words.oneOf(words.places["hours.exceptions"], String(Number(special[1]) + 1));
  const holiday = /^hours\.holidays(?:\["(.*?)"\]|\.(\w+))/.exec(at);
  if (holiday === null) return null;
  const key = holiday[1] ?? holiday[2] ?? "";
  const [, year = "", month, day] = /^(?:(\d{4})-)?(\d\d)-(\d\d)$/.exec(key) ?? [];
  return words.oneOf(
    words.places["hours.holidays"],
    month && day ? words.date(year, month, day) : named(key),
  );
}

const LONGEST_SHOWN = 40;

/** The place of a key as the server writes it: `holidays.Karfreitag`, `holidays["Erster Weihnachtstag"]`. */
export function inside(at: string, key: string): string {
  if (/^[A-Za-z_]\w*$/.test(key) && key.length <= LONGEST_SHOWN) return `${at}.${key}`;
  const characters = [...key];
  const cut = characters.length > LONGEST_SHOWN ? `${characters.slice(0, LONGEST_SHOWN).join("")}…` : key;
  return `${at}["${cut}"]`;
}

/** The place itself, or one inside it. */
export const isWithin = (place: string, at: string): boolean =>
  place === at || (place.startsWith(at) && /^[.[]/.test(place.slice(at.length)));

/** The places and codes in the detail of a `bad_record`: `profile: name (empty), hours.weekly.mon[1] (overlap)`. */
export function remarksIn(detail: string): Remark[] {
  const [, listed = ""] = /\bprofile: (.*)/s.exec(detail) ?? [];
  return [...listed.matchAll(/([^\s,]+) \((\w+)\)/g)].flatMap(([, at, code]) =>
    at && code ? [{ at, code }] : [],
  );
}
