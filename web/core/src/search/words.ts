/** Text and queries as words, folded as people type them. Pure. */

import { SHAPELESS } from "../base/fold.ts";
import { STOP } from "../suggest/everyday.ts";
import { spelling } from "../suggest/stem.ts";

/** So many words of one text are found again; the bound keeps the work and the index small whatever is sent. */
const MOST_WORDS = 1_000;
/** No word that people write is longer. */
const LONGEST_WORD = 40;
/** So much of a query is read, and so many words of it. */
const LONGEST_QUERY = 256;
const MOST_ASKED = 8;

/** A soft hyphen parts no word: it stands in one, and `folded` takes it out. */
const WORD = new RegExp(`(?:[\\p{L}\\p{M}\\p{N}]|${SHAPELESS.source})+|\\p{Extended_Pictographic}`, "gu");
const QUOTED = /["„“”«»]([^"„“”«»]*)["„“”«»]?/gu;

/** A word as it stands in a text. */
export interface Spot {
  readonly word: string;
  readonly from: number;
  readonly to: number;
}

const folded = (word: string): string => spelling(word).slice(0, LONGEST_WORD);

/** The words of a text, in their order. */
export function wordsOf(text: string): string[] {
  const words: string[] = [];
  for (const [word] of text.matchAll(WORD)) {
    const said = folded(word);
    if (said !== "") words.push(said);
    if (words.length === MOST_WORDS) break;
  }
  return words;
}

export function* spotsOf(text: string): Generator<Spot> {
  let left = MOST_WORDS;
  for (const found of text.matchAll(WORD)) {
    if (left-- === 0) return;
    const word = folded(found[0]);
    if (word !== "") yield { word, from: found.index, to: found.index + found[0].length };
  }
}

/** What somebody asks for. */
export interface Asked {
  /** Each must be found. Everyday words beside others need not be there. */
  readonly words: readonly string[];
  /** Words that must follow each other just so. */
  readonly phrases: readonly (readonly string[])[];
}

/** Reads a query. Every text is one; what it cannot read it leaves out. */
export function asked(query: string): Asked {
  const short = query.slice(0, LONGEST_QUERY);
  const phrases: string[][] = [];
  const rest = short.replace(QUOTED, (_, inside: string) => {
    const words = wordsOf(inside).slice(0, MOST_ASKED);
    if (words.length > 0) phrases.push(words);
    return " ";
  });
  const all = [...new Set(wordsOf(rest))].slice(0, MOST_ASKED);
  const telling = all.filter((word) => !STOP.has(word));
  if (telling.length === 0 && phrases.length === 0) return { words: all, phrases: [] };
  return { words: telling, phrases: phrases.slice(0, 4) };
}
