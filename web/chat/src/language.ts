import { type Lang, lang, preferred } from "@tresen/ui";
import { speakIn } from "./words.ts";

const KEY = "tresen.language";

/** The language chosen here before, else the browser's. Reading finds something only where a conversation was begun. */
export function startLanguage(): Lang {
  const kept = read();
  return kept === "de" || kept === "en" ? kept : preferred(navigator.languages);
}

// Storage may be forbidden; then the choice lasts as long as the page.
function read(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

/** Changes between the two languages; the choice is kept only once a conversation was begun (`keep`). */
export async function switchLanguage(keep: boolean): Promise<void> {
  await speakIn(lang() === "de" ? "en" : "de");
  if (keep) keepLanguage();
}

/** Keeps the language if it is not the browser's own wish; a wish needs no storage. */
export function keepLanguage(): void {
  try {
    if (lang() === preferred(navigator.languages)) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, lang());
  } catch {
    // Forbidden storage: the choice lasts as long as the page.
  }
}
