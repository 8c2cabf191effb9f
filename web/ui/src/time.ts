import type { Lang } from "./i18n/speak.svelte.ts";

// Every time in a conversation is shown in the business's time zone, whatever the device's is.

const DAY_MS = 86_400_000;
const LOCALE: Record<Lang, string> = { de: "de-DE", en: "en-GB" };
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

/** "8:05", 24 hours, no leading zero. */
export function clock(ms: number, zone: string): string {
  return format("en-GB", zone, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" })(ms).replace(
    /^0/,
    "",
  );
}

/** Minutes since midnight there, 0 to 1439. */
export function minuteOfDay(ms: number, zone: string): number {
  const [hours = 0, minutes = 0] = clock(ms, zone).split(":").map(Number);
  return 60 * hours + minutes;
}

/** "Mittwoch". */
export function weekday(ms: number, zone: string, lang: Lang): string {
  return format(LOCALE[lang], zone, { weekday: "long" })(ms);
}

/** "2026-11-24": equal for two instants of the same day there. Sorts. */
export function dayKey(ms: number, zone: string): string {
  return format("sv-SE", zone, { year: "numeric", month: "2-digit", day: "2-digit" })(ms);
}

/** "Dienstag, 24. November"; with the year when it is not the year of `nowMs`. */
export function day(ms: number, zone: string, lang: Lang, nowMs: number): string {
  const sameYear = dayKey(ms, zone).slice(0, 4) === dayKey(nowMs, zone).slice(0, 4);
  const options: Intl.DateTimeFormatOptions = { weekday: "long", day: "numeric", month: "long" };
  return format(LOCALE[lang], zone, sameYear ? options : { ...options, year: "numeric" })(ms);
}

/** "24. November 2026". */
export function date(ms: number, zone: string, lang: Lang): string {
  return format(LOCALE[lang], zone, { day: "numeric", month: "long", year: "numeric" })(ms);
}

/** "24. November", "24 November"; with the year when it is not the year of `nowMs`. */
export function shortDay(ms: number, zone: string, lang: Lang, nowMs: number): string {
  const sameYear = dayKey(ms, zone).slice(0, 4) === dayKey(nowMs, zone).slice(0, 4);
  const options: Intl.DateTimeFormatOptions = { day: "numeric", month: "long" };
  return format(LOCALE[lang], zone, sameYear ? options : { ...options, year: "numeric" })(ms);
}

/** For a list: "8:05" today, `yesterday`'s word, "Montag" within the week, "3.11." this year, else "3.11.2025". */
export function listTime(ms: number, zone: string, lang: Lang, nowMs: number, yesterday: string): string {
  const key = dayKey(ms, zone);
  const today = dayKey(nowMs, zone);
  if (key === today) return clock(ms, zone);
  const days = Math.round((Date.parse(today) - Date.parse(key)) / DAY_MS);
  if (days === 1) return yesterday;
  if (days > 1 && days < 7) return weekday(ms, zone, lang);
  const options: Intl.DateTimeFormatOptions = { day: "numeric", month: "numeric" };
  if (key.slice(0, 4) !== today.slice(0, 4)) options.year = "numeric";
  return format(LOCALE[lang], zone, options)(ms);
}

/** For `<time datetime>`. */
export function iso(ms: number): string {
  return new Date(dated(ms)).toISOString();
}
