import type { CardRow } from "@tresen/core/api";

const SHOWN = 50;

/** Without accents, and the Turkish ı without a dot is found by i. */
const folded = (text: string): string =>
  text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("ı", "i");

/** Where a message of conversation `from` can go: names that contain every word searched for, the newest first. */
export function targets(
  cards: readonly CardRow[],
  from: string,
  sought: string,
  nameOf: (card: CardRow) => string,
): readonly CardRow[] {
  const wanted = folded(sought).split(/\s+/).filter(Boolean);
  return cards
    .filter(({ id }) => id !== from)
    .filter((card) => wanted.every((word) => folded(nameOf(card)).includes(word)))
    .sort((a, b) => b.lastMs - a.lastMs)
    .slice(0, SHOWN);
}
