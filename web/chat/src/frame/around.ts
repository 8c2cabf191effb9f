/** What parts of the page say to what stands around them in a frame (S22). */

import { hostIn } from "@tresen/core/framed";
import { isOneSite } from "./window.ts";

/** Why a window of its own is wanted. */
export type Wish = "take" | "calls";

const WISH = "tresen-window";

/** Offers a window of its own, in which the conversation goes on. */
export const wantWindow = (): boolean => dispatchEvent(new CustomEvent<Wish>(WISH, { detail: "take" }));

/** Calls `run` for each wish; the answer ends it. Without a detail it is for a call: the button that calls is to weigh little. */
export function onWish(run: (wish: Wish) => void): () => void {
  const heard = (event: Event) => run((event as CustomEvent<Wish>).detail ?? "calls");
  addEventListener(WISH, heard);
  return () => removeEventListener(WISH, heard);
}

/** What is stored in this frame is another's than what a window stores. */
export function standsApart(): boolean {
  const host = hostIn(location.hash);
  return host !== null && !isOneSite(host, location.origin);
}
