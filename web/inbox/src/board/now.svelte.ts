import { boardAt } from "@tresen/core/board";
import { fromStore } from "svelte/store";
import { here } from "../here.svelte.ts";
import { inboxHere } from "../inbox.ts";

/** The line that hangs on the board now. Call while a component is set up. */
export function boardNow(): { readonly text: string | null } {
  const shopfront = fromStore(inboxHere().shopfront);
  return {
    get text() {
      return boardAt(shopfront.current?.profile.board ?? null, here.now);
    },
  };
}
