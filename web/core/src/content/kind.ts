/** What a kind of message says of itself. Each kind is a module beside this one (S9). */

import { encode } from "../base/shape.ts";
import { PAYLOAD_BYTES } from "../wire/generated.ts";
import type { Payload } from "../wire/layouts.ts";

export interface KindOf<C extends { readonly kind: string }> {
  /** What an opened payload says; null: it does not have the shape of this kind. */
  read(payload: Payload): C | null;
  /** What is sealed. */
  payload(content: C): Payload;
  /** One line for a list or a notification. A screen reader hears it where the message itself is not shown. */
  line(content: C): string;
}

/** The padded size in bytes, which is all that the server sees of a payload; null: it does not fit one message (S9). */
export function sizeClass(payload: Payload): number | null {
  const { length } = encode(payload);
  return PAYLOAD_BYTES.find((size) => length < size) ?? null;
}
