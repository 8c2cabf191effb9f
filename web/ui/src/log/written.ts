// A message that waited for a network: when it was written and when it was sent. Most never wait, so this is fetched.

import { comma } from "../comma.ts";
import { catalogOf } from "../i18n/speak.svelte.ts";
import { clock, date, shortDay } from "../time.ts";

const de = (written: string, sent: string): string => `geschrieben ${written}, gesendet ${sent}`;

export type WrittenWords = typeof de;

const en: WrittenWords = (written, sent) => `written ${written}, sent ${sent}`;

/** "geschrieben 16:06, gesendet 16:07", with the day of writing where it was another one. Reactive. */
export function say(writtenMs: number, atMs: number, zone: string, locale: string): string {
  const today = date(writtenMs, zone, locale) === date(atMs, zone, locale);
  const written = clock(writtenMs, zone);
  return catalogOf("written", { de, en })(
    today ? written : `${shortDay(writtenMs, zone, locale, atMs)}${comma()} ${written}`,
    clock(atMs, zone),
  );
}
