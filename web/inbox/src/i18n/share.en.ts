/** Sharing from other apps, in English. */
import type { share as german } from "./share.de.ts";

export const share: typeof german = {
  title: "For which conversation?",
  how: (files) =>
    files === 0
      ? "You see it there before it goes out."
      : `${files === 1 ? "1 file is" : `${files} files are`} ready. You see them there before they go out.`,
  some: "No more than 20 go at once.",
  lostTitle: "That did not arrive",
  lost: "Tresen was not ready for sharing just now. Nothing was stored and nothing was sent. In the conversation you can choose it with “Attach”.",
  ok: "Got it",
};
