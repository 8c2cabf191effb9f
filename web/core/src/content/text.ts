/** A text, as people type it (S9). */

import type { KindOf } from "./kind.ts";

export interface Text {
  readonly kind: "text";
  readonly text: string;
  /** With these words a customer asks for a person, where a program answered (S23). */
  readonly human?: true;
}

export const text: KindOf<Text> = {
  read: ({ text }) => (typeof text === "string" ? { kind: "text", text } : null),
  payload: (said) => ({ ...said }),
  line: ({ text }) => text.replace(/\s+/g, " ").trim(),
};
