/** Which quick replies fit a message. Everything happens on the device, from the words of the replies alone. */

import { meaningsIn, meaningsOf } from "./meanings.ts";
import { read, tellingWords, tokens } from "./reading.ts";
import { stem } from "./stem.ts";
import { type Meant, SURE, Terms } from "./terms.ts";

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
/** Below it nothing is suggested. */
const ENOUGH = 0.45;
/** A second suggestion is not worth reading when the first fits so much better. */
const BESIDE_THE_BEST = 0.35;

/** So many unknown words of one message are compared with misspelt ones. */
const MOST_MISSPELT = 24;

interface Entry {
  readonly words: readonly string[];
  readonly weights: ReadonlyMap<string, number>;
}

export class SuggestionIndex {
  readonly #entries = new Map<string, Entry>();
  readonly #terms = new Terms();
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
    this.#entries.set(id, { words, weights });
  }

  delete(id: string): void {
    const entry = this.#entries.get(id);
    if (entry === undefined) return;
    for (const word of entry.words) this.#terms.remove(word);
    for (const term of entry.weights.keys()) {
      const posting = this.#postings.get(term);
      posting?.delete(id);
      if (posting?.size === 0) this.#postings.delete(term);
    }
    this.#entries.delete(id);
  }

  /** The replies that fit best, best first; none when nothing fits. Takes time in proportion to the message, which is read up to a bound. */
  suggest(message: string, most = 2): readonly Suggestion[] {
    const byWord = new Map<string, number>();
    const byText = new Map<string, number>();
    for (const meant of this.#meant(message)) this.#count(meant, byWord, byText);
    const found = [...byWord].map(([id, score]) => ({
      id,
      score: score + Math.min(byText.get(id) ?? 0, MOST_BY_TEXT),
      certain: score,
    }));
    const best = found
      .filter(({ certain }) => certain >= ENOUGH)
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
      for (const [id, weight] of posting) most.set(id, Math.max(most.get(id) ?? 0, says * weight));
    }
    for (const [id, says] of most) {
      const to = says > FIELD.text ? byWord : byText;
      to.set(id, (to.get(id) ?? 0) + says);
    }
  }

  /** The inverse document frequency of BM25, 1 for a term of one reply. */
  #rarity(posting: ReadonlyMap<string, number>): number {
    const all = this.#entries.size;
    let holding = 0;
    for (const weight of posting.values()) holding += weight;
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
