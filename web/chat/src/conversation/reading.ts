import { toast } from "@tresen/ui";
import type { LiveChat } from "../chat.ts";
import { said, withWords } from "../later.svelte.ts";

/** Switches read receipts and says what follows from it. */
export async function setShowsReading(chat: LiveChat, on: boolean): Promise<void> {
  await chat.setShowsReading(on);
  // Without its words the switch itself says what it is set to.
  await withWords(() => toast(said(on ? "againRead" : "noLongerRead")));
}
