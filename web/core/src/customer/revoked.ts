/** What becomes of a browser that was shut out of the conversation. Fetched when that happens. */

import type { Bytes } from "../base/bytes.ts";
import type { Env } from "../base/env.ts";
import { wasRemoved } from "../owndevices/leader.ts";
import type { Store } from "../store/database.ts";
import type { Begun } from "./begin.ts";

/**
 * `removed`, `anew`: everything here goes, and after `anew` the return link in the address (`back`, its secret) begins again. `revoked`: it
 * stays and says so. null: another tab asked too, and has already emptied everything.
 */
export async function afterRevoked(
  env: Env,
  { store, business, isHere }: { readonly store: Store; readonly business: Bytes; isHere(): boolean },
  begun: Begun,
  back: string | null,
): Promise<"removed" | "anew" | "revoked" | null> {
  if (back !== null && back !== begun.secret) return "anew";
  const removed = await wasRemoved(env, store, business, begun.conversation).catch((error) => {
    if (isHere()) throw error;
    return false;
  });
  if (!isHere()) return null;
  if (removed) return "removed";
  return back === null ? "revoked" : "anew";
}
