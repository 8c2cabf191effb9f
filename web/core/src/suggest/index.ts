/** Which quick replies fit a message. Everything happens on the device, from the words of the replies alone. */

import SearchableMap from "minisearch/SearchableMap";
import { isMeaning, meaningsIn, meaningsOf } from "./meanings.ts";
import { read, tellingWords, tokens } from "./reading.ts";
import { stem } from "./stem.ts";
import { type Meant, reversed, SURE, Terms } from "./terms.ts";

/** What is read of a quick reply. */
export interface ReplyWords {
  readonly title: string;
  readonly keywords: readonly string[];
  /** One for each of its languages. */
  readonly texts: readonly string[];
}

export interface Suggestion {
  readonly id: string;
  /** 1: one rare keyword of the reply stands in the message. */
  readonly score: number;
}

/** How much a word says about a reply, by where it stands there. */
const FIELD = { keyword: 1, title: 0.9, text: 0.2 };
const SATURATION = 0.3;
/** Words of the texts alone never suffice. */
const MOST_BY_TEXT = 0.3;
/** Below it nothing is suggested. The head of a compound alone ("Mohnkuchen") is not enough for a frequent word. */
const ENOUGH = 0.72;
/** A part of a compound says less where only a keyword names it, and another reply names another kind: "Mohnkuchen" for "Kuchen", beside "Pflaumenkuchen". */
const KEYWORD_ALONE = 0.95;
/** So much more is asked of a reply for each time that somebody waved it away. */
const MORE_PER_REFUSAL = 0.15;
/** A second suggestion is not worth reading when the first fits so much better. */
const BESIDE_THE_BEST = 0.35;

/** So many unknown words of one message are compared with misspelt ones. */
const MOST_MISSPELT = 24;

interface Entry {
  readonly words: readonly string[];
  readonly weights: ReadonlyMap<string, number>;
  /** The words that the reply itself says, in its title or texts; the others are keywords alone. */
  readonly said: ReadonlySet<string>;
}

export class SuggestionIndex {
  readonly #entries = new Map<string, Entry>();
  readonly #terms = new Terms();
  /** The words that replies say, backwards, each with the number of replies. */
  readonly #kinds = new SearchableMap<number>();
  /** Which replies hold a term, and how much it says about each. */
  readonly #postings = new Map<string, Map<string, number>>();

  /** Adds a reply, or replaces what was known of it. */
  set(id: string, reply: ReplyWords): void {
    this.delete(id);
    const weights = weightsOf(reply);
    const words = [reply.title, ...reply.keywords].flatMap(tellingWords);
    for (const word of words) this.#terms.add(word);
    for (const [term, weight] of weights) {
      const posting = this.#postings.get(term) ?? new Map<string, number>();
      this.#postings.set(term, posting.set(id, weight));
    }
    const said = new Set([reply.title, ...reply.texts].flatMap(tellingWords).map(stem));
    for (const word of said) this.#kinds.set(reversed(word), (this.#kinds.get(reversed(word)) ?? 0) + 1);
    this.#entries.set(id, { words, weights, said });
  }

