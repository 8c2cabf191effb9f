import { fetchRest, lang } from "@tresen/ui";
import type { LaterWords } from "./words/de.later.ts";

let words = $state.raw({} as LaterWords);

/** Fetches the words of all parts that come later, in the current language. Rejects as `fetchPart`. */
export async function fetchWords(): Promise<void> {
  words =
    (await fetchRest())?.later ??
    (await (lang() === "de" ? import("./words/de.later.ts") : import("./words/en.later.ts"))).words;
}

/** Does something with the words; nothing when they cannot be fetched. */
export const withWords = (use: () => unknown): Promise<unknown> => fetchWords().then(use, () => {});

/**
 * Fetches a part of the page when it is first wanted, together with the words. Rejects when either fails; a browser may remember the
 * failure, so only reloading the page helps.
 */
export async function fetchPart<Part>(load: () => Promise<{ readonly default: Part }>): Promise<Part> {
  return (await Promise.all([load(), fetchWords()]))[0].default;
}

/** Words of the parts that come later; undefined until they were fetched. Reactive. */
export function said<K extends keyof LaterWords>(key: K): LaterWords[K] {
  return words[key];
}
