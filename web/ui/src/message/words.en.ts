import type { MessageWords } from "./words.de.ts";

export const message: MessageWords = {
  of: (who) => `Message from ${who}`,
  own: "Own message",
  react: "React",
  thumb: "Thumbs up",
  heart: "Heart",
  joy: "Joy",
  thanks: "Thanks",
  party: "Celebrate",
  wow: "Wow",
  copy: "Copy",
  copied: "Copied.",
  keepAs: "Keep",
  erase: "Delete",
};
