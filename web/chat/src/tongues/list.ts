import { nearest, onlyBoth, speak } from "@tresen/ui";
import { preferred } from "@tresen/ui/i18n/preferred";
import { speakBoth } from "../words.ts";
import type { Catalogs, FirstWords } from "./catalogs.ts";
import { ONLY_BOTH } from "./only.ts";

interface Further {
  /** What the language calls itself. */
  readonly name: string;
  readonly first: () => Promise<{ readonly first: FirstWords }>;
  readonly rest: () => Promise<{ readonly rest: Catalogs }>;
  readonly dir?: "rtl";
  /** What dates and numbers are said by, where that is not the code. */
  readonly locale?: string;
}

/** The further languages, each whole, by their codes (BCP 47): one line offers one. Fetched where one is asked for. */
export const TONGUES: Readonly<Record<string, Further>> = {
  // Who needs it reads a long list with effort: it stands first, after German and English.
  "de-simple": {
    name: "Leichte Sprache",
    first: () => import("./de-simple/first.ts"),
    rest: () => import("./de-simple/rest.ts"),
    locale: "de",
  },
  tr: { name: "Türkçe", first: () => import("./tr/first.ts"), rest: () => import("./tr/rest.ts") },
  ar: {
    name: "العربية",
    first: () => import("./ar/first.ts"),
    rest: () => import("./ar/rest.ts"),
    dir: "rtl",
    locale: "ar-u-nu-latn",
  },
  uk: { name: "Українська", first: () => import("./uk/first.ts"), rest: () => import("./uk/rest.ts") },
  ru: { name: "Русский", first: () => import("./ru/first.ts"), rest: () => import("./ru/rest.ts") },
  pl: { name: "Polski", first: () => import("./pl/first.ts"), rest: () => import("./pl/rest.ts") },
  ro: { name: "Română", first: () => import("./ro/first.ts"), rest: () => import("./ro/rest.ts") },
  fr: { name: "Français", first: () => import("./fr/first.ts"), rest: () => import("./fr/rest.ts") },
  es: { name: "Español", first: () => import("./es/first.ts"), rest: () => import("./es/rest.ts") },
};

/** The language in which somebody is spoken to who wishes for these, by its code: the first that the page has, else English. */
export const spokenFor = (wishes: readonly string[]): string =>
  wishes.map(ours).find((code) => code !== undefined) ?? "en";

const ours = (wish: string): string | undefined =>
  nearest(wish) ?? Object.keys(TONGUES).find((code) => new RegExp(`^${code}\\b`, "i").test(wish));

/** Speaks the first of these languages that the page has, else English. */
export async function speakFurther(wishes: readonly string[]): Promise<void> {
  const code = spokenFor(wishes);
  const tongue = TONGUES[code];
  // Without a network there may be no copy of it. The page is there all the same.
  const words = await tongue?.first().catch(() => null);
  if (!tongue || !words) return speakBoth(nearest(code) ?? besides(code));
  speakAs(code, tongue, words.first);
}

/** What is read where something exists in German and English alone: the one of them that the browser names first, else English. */
export const besides = (code: string) => (code === "de-simple" ? "de" : preferred(navigator.languages));

/** Speaks one; and once its rest is there anew, which redraws what did not wait for it. */
function speakAs(code: string, further: Further, words: FirstWords, said?: Catalogs): void {
  const { dir = "ltr", locale = code } = further;
  const only = ONLY_BOTH[code] ?? "";
  let fetching: Promise<Catalogs | undefined> | undefined;
  const rest = () => {
    fetching ??= further.rest().then(
      (got) => {
        // Another one may have been chosen meanwhile. German and German in plain words share their locale, and no two share this.
        if (onlyBoth() === only) speakAs(code, further, words, got.rest);
        return got.rest;
      },
      () => {
        fetching = undefined;
        return undefined;
      },
    );
    return fetching;
  };
  speak(besides(code), words, {
    locale,
    said,
    only,
    rest: () => (said ? Promise.resolve(said) : rest()),
  });
  if (typeof document === "undefined") return;
  document.documentElement.lang = code;
  document.documentElement.dir = dir;
  // Once there is a worker, for times without a network: it keeps no language that is not spoken here.
  if (!said) navigator.serviceWorker?.ready.then(({ active }) => active?.postMessage(`tongue-${code}`));
}
