/** Text as people type it when they search: without case, accents and umlauts. Pure. */

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

const decomposed = (text: string): string => text.toLowerCase().normalize("NFKD");

const plain = (apart: string): string =>
  apart.replace(MARKS, "").replace(SPECIAL, (letter) => LETTERS.get(letter) ?? letter);
