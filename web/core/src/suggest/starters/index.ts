import type { StarterReply } from "./starter.ts";
import type { Trade } from "./trades.ts";

export { tradeOf } from "./guess.ts";
export type { StarterReply } from "./starter.ts";
export { TRADES, type Trade } from "./trades.ts";

const SETS: Readonly<Record<Trade, () => Promise<{ readonly default: readonly StarterReply[] }>>> = {
  bakery: () => import("./bakery.ts"),
  hairdresser: () => import("./hairdresser.ts"),
  practice: () => import("./practice.ts"),
  craft: () => import("./craft.ts"),
  bookshop: () => import("./bookshop.ts"),
  shop: () => import("./shop.ts"),
};

/** The quick replies that a business of this trade can start with. Fetched when first asked for. */
export async function starters(trade: Trade): Promise<readonly StarterReply[]> {
  return (await SETS[trade]()).default;
}
