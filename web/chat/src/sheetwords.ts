import { type Lang, lang } from "@tresen/ui";
import { de, type SheetWords } from "./words/de.sheets.ts";
import { en } from "./words/en.sheets.ts";

const catalogs: Record<Lang, SheetWords> = { de, en };

/** Words of the sheets in the language that is spoken. */
export function said<K extends keyof SheetWords>(key: K): SheetWords[K] {
  return catalogs[lang()][key];
}
