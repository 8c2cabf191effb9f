import { nearest, timesFor } from "@tresen/ui";
import { speakBoth } from "./words.ts";

export const KEY = "tresen.language";
/** The language that was chosen here; empty: the browser's. */
let chosen = "";

/** The language chosen here before, then the browser's. Storage holds one only after a conversation began. */
export function startLanguages(): readonly string[] {
  // So is the light, before anything is shown that the server did not write.
  document.documentElement.dataset.theme = stored("tresen.theme") ?? "";
  timesFor(navigator.languages);
  chosen = stored(KEY) ?? chosen;
  return [chosen, ...navigator.languages].filter(Boolean);
}

/** Speaks the first of these languages that the page has, else English, and fetches its first words. */
export async function speakIn(wishes: readonly string[]): Promise<void> {
  const both = nearest(wishes[0] ?? "en");
  if (both) await speakBoth(both);
  else await (await import("./tongues/list.ts")).speakFurther(wishes);
}

/** Storage may be forbidden; then a choice lasts as long as the page. */
export function stored(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

export function chose(code: string): void {
  chosen = code;
}

/** Stores what was chosen, if anything was. */
export function keepLanguage(): void {
  try {
    if (chosen) localStorage.setItem(KEY, chosen);
  } catch {
    // Storage is forbidden: the choice lasts as long as the page.
  }
}
