/** The filters of the list, in their order; the first is where a day begins. */
export const FILTERS = ["waiting", "mine", "all", "later", "closed"] as const;
export type Shown = (typeof FILTERS)[number];
