/** Sharing from other apps, in English. */
import type { share as german } from "./share.de.ts";

export const share: typeof german = {
  title: "Shared with Tresen",
  to: "Which conversation is it for?",
  how: "You can check it there before it is sent.",
  some: "You can send up to 20 at once.",
  discard: "Discard",
  discardAll: "Discard all",
  later: "Later",
  lostTitle: "That did not arrive",
  lost: "Tresen was not ready to receive anything just now. Nothing was stored or sent. You can add it in the conversation with “Attach”.",
  full: "Nothing was stored or sent: too much is waiting here already, or this was too large. There is room for five shares, 100 MB in all. First choose a conversation for what is waiting, or discard it.",
  ok: "Got it",
};
