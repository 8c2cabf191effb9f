import { lang } from "@tresen/ui";
import type { LaterWords } from "./words/de.later.ts";

let words = $state.raw({} as LaterWords);

/**
 * Fetches a part of the page when it is first wanted, together with the words of all such parts in the current language. Rejects when
 * either fails; a browser may remember the failure, so only reloading the page helps.
 */
export async function fetchPart<Part>(load: () => Promise<{ readonly default: Part }>): Promise<Part> {
  const spoken = lang() === "de" ? import("./words/de.later.ts") : import("./words/en.later.ts");
  const [part, later] = await Promise.all([load(), spoken]);
  words = later.words;
  return part.default;
}

/** Words of the parts that come later. Reactive. */
export function said<K extends keyof LaterWords>(key: K): LaterWords[K] {
  return words[key];
}
