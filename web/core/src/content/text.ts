/** A text, as people type it (S9). */

import type { KindOf } from "./kind.ts";

export interface Text {
  readonly kind: "text";
  readonly text: string;
}

export const text: KindOf<Text> = {
  read: ({ text }) => (typeof text === "string" ? { kind: "text", text } : null),
  payload: ({ kind, text }) => ({ kind, text }),
  line: ({ text }) => text.replace(/\s+/g, " ").trim(),
};
