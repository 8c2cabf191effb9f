/** The trades that a business is offered, and what a new one begins with. Its own word stands in the profile as `trade`. */

import type { Trade as StarterTrade } from "@tresen/core/starters";
import type { Lang } from "../i18n/speak.svelte.ts";

export interface Trade {
  readonly id: "bakery" | "cafe" | "hairdresser" | "workshop" | "practice" | "flowers" | "bookshop" | "other";
  readonly de: string;
  readonly en: string;
  /** Which set of quick replies fits. */
  readonly starters: StarterTrade;
}

const OTHER: Trade = { id: "other", de: "Etwas anderes", en: "Something else", starters: "shop" };

export const TRADES: readonly Trade[] = [
  { id: "bakery", de: "Bäckerei", en: "Bakery", starters: "bakery" },
  { id: "cafe", de: "Café", en: "Café", starters: "shop" },
  { id: "hairdresser", de: "Friseur", en: "Hairdresser", starters: "hairdresser" },
  { id: "workshop", de: "Werkstatt", en: "Workshop", starters: "craft" },
  { id: "practice", de: "Praxis", en: "Practice", starters: "practice" },
  { id: "flowers", de: "Blumen", en: "Flowers", starters: "shop" },
  { id: "bookshop", de: "Buchhandlung", en: "Bookshop", starters: "bookshop" },
  OTHER,
];

/** The trade whose word this is, in either language; else `other`. */
export function tradeOf(word: string): Trade {
  const typed = word.trim().toLowerCase();
  return TRADES.find(({ de, en }) => [de, en].some((each) => each.toLowerCase() === typed)) ?? OTHER;
}

/** What of a trade stands in the profile: nothing for one that a business has to name itself. */
export const wordOf = (trade: Trade, lang: Lang): string => (trade.id === "other" ? "" : trade[lang]);
