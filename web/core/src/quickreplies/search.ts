/** Finding a quick reply while somebody types: by shortcut, title, keywords and text, best first. Pure. */

import { fold, foldings } from "../base/fold.ts";
import type { QuickReply } from "../documents/quickreply.ts";

/** The folded forms of a text, each after a space: a word begins where a space is. */
type Forms = readonly string[];

interface Indexed<T> {
  readonly entry: T;
  readonly shortcut: Forms;
  readonly title: Forms;
  readonly keywords: readonly Forms[];
  readonly text: Forms;
}

export interface Findable {
  readonly reply: QuickReply;
  /** How often it was used lately: of two that fit equally well, the one that is used more comes first. */
  readonly uses: number;
}

/** Replies made ready for search. Making it takes a few ms for 1,000 replies; then each search takes about one. */
export class ReplyIndex<T extends Findable> {
  readonly #all: readonly Indexed<T>[];

  constructor(entries: readonly T[]) {
    this.#all = entries.map(indexed).sort(byUse);
  }

  /** The best first, at most `limit`. An empty query: all, the most used first. Every word of the query must be found. */
  find(query: string, limit = Number.POSITIVE_INFINITY): T[] {
    const words = wordsOf(fold(query));
    const found: { readonly at: Indexed<T>; readonly score: number }[] = [];
    for (const at of this.#all) {
      const score = scoreOf(at, words);
      if (score > 0) found.push({ at, score });
    }
    // Sorting is stable: what fits equally well stays in the order of use.
    found.sort((one, other) => other.score - one.score);
    return found.slice(0, limit).map(({ at }) => at.entry);
  }
}

const wordsOf = (folded: string): string[] => folded.split(/[\s,;/]+/).filter((word) => word !== "");

const formsOf = (text: string): Forms =>
  foldings(text).map((form) => ` ${form.replace(/[^\p{L}\p{N}]+/gu, " ").trim()}`);

function indexed<T extends Findable>(entry: T): Indexed<T> {
  const { shortcut, title, keywords, textDe, textEn } = entry.reply;
  return {
    entry,
    shortcut: foldings(shortcut).map((form) => ` ${form}`),
    title: formsOf(title),
    keywords: keywords.map(formsOf),
    text: formsOf(`${textDe} ${textEn}`),
  };
}

const byUse = <T extends Findable>(one: Indexed<T>, other: Indexed<T>): number =>
  other.entry.uses - one.entry.uses || compare(one.entry.reply.shortcut, other.entry.reply.shortcut);

const compare = (one: string, other: string): number => (one < other ? -1 : Number(one > other));

/** 0: some word is found nowhere. Each word counts by the best place in which it is found. */
function scoreOf<T>(at: Indexed<T>, words: readonly string[]): number {
  let sum = 1;
  for (const word of words) {
    const named = Math.max(
      placed(at.shortcut, word, 100, 80, 40),
      placed(at.title, word, 60, 50, 30),
      ...at.keywords.map((forms) => placed(forms, word, 56, 46, 26)),
    );
    // A text is long and counts least: it is read only when nothing else has the word. Two letters stand within almost every text.
    const score = named || placed(at.text, word, 10, 10, word.length < 3 ? 0 : 5);
    if (score === 0) return 0;
    sum += score;
  }
  return sum;
}

/** `whole`: it is all there is; `begins`: a word begins with it; `inside`: it stands within a word. 0: it is not there. */
function placed(forms: Forms, word: string, whole: number, begins: number, inside: number): number {
  let best = 0;
  for (const text of forms) {
    const at = text.indexOf(` ${word}`);
    if (at === 0 && text.length === word.length + 1) return whole;
    if (at >= 0) best = Math.max(best, begins);
    else if (text.includes(word)) best = Math.max(best, inside);
  }
  return best;
}
