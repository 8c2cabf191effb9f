import { type Lang, nearest } from "./speak.svelte.ts";

/** The browser's wish of the two: the first that it names, else English. */
export function preferred(languages: readonly string[]): Lang {
  return languages.map(nearest).find(Boolean) ?? "en";
}
