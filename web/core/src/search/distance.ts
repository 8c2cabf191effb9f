/**
 * How many typing errors lie between two words: letters left out, put in, mistaken, or two that changed places. Hyyrö's bit-parallel form
 * ("A Bit-Vector Algorithm for Computing Levenshtein and Damerau Edit Distances", 2003): one step for each letter of the text.
 */

/** So many letters of a pattern fit the bits of a number. */
const BITS = 31;

export class Pattern {
  readonly #length: number;
  readonly #places = new Map<number, number>();
  /** Errors against the whole text that was compared last, and against the beginning of it that fits best. */
  whole = 0;
  start = 0;

  constructor(word: string) {
    this.#length = Math.min(word.length, BITS);
    for (let at = 0; at < this.#length; at++) {
      const letter = word.charCodeAt(at);
      this.#places.set(letter, (this.#places.get(letter) ?? 0) | (1 << at));
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
      const same = this.#places.get(text.charCodeAt(at)) ?? 0;
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
