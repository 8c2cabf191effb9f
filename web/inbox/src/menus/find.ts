/** Finds what somebody means by a few letters: folded, word by word, best first. Pure. */

import { fold, foldings } from "@tresen/core/fold";

/** What can be found, with the forms in which its words may be typed. */
export interface Findable<Item> {
  readonly item: Item;
  readonly forms: readonly string[];
}

/** `also`: further words by which it is found. */
export function findable<Item>(item: Item, title: string, also = ""): Findable<Item> {
  let forms: readonly string[] | undefined;
  return {
    item,
    // Only what is searched is folded: a list is most often opened before anything is typed.
    get forms() {
      forms ??= foldings(`${title} ${also}`.trim());
      return forms;
    },
  };
}

/** How well one word fits: the beginning of the text, of a word, inside, or its letters in order; null: not at all. */
function scoreIn(text: string, word: string): number | null {
  const at = text.indexOf(word);
  if (at === 0) return 0;
  if (at > 0) return /[\p{L}\p{N}]/u.test(text[at - 1] ?? "") && !startsWord(text, word) ? 2 : 1;
  return word.length >= 3 && inOrder(text, word) ? 3 : null;
}

const startsWord = (text: string, word: string): boolean =>
  text.split(/[^\p{L}\p{N}]+/u).some((each) => each.startsWith(word));

function inOrder(text: string, word: string): boolean {
  let at = -1;
  for (const letter of word) {
    at = text.indexOf(letter, at + 1);
    if (at < 0) return false;
  }
  return true;
}

function scoreOf(forms: readonly string[], words: readonly string[]): number | null {
  let sum = 0;
  for (const word of words) {
    const scores = forms.map((form) => scoreIn(form, word)).filter((score) => score !== null);
    if (scores.length === 0) return null;
    sum += Math.min(...scores);
  }
  return sum;
}

/** The items in which every word is found, best first; of equal ones the order stays. Without words all of them. */
export function find<Item>(all: readonly Findable<Item>[], query: string, limit: number): readonly Item[] {
  const words = fold(query)
    .split(/\s+/)
    .filter((word) => word !== "");
  if (words.length === 0) return all.slice(0, limit).map(({ item }) => item);
  return all
    .map(({ item, forms }) => ({ item, score: scoreOf(forms, words) }))
    .filter((each): each is { item: Item; score: number } => each.score !== null)
    .sort((a, b) => a.score - b.score)
    .slice(0, limit)
    .map(({ item }) => item);
}
