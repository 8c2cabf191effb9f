/** What a device that is to be told does at its start, and what it says where signals do not arrive. Fetched where telling is on. */

import { leaveWords } from "@tresen/ui/push/device";
import { mend } from "@tresen/ui/push/mending";
import type { LiveChat } from "../chat.ts";
import { framed } from "../framed.ts";
import { askServer, doubted, lose, scopeHere, setPushed, told } from "./device.svelte.ts";
import { tell } from "./words.ts";

export { onSubscription } from "@tresen/ui/push/mending";

/** Whether it is still to be said that signals do not arrive here. */
export function isDoubtOpen(): boolean {
  try {
    return told.unconfirmed && localStorage.getItem(doubted()) === null;
  } catch {
    // What cannot be remembered is not said: it would come again and again.
    return false;
  }
}

export function setDoubtSaid(said = true): void {
  try {
    if (said) localStorage.setItem(doubted(), "1");
    else localStorage.removeItem(doubted());
  } catch {
    return;
  }
}

/** Browser and server agree about where this device is told, or the switch is off. Asks nobody. A frame can tell of nothing, and says nothing of that. */
export async function mendHere(chat: LiveChat): Promise<void> {
  if (framed) return;
  try {
    const { setPush } = await chat.notifications();
    const done = await mend({ scope: scopeHere(), wanted: true, ask: () => askServer(chat), setPush });
    if (!told.unconfirmed) setDoubtSaid(false);
    if (done === "anew" || done === "tell") {
      setPushed();
      await leaveWords(scopeHere(), chat.shopfront?.profile.name ?? "Tresen", tell().tellNew);
    } else if (done === "end") lose();
  } catch {
    // Without a connection, or a push service: the next start tries again.
    return;
  }
}
