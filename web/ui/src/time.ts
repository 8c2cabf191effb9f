import { locale as spokenLocale } from "./i18n/speak.svelte.ts";

// Every time in a conversation is shown in the business's time zone, whatever the device's is.

const DAY_MS = 86_400_000;
/** German and English as they are written here; any other language by its own tag. */
const LOCALE: Readonly<Record<string, string>> = { de: "de-DE", en: "en-GB" };
const tagOf = (locale: string): string => LOCALE[locale] ?? locale;
const formats = new Map<string, (ms: number) => string>();
/** The last instant that has a date. A server can tell later ones, and formats throw at them. */
const LAST_MS = 8.64e15;

const dated = (ms: number): number => (Number.isNaN(ms) ? LAST_MS : Math.min(ms, LAST_MS));

function format(locale: string, zone: string, options: Intl.DateTimeFormatOptions): (ms: number) => string {
  const key = `${locale} ${zone} ${JSON.stringify(options)}`;
  let found = formats.get(key);
  if (!found) {
    const made = make(locale, zone, options);
    found = (ms) => made.format(dated(ms));
    formats.set(key, found);
  }
  return found;
}

// An unknown zone (an old browser, a typing error in a profile) falls back to Berlin rather than to no times at all.
function make(locale: string, zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat(locale, { ...options, timeZone: zone });
  } catch {
    return new Intl.DateTimeFormat(locale, { ...options, timeZone: "Europe/Berlin" });
  }
}

let twelve = false;
/** Whose English the device speaks, by its languages: where that is usual, times have twelve hours. */
export function timesFor(locales: readonly string[]): void {
  const english = locales.find((each) => /^en\b/i.test(each)) ?? "en-GB";
  twelve = new Intl.DateTimeFormat(english, { hour: "numeric" }).resolvedOptions().hour12 === true;
}

// As the server says it too, in the first HTML: browsers differ in the space, and English in the letters.
const inTwelve = (ms: number, zone: string, options: Intl.DateTimeFormatOptions = {}): string =>
  format("en-US", zone, { ...options, hour: "numeric" })(ms).replace(/\s/g, " ");

/** "8:05"; in an English with twelve hours "8:05 AM". */
export function clock(ms: number, zone: string): string {
  if (spokenLocale() !== "en" || !twelve) return clock24(ms, zone);
  return inTwelve(ms, zone, { minute: "2-digit" });
}

/** A time of opening, in minutes since midnight: "6" or "6:30", in English "6:00", or "6 AM" and "6:30 AM". */
export function hour(minute: number): string {
  const rest = minute % 60;
  const ms = minute * 60_000;
  if (!spokenLocale().startsWith("de"))
    return rest === 0 && twelve && spokenLocale() === "en" ? inTwelve(ms, "UTC") : clock(ms, "UTC");
  return `${Math.floor(minute / 60)}${rest === 0 ? "" : `:${String(rest).padStart(2, "0")}`}`;
}

/** "8:05", 24 hours in any language, no leading zero. */
export function clock24(ms: number, zone: string): string {
  return format("en-GB", zone, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" })(ms).replace(
    /^0/,
    "",
  );
}

/** Minutes since midnight there, 0 to 1439. */
export function minuteOfDay(ms: number, zone: string): number {
  const [hours = 0, minutes = 0] = clock24(ms, zone).split(":").map(Number);
  return 60 * hours + minutes;
}

/** "Mittwoch". */
export function weekday(ms: number, zone: string, locale: string): string {
  return format(tagOf(locale), zone, { weekday: "long" })(ms);
}

/** "2026-11-24": equal for two instants of the same day there. Sorts. */
export function dayKey(ms: number, zone: string): string {
  return format("sv-SE", zone, { year: "numeric", month: "2-digit", day: "2-digit" })(ms);
}

/** "Dienstag, 24. November"; with the year when it is not the year of `nowMs`. */
export function day(ms: number, zone: string, locale: string, nowMs: number): string {
  const sameYear = dayKey(ms, zone).slice(0, 4) === dayKey(nowMs, zone).slice(0, 4);
  const options: Intl.DateTimeFormatOptions = { weekday: "long", day: "numeric", month: "long" };
  return format(tagOf(locale), zone, sameYear ? options : { ...options, year: "numeric" })(ms);
}

/** "24. November 2026". */
export function date(ms: number, zone: string, locale: string): string {
  return format(tagOf(locale), zone, { day: "numeric", month: "long", year: "numeric" })(ms);
}

/** "24. November", "24 November"; with the year when it is not the year of `nowMs`. */
export function shortDay(ms: number, zone: string, locale: string, nowMs: number): string {
  const sameYear = dayKey(ms, zone).slice(0, 4) === dayKey(nowMs, zone).slice(0, 4);
  const options: Intl.DateTimeFormatOptions = { day: "numeric", month: "long" };
  return format(tagOf(locale), zone, sameYear ? options : { ...options, year: "numeric" })(ms);
}

/** For a list: "8:05" today, `yesterday`'s word, "Montag" within the week, "3.11." this year, else "3.11.2025". */
export function listTime(ms: number, zone: string, locale: string, nowMs: number, yesterday: string): string {
  const key = dayKey(ms, zone);
  const today = dayKey(nowMs, zone);
  if (key === today) return clock(ms, zone);
  const days = Math.round((Date.parse(today) - Date.parse(key)) / DAY_MS);
  if (days === 1) return yesterday;
  if (days > 1 && days < 7) return weekday(ms, zone, locale);
  const options: Intl.DateTimeFormatOptions = { day: "numeric", month: "numeric" };
  if (key.slice(0, 4) !== today.slice(0, 4)) options.year = "numeric";
  return format(tagOf(locale), zone, options)(ms);
}

/** For `<time datetime>`. */
export function iso(ms: number): string {
  return new Date(dated(ms)).toISOString();
}
