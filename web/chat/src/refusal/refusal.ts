import type { Shopfront, Stop } from "@tresen/core/api";

/** Why another page is shown instead of the counter. `invited`: the business wrote first. */
export type Refusal = Stop | "not_open" | "invited";

/** What closes the page: the core's own stop, a wrong or damaged identity, or a business that is not open yet. */
export function refusalOf(stop: Stop | null, shopfront: Shopfront | null, talking: boolean): Refusal | null {
  if (stop) return stop;
  if (!shopfront) return null;
  if (shopfront.trust === "mismatch" || shopfront.trust === "broken") return shopfront.trust;
  return shopfront.open || talking ? null : "not_open";
}
