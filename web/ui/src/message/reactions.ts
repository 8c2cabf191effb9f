import type { Reaction } from "../rows.ts";

/** Equal reactions, and who gave them, in the order of the first. */
export interface Chip {
  readonly emoji: string;
  readonly who: readonly Reaction[];
  /** One of them is this person's own. */
  readonly mine: boolean;
}

export function chips(reactions: readonly Reaction[]): Chip[] {
  const byEmoji = Map.groupBy(reactions, ({ emoji }) => emoji);
  return [...byEmoji].map(([emoji, who]) => ({ emoji, who, mine: who.some(({ mine }) => mine) }));
}

/** What a tap on a chip sends: one's own is taken back, another one is joined. */
export const tapped = ({ emoji, mine }: Chip): string | null => (mine ? null : emoji);
