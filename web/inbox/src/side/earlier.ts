import type { CardRow, ConversationRow } from "@tresen/core/api";
import { fold, foldings } from "@tresen/core/fold";

const SHOWN = 50;

export interface Choices {
  readonly shown: readonly CardRow[];
  readonly total: number;
}

/**
 * The conversations that `row` may continue and whose names contain every word searched for, the newest first. Not itself, not one that it
 * already continues, and none that continues it, however indirectly.
 */
export function choices(
  cards: readonly CardRow[],
  row: Pick<ConversationRow, "id" | "earlier">,
  sought: string,
  nameOf: (card: CardRow) => string,
): Choices {
  const out = new Set([row.id, ...row.earlier, ...descendants(cards, row.id)]);
  const wanted = fold(sought).split(/\s+/).filter(Boolean);
  const found = cards
    .filter(({ id }) => !out.has(id))
    .filter((card) => foldings(nameOf(card)).some((form) => wanted.every((word) => form.includes(word))))
    .sort((a, b) => b.lastMs - a.lastMs);
  return { shown: found.slice(0, SHOWN), total: found.length };
}

function descendants(cards: readonly CardRow[], id: string): ReadonlySet<string> {
  const found = new Set<string>();
  const next = [id];
  for (let of = next.pop(); of !== undefined; of = next.pop())
    for (const card of cards)
      if (card.earlier.includes(of) && !found.has(card.id)) {
        found.add(card.id);
        next.push(card.id);
      }
  return found;
}
