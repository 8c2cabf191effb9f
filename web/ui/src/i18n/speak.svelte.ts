import type { SharedWords } from "./de.ts";

export type Lang = "de" | "en";

type Entry = string | ((...args: never[]) => string);
type Catalog = Readonly<Record<string, Entry>>;
type Args<E> = E extends (...args: infer A) => string ? A : [];

let spoken = $state.raw<{ lang: Lang; words: Catalog }>({ lang: "de", words: {} });

/**
 * Sets the language and its words. An app passes its own catalog with the shared one spread into it; components redraw.
 * Also sets `lang` of the page, which hyphenation and screen readers follow.
 */
export function speak<W extends SharedWords>(lang: Lang, words: W): void {
  spoken = { lang, words: words as unknown as Catalog };
  if (typeof document !== "undefined") document.documentElement.lang = lang;
}

/** The language that is spoken now. Reactive. */
export function lang(): Lang {
  return spoken.lang;
}

/** The whole catalog that is spoken now, for entries that are neither text nor function. Reactive. */
export function catalog<W>(): W {
  return spoken.words as W;
}

/** The browser's wish: German if it comes before any other language we speak, else English. */
export function preferred(languages: readonly string[]): Lang {
  return languages[0]?.toLowerCase().startsWith("de") ? "de" : "en";
}

/** `t` for a catalog of type W: `t("send")`, `t("newMessages", 3)`. A key that W lacks does not compile. */
export function translator<W>() {
  return <K extends keyof W & string>(key: K, ...args: Args<W[K]>): string => {
    const entry = spoken.words[key];
    return typeof entry === "function" ? (entry as (...a: unknown[]) => string)(...args) : (entry ?? key);
  };
}

/** `t` of the shared parts. */
export const t = translator<SharedWords>();
