/// <reference path="data.d.ts" />
import type { Lang } from "../i18n/speak.svelte.ts";
import { type Emoji, readEmoji } from "./emoji.ts";

const loaded = new Map<Lang, Promise<readonly Emoji[]>>();

const fetched = (lang: Lang): Promise<{ readonly default: string }> =>
  lang === "de" ? import("virtual:emoji/de") : import("virtual:emoji/en");

/** All emoji with their names in that language; fetched when first asked for, and again after a failure. */
export function loadEmoji(lang: Lang): Promise<readonly Emoji[]> {
  const there = loaded.get(lang);
  if (there !== undefined) return there;
  const made = fetched(lang).then(({ default: data }) => readEmoji(data));
  loaded.set(lang, made);
  made.catch(() => loaded.delete(lang));
  return made;
}
