import { spotsOf } from "@tresen/core/search/words";

interface Highlights {
  set(name: string, highlight: unknown): void;
  delete(name: string): boolean;
}
type Platform = typeof globalThis & { Highlight?: new (...ranges: Range[]) => unknown };

const NAME = "found";

/** Marks these words in a message, without touching it. A browser that cannot shows the message as it is. */
export function highlight(article: Element, words: ReadonlySet<string>): void {
  const { Highlight } = globalThis as Platform;
  const highlights = highlightsHere();
  if (Highlight === undefined || highlights === null) return;
  const ranges: Range[] = [];
  const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode())
    for (const { word, from, to } of spotsOf(node.nodeValue ?? "")) {
      if (!words.has(word)) continue;
      const range = new Range();
      range.setStart(node, from);
      range.setEnd(node, to);
      ranges.push(range);
    }
  highlights.set(NAME, new Highlight(...ranges));
}

export function endHighlight(): void {
  highlightsHere()?.delete(NAME);
}

const highlightsHere = (): Highlights | null =>
  (CSS as unknown as { highlights?: Highlights }).highlights ?? null;

/** The words that were found, as the index has them. */
export function wordsIn(text: string, marks: readonly (readonly [number, number])[]): ReadonlySet<string> {
  return new Set(marks.flatMap(([from, to]) => [...spotsOf(text.slice(from, to))].map(({ word }) => word)));
}
