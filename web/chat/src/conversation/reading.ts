import { toast } from "@tresen/ui";
import type { LiveChat } from "../chat.ts";
import { t } from "../words.ts";

/** Switches read receipts and says what follows from it. */
export async function setShowsReading(chat: LiveChat, on: boolean): Promise<void> {
  await chat.setShowsReading(on);
  toast(on ? t("againRead") : t("noLongerRead"));
}
