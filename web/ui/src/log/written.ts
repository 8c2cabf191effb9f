// A message that waited for a network: when it was written and when it was sent. Most never wait, so this is fetched.

import type { Lang } from "../i18n/speak.svelte.ts";
import { clock, date, shortDay } from "../time.ts";

/** "geschrieben 16:06, gesendet 16:07", with the day of writing where it was another one. */
export async function say(writtenMs: number, atMs: number, zone: string, lang: Lang): Promise<string> {
  const { words } = lang === "de" ? await import("./written.de.ts") : await import("./written.en.ts");
  const today = date(writtenMs, zone, lang) === date(atMs, zone, lang);
  const written = clock(writtenMs, zone);
  return words(today ? written : `${shortDay(writtenMs, zone, lang, atMs)}, ${written}`, clock(atMs, zone));
}
