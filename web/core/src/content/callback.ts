/** The customer asks to be called back (S9). */

import type { KindOf } from "./kind.ts";

export interface Callback {
  readonly kind: "callback";
}

export const callback: KindOf<Callback> = {
  read: () => ({ kind: "callback" }),
  payload: ({ kind }) => ({ kind }),
  line: () => "",
};
