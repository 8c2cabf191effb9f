/** A message as clauses of folded words, and the German verbs that stand in two places ("packt ihr das … ein"). */

import { asks, IRREGULAR, PARTICLES, STARTS, STOP, thanks } from "./everyday.ts";
import { spelling, stem } from "./stem.ts";

/** A question that is longer asks for a person. The bound keeps the work small whatever is sent. */
const LONGEST_MESSAGE = 2000;
const MOST_WORDS = 80;
/** No word that people write is longer. */
const LONGEST_WORD = 40;

/** Not the dot of "1. Mai". */
const CLAUSE_ENDS = /(?<!\p{N})\.|[,;:!?()\n"…–—]+/u;

export interface Clause {
  /** Stems of all words, in order. */
  readonly stems: readonly string[];
  /** Folded words that may say what it is about. */
  readonly words: readonly string[];
  /** Verbs put together from a stem and the particle at the end of the clause. Only some of them are words. */
  readonly verbs: readonly string[];
}

export const tokens = (text: string): string[] => spelling(text).match(/[\p{L}\p{N}]+/gu) ?? [];

/** Words of a text that may say what it is about. */
export const tellingWords = (text: string): string[] => tokens(text).filter(isTelling);

const isTelling = (word: string): boolean =>
  word.length > 1 && word.length <= LONGEST_WORD && !STOP.has(word) && !/^\p{N}+$/u.test(word);

/** A message clause by clause. One that asks nothing is read without its thanks and praise. */
export function read(message: string): readonly Clause[] {
  let left = MOST_WORDS;
  const clauses: string[][] = [];
  for (const part of message.slice(0, LONGEST_MESSAGE).split(CLAUSE_ENDS)) {
    const found = tokens(part).slice(0, left).map(heard);
    left -= found.length;
    if (found.length > 0) clauses.push(found);
  }
  const asking = message.includes("?") || clauses.some(asks);
  return clauses.filter((found) => asking || !thanks(found)).map(clauseOf);
}

/** "seit ihr" is what half of Germany writes. */
function heard(word: string, at: number, found: readonly string[]): string {
  return word === "seit" && found[at + 1] === "ihr" ? "seid" : word;
}

function clauseOf(found: readonly string[]): Clause {
  return {
    stems: found.map((word) => stem(word)),
    words: found.filter(isTelling),
    verbs: found.flatMap((word, at) => (PARTICLES.has(word) ? verbsWith(word, at, found) : [])),
  };
}

/** "habt … auf" and "auf habt": the verb before a particle that ends its clause, or behind one. */
function verbsWith(particle: string, at: number, found: readonly string[]): string[] {
  const next = found[at + 1];
  if (next === undefined || STARTS.has(next)) return found.slice(Math.max(0, at - 10), at).map(join);
  const after = found[at + 2];
  const infinitive = particle === "zu" && next.endsWith("en");
  return !infinitive && (after === undefined || STARTS.has(after)) ? [join(next)] : [];

  function join(verb: string): string {
    return stem(particle + (IRREGULAR[verb] ?? verb));
  }
}
