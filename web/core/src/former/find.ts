/** Finding words in former chats: they are no part of the index, which holds what was signed. Pure. */

import { fold, foldings } from "../base/fold.ts";

/** What is looked for; empty: nothing can be. */
export const wanted = (query: string): readonly string[] => [
  ...new Set(
    fold(query)
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word !== ""),
  ),
];

const WORD = /[\p{L}\p{N}]+/gu;
/** Letters around the first found word that are shown. */
const [BEFORE, AFTER] = [40, 160];

export interface Found {
  /** The words around, and where in `text` the found ones stand (from, up to before). */
  readonly text: string;
  readonly marks: readonly (readonly [number, number])[];
}

/** null: not every word begins a word of the text. */
export function foundIn(text: string, words: readonly string[]): Found | null {
  const folded = foldings(text);
  if (words.length === 0 || !words.every((word) => folded.some((each) => each.includes(word)))) return null;
  const left = new Set(words);
  const marks: [number, number][] = [];
  for (const each of text.matchAll(WORD)) {
    const forms = foldings(each[0]);
    const hits = words.filter((word) => forms.some((form) => form.startsWith(word)));
    for (const hit of hits) left.delete(hit);
    if (hits.length > 0) marks.push([each.index, each.index + each[0].length]);
  }
  if (left.size > 0) return null;
  return around(text, marks);
}

function around(text: string, marks: readonly [number, number][]): Found {
  const first = marks[0]?.[0] ?? 0;
  const from = first <= BEFORE ? 0 : first - BEFORE;
  const to = Math.min(text.length, first + AFTER);
  const [head, tail] = [from > 0 ? "…" : "", to < text.length ? "…" : ""];
  const shift = head.length - from;
  return {
    text: head + text.slice(from, to).toWellFormed().replace(/\s/g, " ") + tail,
    marks: marks.filter(([, end]) => end <= to).map(([start, end]) => [start + shift, end + shift]),
  };
}
