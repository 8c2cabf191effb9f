import { type Lang, speak, translator } from "@tresen/ui";
import type { ChatWords } from "./words/de.ts";

export const t = translator<ChatWords>();

/** Fetches the words of one language and speaks it. */
export async function speakIn(lang: Lang): Promise<void> {
  speak(lang, lang === "de" ? (await import("./words/de.ts")).de : (await import("./words/en.ts")).en);
}
