/** In which language a customer writes, from what they wrote. Pure. */

import { fold } from "../base/fold.ts";
import type { Language } from "../wire/generated.ts";

const FREQUENT: Readonly<Record<Language, ReadonlySet<string>>> = {
  de: folded(
    "ich sie wir ihr und oder der die das den dem ein eine einen nicht ist sind war habe haben hatten kann kannst konnen konnte mit fur " +
      "von bei auf auch noch schon bitte danke hallo guten morgen tag heute wann wie wo was gibt es gern gerne mochte mochten hatte " +
      "brot brötchen torte bis um uhr zum zur ja nein vielen liebe grüße",
  ),
  en: folded(
    "i you we they and or the a an not is are was have has had can could with for from at on also please thanks thank hello hi good " +
      "today tomorrow when how where what there would like do does your my me it this that yes no bread cake until of to in be",
  ),
};

function folded(words: string): ReadonlySet<string> {
  return new Set(words.split(" ").map(fold));
}

/** The language of most of these words; null when it cannot be told. The newest text should be the last: it counts double. */
export function languageOf(texts: readonly string[]): Language | null {
  let balance = 0;
  for (const [at, text] of texts.entries()) {
    const weight = at === texts.length - 1 ? 2 : 1;
    for (const word of fold(text.slice(0, 2000)).split(/[^\p{L}]+/u)) {
      const german = FREQUENT.de.has(word);
      const english = FREQUENT.en.has(word);
      if (german !== english) balance += german ? weight : -weight;
    }
  }
  if (balance === 0) return null;
  return balance > 0 ? "de" : "en";
}

/** The text in that language, or the other one when that is all there is. */
export const textIn = (
  reply: { readonly textDe: string; readonly textEn: string },
  language: Language,
): string => (language === "en" ? reply.textEn || reply.textDe : reply.textDe || reply.textEn);
