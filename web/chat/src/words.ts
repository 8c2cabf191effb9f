import { type Lang, speak, translator } from "@tresen/ui";
import type { ChatWords } from "./words/de.ts";

export const t = translator<ChatWords>();

/** Speaks German or English, and fetches its first words. */
export async function speakBoth(lang: Lang): Promise<void> {
  if (lang === "de") speak(lang, (await import("./words/de.ts")).de);
  else speak(lang, (await import("./words/en.ts")).en);
}