  delete(id: string): void {
    const entry = this.#entries.get(id);
    if (entry === undefined) return;
    for (const word of entry.words) this.#terms.remove(word);
    for (const word of entry.said) {
      const uses = (this.#kinds.get(reversed(word)) ?? 0) - 1;
      if (uses > 0) this.#kinds.set(reversed(word), uses);
      else this.#kinds.delete(reversed(word));
    }
    for (const term of entry.weights.keys()) {
      const posting = this.#postings.get(term);
      posting?.delete(id);
      if (posting?.size === 0) this.#postings.delete(term);
    }
    this.#entries.delete(id);
  }

  /**
   * The replies that fit best, best first; none when nothing fits. Takes time in proportion to the message, which is read up to a bound.
   * `refusals`: how often a reply was waved away.
   */
  suggest(message: string, most = 2, refusals: (id: string) => number = () => 0): readonly Suggestion[] {
    const byWord = new Map<string, number>();
    const byText = new Map<string, number>();
    for (const meant of this.#meant(message)) this.#count(meant, byWord, byText);
    const found = [...byWord].map(([id, score]) => ({
      id,
      score: score + Math.min(byText.get(id) ?? 0, MOST_BY_TEXT),
      certain: score,
    }));
    const best = found
      .filter(({ id, certain }) => certain >= ENOUGH + MORE_PER_REFUSAL * refusals(id))
      .sort((one, other) => other.score - one.score || (one.id < other.id ? -1 : 1));
    const least = (best[0]?.score ?? 0) * BESIDE_THE_BEST;
    return best
      .filter(({ score }) => score >= least)
      .slice(0, most)
      .map(({ id, score }) => ({ id, score }));
  }

  /** What the message may mean, word by word; the same word counts once. */
  #meant(message: string): Iterable<Meant> {
    const found = new Map<string, Meant>();
    let spellings = MOST_MISSPELT;
    for (const clause of read(message)) {
      for (const word of clause.words) {
        const stemmed = stem(word);
        if (found.has(stemmed)) continue;
        const meant = this.#terms.meant(word);
        const unknown = meant.size === 1 && !this.#terms.has(stemmed) && !this.#postings.has(stemmed);
        found.set(stemmed, unknown && spellings-- > 0 ? this.#terms.misspelt(word) : meant);
      }
      for (const verb of clause.verbs) if (this.#terms.has(verb)) found.set(verb, this.#terms.meant(verb));
      for (const meaning of meaningsIn(clause.stems)) found.set(meaning, new Map([[meaning, SURE.meaning]]));
    }
    return found.values();
  }

  /** Adds what one word says to every reply that it may mean: the term that says most. */
  #count(meant: Meant, byWord: Map<string, number>, byText: Map<string, number>): void {
    const most = new Map<string, number>();
    for (const [term, sure] of meant) {
      const posting = this.#postings.get(term);
      if (posting === undefined) continue;
      const says = sure * this.#rarity(posting);
      const ofKinds = sure < SURE.oneLetter && this.#hasKinds(term);
      for (const [id, weight] of posting) {
        const alone = ofKinds && !this.#says(id, term);
        most.set(id, Math.max(most.get(id) ?? 0, says * weight * (alone ? KEYWORD_ALONE : 1)));
      }
    }
    for (const [id, says] of most) {
      const to = says > FIELD.text ? byWord : byText;
      to.set(id, (to.get(id) ?? 0) + says);
    }
  }

  /** Does the reply itself speak of it, or of a kind of it? What a meaning stands for, it need not say. */
  #says(id: string, term: string): boolean {
    if (isMeaning(term)) return true;
    for (const word of this.#entries.get(id)?.said ?? []) if (word.endsWith(term)) return true;
    return false;
  }

  /** Does any reply speak of a kind of it? "Pflaumenkuchen" says that there are cakes of many kinds, and that "Kuchen" tells little. */
  #hasKinds(term: string): boolean {
    return this.#kinds.atPrefix(reversed(term)).size > 0;
  }

  /** The inverse document frequency of BM25, 1 for a term of one reply. */
  #rarity(posting: ReadonlyMap<string, number>): number {
    const all = this.#entries.size;
    let holding = 0;
    for (const weight of posting.values()) holding += Math.min(1, weight);
    holding = Math.max(1, holding);
    const inverse = (count: number) => Math.log(1 + (all - count + 0.5) / (count + 0.5));
    return inverse(holding) / inverse(1);
  }
}

/** What each term says about a reply. A term that stands in several fields says a little more than in one: the saturation of BM25. */
function weightsOf(reply: ReplyWords): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  const add = (term: string, weight: number) => sums.set(term, (sums.get(term) ?? 0) + weight);
  addWords(reply.title, FIELD.title, add);
  const [subject] = tellingWords(reply.title).map(stem);
  if (subject !== undefined) sums.set(subject, Math.max(sums.get(subject) ?? 0, FIELD.title));
  for (const keyword of reply.keywords) addWords(keyword, FIELD.keyword, add);
  const weights = new Map(
    [...sums].map(([term, sum]) => [term, (sum * (1 + SATURATION)) / (sum + SATURATION)]),
  );
  for (const word of new Set(reply.texts.flatMap(tellingWords).map(stem))) {
    if (!weights.has(word)) weights.set(word, FIELD.text);
  }
  return weights;
}

function addWords(text: string, field: number, add: (term: string, weight: number) => void): void {
  const words = tellingWords(text).map(stem);
  const share = field / Math.sqrt(Math.max(1, words.length));
  const meanings = new Set([...words.flatMap(meaningsOf), ...meaningsIn(tokens(text).map(stem))]);
  for (const term of [...words, ...meanings]) add(term, share);
}
