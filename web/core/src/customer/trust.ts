import { equal } from "../base/bytes.ts";
import type { Trust } from "../profile/shopfront.ts";
import type { Chain } from "../trust/chain.ts";
import type { PageFragment } from "../wire/links.ts";

/** Whether the business is the one that the link in the address names. `remembered`: an earlier link was the right one. */
export function trustOf(chain: Chain | undefined, fragment: PageFragment, remembered: boolean): Trust {
  if (chain === undefined) return "unverified";
  const known = remembered ? "verified" : "unverified";
  if (fragment.type === "none") return known;
  if (fragment.type === "damaged") return fragment.of === "invitation" ? known : "mismatch";
  if (!equal(fragment.fingerprint, chain.fingerprint)) return "mismatch";
  // Anybody can hand over an invitation or a named link: only the sign shows whose shop it is.
  return fragment.type === "invitation" || fragment.type === "way" ? known : "verified";
}
