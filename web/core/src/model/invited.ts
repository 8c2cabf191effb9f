/** What a conversation is begun with where the business wrote first (S21). Kept until the server has the conversation. */

import type { Payload } from "../wire/layouts.ts";

export interface Invited {
  /** What the server is shown, base64url. */
  readonly request: { readonly id: string; readonly proof: string };
  /** What the first message carries. */
  readonly payload: Payload;
  /** The files that become the first message's. */
  readonly blobs: readonly string[];
}

/** Gives it once the conversation has its id. */
export type Inviting = (conversation: Uint8Array<ArrayBuffer>) => Promise<Invited>;
