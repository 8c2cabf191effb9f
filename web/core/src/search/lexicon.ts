/** All words of the index, each once with a number, and which of them a typed word may mean. */

import { countOf, lettersOf, Pattern } from "../base/distance.ts";
import { stem } from "../suggest/stem.ts";
import { integers } from "./columns.ts";

/** How surely a typed word means another one. */
const SURE = {
  same: 1,
  stem: 0.95,
  start: 0.9,
  end: 0.8,
  inside: 0.7,
  root: 0.6,
  error: 0.5,
  errorAtStart: 0.45,
};
/** From so many letters on a word is looked for inside others, and with errors. */
const INSIDE = 4;
const ONE_ERROR = 6;
const LONG = 7;
/** The most words that one conversation may bring, and all together: a flood of made-up words takes no memory beyond that. */
const MOST_OF_ONE = 20_000;
const MOST = 250_000;

export interface Meant {
  readonly word: number;
  readonly sure: number;
}

export class Lexicon {
  readonly #words: string[] = [""];
  readonly #numbers = new Map<string, number>();
  readonly #letters = integers();
  readonly #free: number[] = [];

  constructor() {
    this.#letters.push(0);
  }
  /** How many words each conversation was the first to bring. */
  readonly #brought = new Map<number, number>();
  readonly #known = new Map<string, readonly Meant[]>();

  get size(): number {
    return this.#numbers.size;
  }

  textOf = (word: number): string => this.#words[word] ?? "";

  numberOf = (text: string): number => this.#numbers.get(text) ?? 0;

  /** The word's number, 0 for one too many. */
  add(text: string, from: number): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    const brought = this.#brought.get(from) ?? 0;
    if (brought >= MOST_OF_ONE || this.#numbers.size >= MOST) return 0;
    this.#brought.set(from, brought + 1);
    const number = this.#free.pop() ?? this.#words.length;
    this.#words[number] = text;
    if (number === this.#letters.length) this.#letters.push(lettersOf(text));
    else this.#letters.values[number] = lettersOf(text);
    this.#numbers.set(text, number);
    this.#known.clear();
    return number;
  }

  /** Nothing holds it any more. */
  remove(word: number): void {
    this.#numbers.delete(this.textOf(word));
    this.#words[word] = "";
    this.#letters.values[word] = 0;
    this.#free.push(word);
    this.#known.clear();
  }

  /** The words that this one may mean, the surest first. */
  meant(typed: string): readonly Meant[] {
    const known = this.#known.get(typed);
    if (known !== undefined) return known;
    if (this.#known.size > 64) this.#known.clear();
    const found = this.#find(typed);
    this.#known.set(typed, found);
    return found;
  }

  #find(typed: string): readonly Meant[] {
    const found = this.#sure(typed);
    const known = found.some(({ sure }) => sure >= SURE.end);
    // A short word that is there means itself: "Torte" is not "Sorte". A long one may stand misspelt beside itself.
    if (typed.length >= (known ? LONG : ONE_ERROR) && !/\p{N}/u.test(typed)) {
      const sure = new Set(found.map(({ word }) => word));
      for (const meant of this.#misspelt(typed))
        if (!sure.has(meant.word) && (!known || meant.sure >= SURE.error)) found.push(meant);
    }
    return found.sort((one, other) => other.sure - one.sure);
  }

  #sure(typed: string): Meant[] {
    const found: Meant[] = [];
    const root = stem(typed);
    const letters = lettersOf(root);
    for (let word = 1; word < this.#words.length; word++) {
      if ((letters & ~this.#letters.at(word)) !== 0) continue;
      const sure = sureness(typed, root, this.textOf(word));
      if (sure > 0) found.push({ word, sure });
    }
    // "email" is "E-Mail": two words where it was written so.
    const rest = typed.startsWith("e") && typed.length > INSIDE ? this.numberOf(typed.slice(1)) : 0;
    if (rest > 0) found.push({ word: rest, sure: SURE.root });
    return found;
  }

  #misspelt(typed: string): Meant[] {
    const found: Meant[] = [];
    const pattern = new Pattern(typed);
    const letters = lettersOf(typed);
    for (let word = 1; word < this.#words.length; word++) {
      if (countOf(letters & ~this.#letters.at(word)) > 1) continue;
      const sure = withError(pattern, this.textOf(word));
      if (sure > 0) found.push({ word, sure });
    }
    return found;
  }
}

/** Words that begin so stand for labels. No word of a text does. */
export const LABEL = 35;
export const labelWord = (id: string): string => `#${id}`;

function sureness(typed: string, root: string, text: string): number {
  if (text === "" || text.charCodeAt(0) === LABEL) return 0;
  if (text.startsWith(root)) {
    if (text === typed) return SURE.same;
    if (stem(text) === root) return SURE.stem;
    if (text.startsWith(typed)) return SURE.start;
    if (root.length >= INSIDE) return SURE.root;
  }
  if (typed.length < INSIDE || text.length <= root.length) return 0;
  const at = text.indexOf(root, 1);
  if (at < 0 || root.length < INSIDE) return 0;
  return text.length - at - root.length <= 2 ? SURE.end : text.includes(typed) ? SURE.inside : 0;
}

/** One letter left out, put in or mistaken, or two that changed places: in the word, or in its beginning. */
function withError(pattern: Pattern, text: string): number {
  if (text.length < pattern.length - 1 || text.charCodeAt(0) === LABEL) return 0;
  pattern.compare(text);
  if (pattern.whole <= 1) return SURE.error;
  return pattern.start <= 1 ? SURE.errorAtStart : 0;
}
