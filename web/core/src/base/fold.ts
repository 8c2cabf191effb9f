/** Text as people type it when they search: without case, accents, umlauts and what has no shape. Pure. */

const LETTERS: ReadonlyMap<string, string> = new Map([
  ["ß", "ss"],
  ["æ", "ae"],
  ["œ", "oe"],
  ["ø", "o"],
  ["đ", "d"],
  ["ð", "d"],
  ["þ", "th"],
  ["ł", "l"],
  ["ı", "i"],
]);

/** Soft hyphens, joiners, marks of direction and the like: nobody types or sees them, and they part no word. */
export const SHAPELESS = /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/g;
const MARKS = /\p{M}/gu;
const SPECIAL = /[ßæœøđðþłı]/g;
const UMLAUTS = /([aou])\u0308/g;

/** "Straße" is "strasse", "Öffnungszeiten" is "offnungszeiten", "Café" is "cafe". Length and positions may change. */
export const fold = (text: string): string => plain(decomposed(text));

/**
 * Every folded form of a text in which something may be found: umlauts as the bare vowel, and as vowel and e. A query is folded by `fold`
 * alone: "öff", "off" and "oeff" then all find "Öffnungszeiten".
 */
export function foldings(text: string): readonly string[] {
  const apart = decomposed(text);
  const bare = plain(apart);
  const german = plain(apart.replace(UMLAUTS, "$1e"));
  return bare === german ? [bare] : [bare, german];
}

const decomposed = (text: string): string => text.replace(SHAPELESS, "").toLowerCase().normalize("NFKD");

const plain = (apart: string): string =>
  apart.replace(MARKS, "").replace(SPECIAL, (letter) => LETTERS.get(letter) ?? letter);
