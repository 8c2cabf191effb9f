import { catalog, type Lang, speak, translator } from "@tresen/ui";
import { type ChatWords, de } from "./words/de.ts";

type Lines = { [K in keyof ChatWords]: ChatWords[K] extends string[] ? K : never }[keyof ChatWords];
type Texts = Omit<ChatWords, Lines>;

export const t = translator<Texts>();

/** The paragraphs of a longer text. */
export function lines(key: Lines): string[] {
  return catalog<ChatWords>()[key];
}

/** German comes with the page; English is fetched when it is wanted. */
export async function speakIn(lang: Lang): Promise<void> {
  if (lang === "de") speak(lang, de);
  else speak(lang, (await import("./words/en.ts")).en);
}
