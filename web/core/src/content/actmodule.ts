/** What a kind of message that is shown in another one says of itself (S9). */

import type { ActKind } from "../model/acts.ts";
import type { Payload } from "../wire/layouts.ts";

export interface ActModule<C extends { readonly kind: ActKind }> {
  /** What an opened payload says; null: it does not have the shape of this kind. */
  read(payload: Payload): C | null;
  /** What is sealed. */
  payload(content: C): Payload;
}
