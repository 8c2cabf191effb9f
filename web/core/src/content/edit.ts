/** An edit: the whole new text of a text message (S9). */

import type { ActModule } from "./actmodule.ts";

export interface Edit {
  readonly kind: "edit";
  readonly text: string;
}

export const edit: ActModule<Edit> = {
  read: ({ text }) => (typeof text === "string" && text.trim() !== "" ? { kind: "edit", text } : null),
  payload: ({ kind, text }) => ({ kind, text }),
};
