import type { Catalogs } from "./catalogs.ts";
import type { SharedWords } from "./de.ts";

/** What owners write their texts in, what the inbox speaks, and what the server writes. */
export type Lang = "de" | "en";

/** A further language of the customer page. Its later catalogs are fetched when the first of them is wanted. */
export interface Tongue {
  /** Dates and numbers are said by it. */
  readonly locale: string;
  /** That something is there in German or English alone; empty where that needs no saying. */
  readonly only: string;
  /** What it says later, once that was fetched. */
  readonly said: Catalogs | undefined;
  /** Fetches that, and speaks anew; nothing without a network. Never rejects. */
  rest(): Promise<Catalogs | undefined>;
}

type Entry = string | ((...args: never[]) => string);
type Catalog = Readonly<Record<string, Entry>>;
type Args<E> = E extends (...args: infer A) => string ? A : [];

let spoken = $state.raw<{ lang: Lang; words: Catalog; tongue?: Tongue | undefined }>({
  lang: "de",
  words: {},
});

/**
 * Sets the language and its words. An app passes its own catalog with the shared one spread into it; components redraw. Where a `tongue` is
 * spoken, `lang` is what its reader gets where there is only German and English. Also sets `lang` and `dir` of the page, which hyphenation,
 * screen readers and layout follow; a tongue sets its own after this.
 */
export function speak<W extends SharedWords>(lang: Lang, words: W, tongue?: Tongue): void {
  spoken = { lang, words: words as unknown as Catalog, tongue };
  if (typeof document === "undefined") return;
  document.documentElement.lang = lang;
  document.documentElement.dir = "";
}

/** German or English: the language of owners' texts and of everything else that exists in these two alone. Reactive. */
export function lang(): Lang {
  return spoken.lang;
}

/** The language that is spoken, for dates, numbers and lists (`Intl`). Reactive. */
export function locale(): string {
  return spoken.tongue?.locale ?? spoken.lang;
}

/** In a further language: that something is there in German or English alone. Reactive. */
export function onlyBoth(): string | undefined {
  return spoken.tongue?.only;
}

/** Fetches what a further language says later; nothing for German and English. */
export async function fetchRest(): Promise<Catalogs | undefined> {
  return spoken.tongue?.rest();
}

/** A catalog by its name, as the language that is spoken says it; until that is fetched, as German or English does. Reactive. */
export function catalogOf<K extends keyof Catalogs>(
  name: K,
  both: Readonly<Record<Lang, Catalogs[K]>>,
): Catalogs[K] {
  const { lang, tongue } = spoken;
  // What did not wait for it is redrawn once it is there.
  void tongue?.rest();
  return tongue?.said?.[name] ?? both[lang];
}

/** 1 where lines run to the right, -1 where they run to the left, as in Arabic: what moves along the line is multiplied by it. */
export const onward = (): 1 | -1 => (document.dir === "rtl" ? -1 : 1);

/** The whole catalog that is spoken now, for entries that are neither text nor function. Reactive. */
export function catalog<W>(): W {
  return spoken.words as W;
}

/** German or English, where a language is one of them: `de-AT` is, German in plain words is not. */
export function nearest(language: string): Lang | undefined {
  return /^(de|en)\b(?!-simple)/.exec(language)?.[1] as Lang | undefined;
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
