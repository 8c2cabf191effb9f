/** Sharing from other apps, in English. */
import type { share as german } from "./share.de.ts";

export const share: typeof german = {
  title: "Something was shared here",
  to: "For which conversation?",
  how: "You see it there once more before it goes out.",
  some: "No more than 20 go at once.",
  discard: "Throw away",
  discardAll: "Throw all away",
  later: "Later",
  lostTitle: "That did not arrive",
  lost: "Tresen was not ready for sharing just now. Nothing was stored and nothing was sent. In the conversation you can choose it with “Attach”.",
  full: "Too much is waiting here already, or it was too large: there is room for five shares, 100 MB together. Nothing of it was stored and nothing was sent. First choose a conversation for what is waiting, or throw it away.",
  ok: "Got it",
};
