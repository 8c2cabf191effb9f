/** A pin, set or taken off, for both sides (S9). */

import type { ActModule } from "./actmodule.ts";

export interface Pin {
  readonly kind: "pin";
  readonly on: boolean;
}

export const pin: ActModule<Pin> = {
  read: ({ on }) => (typeof on === "boolean" ? { kind: "pin", on } : null),
  payload: ({ kind, on }) => ({ kind, on }),
};
