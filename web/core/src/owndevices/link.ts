/** Whether the return link that this device knows still opens the conversation (S13). */

import { fromBase64url } from "../base/bytes.ts";
import { listed } from "../seal/customers.ts";
import { paperKeys } from "../seal/keys.ts";
import type { Keyrings } from "../trust/keyrings.ts";

/** What this device knows of its conversation and of the return link. Secrets are base64url. */
export interface LinkState {
  readonly conversation: string;
  readonly secret: string;
  readonly kept: boolean;
  readonly replaced?: boolean;
  readonly next?: string | null;
}

export interface LinkNeeds {
  readonly keyrings: Pick<Keyrings, "get" | "refresh">;
  state(): LinkState;
  /** Writes it, and tells all tabs. */
  change(changed: Partial<Omit<LinkState, "conversation">>): Promise<void>;
}

/** Only the device that renews the link knows the new one. */
export async function checkLink({ keyrings, state, change }: LinkNeeds): Promise<void> {
  const { conversation, secret, replaced: before = false } = state();
  const { listing } = await keyrings.get(conversation);
  const paper = await paperKeys("paper", fromBase64url(secret));
  const replaced = listing !== null && listed(listing, paper.id) === null;
  if (replaced !== before) await change({ replaced });
}
