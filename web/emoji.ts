/**
 * The emoji picker's data, trimmed out of emojibase-data while building: `virtual:emoji/de` and `virtual:emoji/en`. One line for each
 * emoji: its group, `+` if it takes a skin tone, the emoji, its name, and the words that find it.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Plugin } from "vite";

export interface BaseEmoji {
  readonly emoji: string;
  readonly label: string;
  readonly order?: number;
  readonly group?: number;
  readonly version: number;
  readonly tags?: readonly string[];
  readonly skins?: readonly { readonly emoji: string; readonly tone: number | readonly number[] }[];
}

/** What fonts of the last two years can draw. */
const NEWEST = 15.1;
/** Parts of other emoji: skin tones and hair. */
const COMPONENT = 2;
/** Signs that are emoji by themselves need no selector behind them; two spellings would count as two reactions. */
const PLAIN = /^(\p{Emoji_Presentation})\uFE0F$/u;

/** As `web/ui/src/emoji/emoji.ts` does it. */
export const toned = (emoji: string, tone: number): string =>
  emoji.replace(/^(.)\uFE0F?/u, `$1${String.fromCodePoint(0x1f3fa + tone)}`);

/** True where one tone put behind the first sign gives each of the five that the standard lists. */
function takesTone(emoji: string, skins: BaseEmoji["skins"] = []): boolean {
  const single = skins.filter(({ tone }) => typeof tone === "number");
  return single.length === 5 && single.every(({ emoji: skin, tone }) => skin === toned(emoji, Number(tone)));
}

export function trimmed(emoji: readonly BaseEmoji[]): string {
  const shown = emoji.filter(
    ({ group, version }) => group !== undefined && group !== COMPONENT && version <= NEWEST,
  );
  return [...shown]
    .sort((a, b) => (a.order ?? 0) - (b.order ?? 0))
    .map(({ emoji: given, label, group, tags = [], skins }) => {
      const sign = given.replace(PLAIN, "$1");
      const named = new Set(words(label));
      const more = new Set(tags.flatMap(words).filter((word) => !named.has(word)));
      return `${group}${takesTone(sign, skins) ? "+" : ""}${sign}\t${label}\t${[...more].join(" ")}`;
    })
    .join("\n");
}

const words = (text: string): string[] =>
  text
    .toLowerCase()
    .split(/[^\p{L}\p{N}+]+/u)
    .filter(Boolean);

/** `data.json` of that language, from the package that the lock file names. */
export const readBase = (language: string): readonly BaseEmoji[] =>
  JSON.parse(
    readFileSync(createRequire(import.meta.url).resolve(`emojibase-data/${language}/data.json`), "utf8"),
  );

export function emojiData(): Plugin {
  const name = /^virtual:emoji\/(de|en)$/;
  return {
    name: "tresen:emoji",
    resolveId: (id) => (name.test(id) ? `\0${id}` : null),
    load(id) {
      const language = name.exec(id.slice(1))?.[1];
      return id[0] === "\0" && language
        ? `export default ${JSON.stringify(trimmed(readBase(language)))};`
        : null;
    },
  };
}
