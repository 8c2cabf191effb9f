import { type Lang, lang, preferred } from "@tresen/ui";
import { speakIn } from "./words.ts";

const KEY = "tresen.language";

/** The language chosen here before, else the browser's. Storage holds one only after a conversation began. */
export function startLanguage(): Lang {
  const kept = stored(KEY);
  return kept === "de" || kept === "en" ? kept : preferred(navigator.languages);
}

/** Storage may be forbidden; then a choice lasts as long as the page. */
export function stored(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** Switches between the two languages; the choice is stored only once a conversation has begun (`keep`). */
export async function switchLanguage(keep: boolean): Promise<void> {
  await speakIn(lang() === "de" ? "en" : "de");
  if (keep) keepLanguage();
}

/** Everything was erased. What is spoken now stays until the page is left. */
export function forgetLanguage(): void {
  try {
    localStorage.removeItem(KEY);
  } catch {
    return;
  }
}

/** Stores the language if it differs from the browser's. */
export function keepLanguage(): void {
  try {
    if (lang() === preferred(navigator.languages)) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, lang());
  } catch {
    // Storage is forbidden: the choice lasts as long as the page.
  }
}
