import type { StarterReply } from "./starter.ts";

export type { StarterReply } from "./starter.ts";

/** The trades that have a starter set of quick replies, in the order in which they are offered. */
export const TRADES = ["bakery", "hairdresser", "practice", "craft", "shop"] as const;
export type Trade = (typeof TRADES)[number];

const SETS: Readonly<Record<Trade, () => Promise<{ readonly default: readonly StarterReply[] }>>> = {
  bakery: () => import("./bakery.ts"),
  hairdresser: () => import("./hairdresser.ts"),
  practice: () => import("./practice.ts"),
  craft: () => import("./craft.ts"),
  shop: () => import("./shop.ts"),
};

/** The quick replies that a business of this trade can start with. Fetched when first asked for. */
export async function starters(trade: Trade): Promise<readonly StarterReply[]> {
  return (await SETS[trade]()).default;
}
