import type { Chat } from "@tresen/core/api";
import { toast } from "@tresen/ui";
import { t } from "./words.ts";

/** Switches read receipts and says what follows from it. */
export async function setShowsReading(chat: Chat, on: boolean): Promise<void> {
  await chat.setShowsReading(on);
  toast(on ? t("againRead") : t("noLongerRead"));
}
