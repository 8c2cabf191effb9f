/** The trades that have a starter set of quick replies, in the order in which they are offered. */
export const TRADES = ["bakery", "hairdresser", "practice", "craft", "bookshop", "shop"] as const;
export type Trade = (typeof TRADES)[number];
