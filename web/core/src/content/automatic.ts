/** The words of automatic answers, taken from the signed profile of the revision that the event names (S14). Pure. */

import { AWAY_TEXTS, LANGUAGES, type Language } from "../wire/generated.ts";

type Fields = Readonly<Record<string, unknown>>;

const DAY_MS = 86_400_000;
/** From so many days on, a date without a year could be mistaken for a nearer one. */
const YEAR_FROM_DAYS = 300;

const SOON: Readonly<Record<Language, string>> = { de: "bald", en: "soon" };
const LOCALE: Readonly<Record<Language, string>> = { de: "de-DE", en: "en-GB" };

const inside = (value: unknown, key: string): unknown =>
  value !== null && typeof value === "object" && !Array.isArray(value) ? (value as Fields)[key] : undefined;

/**
 * The text called `name`, which is `greeting` or `away.` and one of its texts; in the other language when it is missing in this one. null
 * when the profile has no such text: then the answer cannot be displayed.
 */
export function automaticText(
  fields: Fields,
  name: string,
  language: string,
  atMs: number,
  nextOpenMs: number | null,
): string | null {
  const text = textOf(fields, name, language);
  if (text === null) return null;
  const known: Language = language === "en" ? "en" : "de";
  const values = new Map([["opening", openingOf(fields, known, atMs, nextOpenMs)]]);
  if (typeof fields.name === "string") values.set("business", fields.name);
  return text.replace(
    /\{\{([^{}\n]*)\}\}|\{([^{}\n]*)\}/g,
    (written, doubled?: string, single?: string) => values.get(doubled ?? single ?? "") ?? written,
  );
}

function textOf(fields: Fields, name: string, language: string): string | null {
  const [place = "", which] = name.split(/\.(.*)/s);
  let given = inside(fields[place], "text");
  if (place === "away" && which !== undefined && AWAY_TEXTS.some((each) => each === which))
    given = inside(given, which);
  else if (name !== "greeting") return null;
  for (const each of [language, ...LANGUAGES]) {
    const text = inside(given, each);
    if (typeof text === "string" && text.trim() !== "") return text.trim();
  }
  return null;
}

/** The next opening as one says it at `atMs`; "soon" when it is not known. `fields`: those of a profile. */
export function openingOf(
  fields: Fields,
  language: Language,
  atMs: number,
  nextOpenMs: number | null,
): string {
  if (nextOpenMs === null) return SOON[language];
  const zone = inside(fields.hours, "time_zone") ?? fields.time_zone;
  for (const timeZone of [zone, "Europe/Berlin"])
    try {
      if (typeof timeZone === "string") return sayOpening(language, timeZone, atMs, nextOpenMs);
    } catch {
      // This platform does not know the time zone or the instant.
    }
  return SOON[language];
}

/** "heute um 14:00", "morgen um 6:00", "Montag, 4. Januar, um 6:00". Never in minutes, because the text is read later too. */
function sayOpening(language: Language, timeZone: string, atMs: number, openMs: number): string {
  const now = local(language, timeZone, atMs);
  const open = local(language, timeZone, openMs);
  const days = Math.round((open.day - now.day) / DAY_MS);
  const at = language === "de" ? "um" : "at";
  if (days <= 0) return `${language === "de" ? "heute" : "today"} ${at} ${open.clock}`;
  if (days === 1) return `${language === "de" ? "morgen" : "tomorrow"} ${at} ${open.clock}`;
  const year = days >= YEAR_FROM_DAYS ? ` ${open.year}` : "";
  return language === "de"
    ? `${open.weekday}, ${open.date}. ${open.month}${year}, um ${open.clock}`
    : `${open.weekday}, ${open.date} ${open.month}${year}, at ${open.clock}`;
}

/** Kept, because a format is slow to make, and a conversation says its automatic answers whenever it is shown anew. */
const formats = new Map<string, Intl.DateTimeFormat>();
function formatOf(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([locale, options]);
  const known = formats.get(key) ?? new Intl.DateTimeFormat(locale, options);
  formats.set(key, known);
  return known;
}

function local(language: Language, timeZone: string, ms: number) {
  const format = formatOf(LOCALE[language], {
    timeZone,
    weekday: "long",
    month: "long",
    hourCycle: "h23",
    year: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "2-digit",
  });
  const parts = Object.fromEntries(format.formatToParts(ms).map(({ type, value }) => [type, value]));
  const month = formatOf("en-GB", { timeZone, month: "numeric" }).format(ms);
  return {
    day: Date.UTC(Number(parts.year), Number(month) - 1, Number(parts.day)),
    clock: `${Number(parts.hour)}:${(parts.minute ?? "").padStart(2, "0")}`,
    weekday: parts.weekday ?? "",
    date: parts.day ?? "",
    month: parts.month ?? "",
    year: parts.year ?? "",
  };
}
