import { toast } from "@tresen/ui";
import type { LiveChat } from "../chat.ts";
import { fetchWords, said } from "../later.svelte.ts";

/** Switches read receipts and says what follows from it. */
export async function setShowsReading(chat: LiveChat, on: boolean): Promise<void> {
  await chat.setShowsReading(on);
  // Without its words the switch itself says what it is set to.
  await fetchWords().then(
    () => toast(said(on ? "againRead" : "noLongerRead")),
    () => {},
  );
}
