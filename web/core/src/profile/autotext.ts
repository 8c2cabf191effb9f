/** What an automatic answer says (S14). Fetched with the first of them. */

import { automaticText } from "../content/automatic.ts";
import type { Chain } from "../trust/chain.ts";

/** `[name, rev, nil, instant, next opening]` of an `auto` event in the reader's language; null when that revision has no such text. */
export function autoText(chain: Chain, entry: readonly unknown[], language: string): string | null {
  const [name, rev, , instantMs, nextOpenMs] = entry;
  if (typeof name !== "string" || typeof rev !== "number") return null;
  const fields = chain.profiles.get(rev);
  if (fields === undefined) return null;
  const next = typeof nextOpenMs === "number" ? nextOpenMs : null;
  return automaticText(fields, name, language, typeof instantMs === "number" ? instantMs : 0, next);
}
