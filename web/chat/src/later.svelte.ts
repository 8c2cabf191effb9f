import { lang } from "@tresen/ui";
import type { LaterWords } from "./words/de.later.ts";

let words = $state.raw({} as LaterWords);

/**
 * A part of the page that is fetched when it is first wanted, together with the words of all such parts in the language
 * that is spoken. Rejects when either does not come; a browser may remember that, so only loading the page anew helps.
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
