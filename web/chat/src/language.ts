import { type Lang, lang, preferred } from "@tresen/ui";
import { speakIn } from "./words.ts";

const KEY = "tresen.language";

/** The language chosen here before, else the browser's. Storage holds one only after a conversation began. */
export function startLanguage(): Lang {
  // So is the light, before anything is shown that the server did not write.
  document.documentElement.dataset.theme = stored("tresen.theme") ?? "";
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

/** Stores the language if it differs from the browser's. */
export function keepLanguage(): void {
  try {
    if (lang() === preferred(navigator.languages)) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, lang());
  } catch {
    // Storage is forbidden: the choice lasts as long as the page.
  }
}
