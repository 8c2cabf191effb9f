import type { CardRow } from "@tresen/core/api";
import { fold, foldings } from "@tresen/core/fold";

const SHOWN = 50;

/** Where a message of conversation `from` can go: names that contain every word searched for, the newest first. */
export function targets(
  cards: readonly CardRow[],
  from: string,
  sought: string,
  nameOf: (card: CardRow) => string,
): readonly CardRow[] {
  const wanted = fold(sought).split(/\s+/).filter(Boolean);
  return cards
    .filter(({ id }) => id !== from)
    .filter((card) => foldings(nameOf(card)).some((form) => wanted.every((word) => form.includes(word))))
    .sort((a, b) => b.lastMs - a.lastMs)
    .slice(0, SHOWN);
}
