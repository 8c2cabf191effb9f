/**
 * How many typing errors lie between two words: letters left out, put in, mistaken, or two that changed places. Hyyrö's bit-parallel form
 * ("A Bit-Vector Algorithm for Computing Levenshtein and Damerau Edit Distances", 2003): one step for each letter of the text.
 */

/** So many letters of a pattern fit the bits of a number. */
const BITS = 31;
const USUAL = 128;

/** Which letters a word has, as bits; letters share them. What one word has and another lacks, no few errors explain. */
export function lettersOf(word: string): number {
  let letters = 0;
  for (let at = 0; at < word.length; at++) letters |= 1 << (word.charCodeAt(at) & 31);
  return letters;
}

/** How many bits are set. */
export function countOf(bits: number): number {
  let left = bits - ((bits >>> 1) & 0x55555555);
  left = (left & 0x33333333) + ((left >>> 2) & 0x33333333);
  return (((left + (left >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}

export class Pattern {
  readonly #length: number;
  /** In which places of the word each letter stands: the usual ones in a table, because it is read for every letter there is. */
  readonly #usual = new Int32Array(USUAL);
  readonly #places = new Map<number, number>();
  /** Errors against the whole text that was compared last, and against the beginning of it that fits best. */
  whole = 0;
  start = 0;

  constructor(word: string) {
    this.#length = Math.min(word.length, BITS);
    for (let at = 0; at < this.#length; at++) {
      const letter = word.charCodeAt(at);
      if (letter < USUAL) this.#usual[letter] = (this.#usual[letter] ?? 0) | (1 << at);
      else this.#places.set(letter, (this.#places.get(letter) ?? 0) | (1 << at));
    }
  }

  get length(): number {
    return this.#length;
  }

  /** Sets `whole` and `start` for this text: fields, because this runs for every word that there is. */
  compare(text: string): void {
    const last = 1 << (this.#length - 1);
    let above = -1;
    let below = 0;
    let diagonal = 0;
    let before = 0;
    let errors = this.#length;
    let start = errors;
    for (let at = 0; at < text.length; at++) {
      const letter = text.charCodeAt(at);
      const same = (letter < USUAL ? this.#usual[letter] : this.#places.get(letter)) ?? 0;
      const swapped = ((~diagonal & same) << 1) & before;
      diagonal = ((((same & above) + above) | 0) ^ above) | same | below | swapped;
      let up = below | ~(diagonal | above);
      const down = diagonal & above;
      if (up & last) errors++;
      if (down & last) errors--;
      up = (up << 1) | 1;
      above = (down << 1) | ~(diagonal | up);
      below = up & diagonal;
      before = same;
      if (errors < start) start = errors;
    }
    this.whole = errors;
    this.start = start;
  }
}
