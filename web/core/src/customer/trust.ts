import { equal } from "../base/bytes.ts";
import type { Trust } from "../profile/shopfront.ts";
import type { Chain } from "../trust/chain.ts";
import type { Fragment } from "../wire/links.ts";

/** Whether the business is the one that the link in the address names. `remembered`: an earlier link was the right one. */
export function trustOf(chain: Chain | undefined, fragment: Fragment, remembered: boolean): Trust {
  if (chain === undefined) return "unverified";
  if (fragment.type === "none" || fragment.type === "invite") return remembered ? "verified" : "unverified";
  if (fragment.type === "damaged") return "mismatch";
  return equal(fragment.fingerprint, chain.fingerprint) ? "verified" : "mismatch";
}
