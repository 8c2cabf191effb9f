/** The dictionary of the replies: which of its terms a typed word may mean, and how surely. */

import SearchableMap from "minisearch/SearchableMap";
import { isWhen } from "./everyday.ts";
import { meaningsOf, meaningWords } from "./meanings.ts";
import { stem } from "./stem.ts";

/** How surely a typed word means a term that is not the same word. */
export const SURE = {
  meaning: 0.75,
  head: 0.75,
  modifier: 0.73,
  part: 0.5,
  when: 0.25,
  oneLetter: 0.85,
  twoLetters: 0.6,
};
const SHORTEST_PART = 4;
const MOST_PARTS = 12;
/** Letters from which on one or two letters may be wrong. */
const ONE_WRONG = 5;
const TWO_WRONG = 9;

const PREFIX = /^(?:be|ent|ge|miss|ver|zer).{0,2}$/;

const WITHOUT = /^(?:frei|los)e?[mnrs]?$/;
/** "fund" is no part of "refund". */
const BARE_PREFIX = /^(?:be|ent|er|ge|miss|re|ver|zer)$/;

/** Terms with how surely each is meant, 0 to 1. */
export type Meant = ReadonlyMap<string, number>;

/** Words as they are written, each with the number of its uses, kept so that endings and typing errors are found. */
export class Terms {
  readonly #written = new SearchableMap<number>();
  readonly #backwards = new SearchableMap<number>();
  readonly #stems = new Map<string, number>();

  constructor() {
    for (const word of meaningWords) this.add(word);
  }

  add(word: string): void {
    this.#written.set(word, (this.#written.get(word) ?? 0) + 1);
    this.#backwards.set(reversed(word), 1);
    this.#stems.set(stem(word), (this.#stems.get(stem(word)) ?? 0) + 1);
  }

  remove(word: string): void {
    const uses = (this.#written.get(word) ?? 0) - 1;
    if (uses > 0) this.#written.set(word, uses);
    else {
      this.#written.delete(word);
      this.#backwards.delete(reversed(word));
    }
    const stems = (this.#stems.get(stem(word)) ?? 0) - 1;
    if (stems > 0) this.#stems.set(stem(word), stems);
    else this.#stems.delete(stem(word));
  }

  has(stemmed: string): boolean {
    return this.#stems.has(stemmed);
  }

  /** What a folded word may mean: itself, a compound's parts, or a compound that it is part of. */
  meant(word: string): Meant {
    const found = new Map<string, number>();
    const stemmed = stem(word);
    mean(found, stemmed, 1);
    if (this.has(stemmed) || isWhen(stemmed)) return found;
    if (word.length >= SHORTEST_PART) {
      this.#split(word, found);
      this.#partOf(stemmed, found);
    }
    return found;
  }

  /** What a word that means nothing else may misspell; few people miss the first letter. Costs about 50 µs at a thousand replies. */
  misspelt(word: string): Meant {
    const found = new Map<string, number>();
    const wrong = word.length >= TWO_WRONG ? 2 : word.length >= ONE_WRONG ? 1 : 0;
    if (wrong === 0) return found;
    for (const [written, [, distance]] of this.#written.fuzzyGet(word, wrong)) {
      if (written[0] !== word[0]) continue;
      mean(found, stem(written), distance > 1 ? SURE.twoLetters : SURE.oneLetter);
    }
    return found;
  }

  /** "studentenrabatt" is a kind of "rabatt" and has to do with "studenten". */
  #split(word: string, found: Map<string, number>): void {
    for (let at = SHORTEST_PART - 1; at <= word.length - SHORTEST_PART; at++) {
      const head = stem(word.slice(at));
      if (this.has(head) && isCompound(word.slice(0, at), word.slice(at))) {
        mean(found, head, SURE.head);
        break;
      }
    }
    for (let at = word.length - 3; at >= SHORTEST_PART; at--) {
      const modifier = word.slice(0, at);
      if (this.#written.has(modifier) || this.has(modifier)) {
        mean(found, stem(modifier), SURE.modifier);
        break;
      }
    }
  }

  /** "heizung" is part of "heizungswartung". */
  #partOf(stemmed: string, found: Map<string, number>): void {
    if (stemmed.length < SHORTEST_PART) return;
    for (const written of first(this.#written.atPrefix(stemmed).keys()))
      mean(found, stem(written), SURE.part);
    for (const backwards of first(this.#backwards.atPrefix(reversed(stemmed)).keys())) {
      const written = reversed(backwards);
      if (!BARE_PREFIX.test(written.slice(0, -stemmed.length))) mean(found, stem(written), SURE.part);
    }
  }
}

/** Neither "vergessen" nor "heirate" is a kind of "essen" or "rate", and "glutenfrei" is not "frei". */
const isCompound = (before: string, head: string): boolean =>
  !PREFIX.test(before) && !WITHOUT.test(head) && before.length + head.length > 7;

function mean(found: Map<string, number>, stemmed: string, sure: number): void {
  const weight = isWhen(stemmed) ? sure * SURE.when : sure;
  found.set(stemmed, Math.max(found.get(stemmed) ?? 0, weight));
  for (const meaning of meaningsOf(stemmed)) {
    found.set(meaning, Math.max(found.get(meaning) ?? 0, sure * SURE.meaning));
  }
}

export const reversed = (word: string): string => [...word].reverse().join("");

function* first(keys: Iterable<string>): Iterable<string> {
  let left = MOST_PARTS;
  for (const key of keys) {
    if (left-- === 0) return;
    yield key;
  }
}
