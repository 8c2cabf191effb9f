/** What is pasted into a website: the link alone, and the script that makes a button of it (W14). Pure. */

import kept from "@tresen/widget/kept.json";

export type HoursFrom = "snippet" | "live" | "none";

/** The choices of the page "Website". An empty text is left out of the snippet. */
export interface Choices {
  readonly text: string;
  readonly side: "right" | "left";
  readonly colour: string;
  readonly theme: "auto" | "light" | "dark";
  /** Empty: as the page says. */
  readonly lang: "" | "de" | "en";
  readonly hours: HoursFrom;
  /** Paths on which there is no button, with spaces between them. */
  readonly hide: string;
  readonly sound: boolean;
}

export interface Shop {
  /** The sign's address, with its fingerprint. */
  readonly sign: string;
  readonly name: string;
  /** Its hours as a snippet carries them; empty: none are published. */
  readonly hours: string;
}

const [loader] = kept;
if (loader === undefined) throw new Error("no loader is kept");

/** The first eight letters of the loader's name: by them a snippet on a website is compared with this one. */
export const MARK = loader.file.slice(0, 8);

export const originOf = (sign: string): string => new URL(sign).origin;

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

export function linkSnippet({ sign }: Shop, words: string): string {
  return `<a href="${escaped(sign)}">${escaped(words)}</a>`;
}

export function scriptSnippet({ sign, name, hours }: Shop, choices: Choices): string {
  const address = new URL(sign);
  const data: Readonly<Record<string, string>> = {
    shop: address.pathname.slice(1),
    name,
    text: choices.text.trim(),
    hours: choices.hours === "snippet" ? hours : choices.hours === "live" ? "live" : "",
    side: choices.side === "right" ? "" : choices.side,
    colour: choices.colour,
    theme: choices.theme === "auto" ? "" : choices.theme,
    lang: choices.lang,
    hide: pathsIn(choices.hide).join(" "),
    sound: choices.sound ? "yes" : "",
  };
  const lines = [
    `<script async src="${address.origin}/widget/${loader?.file}"`,
    `integrity="${loader?.integrity}" crossorigin="anonymous"`,
    ...Object.entries(data)
      .filter(([, value]) => value !== "")
      .map(([key, value]) => `data-${key}="${escaped(value)}"`),
  ];
  return `${lines.join("\n  ")}></script>`;
}

/** What a website's own policy must allow. `live`: the hours are asked for. */
export function policyOf(sign: string, live: boolean): string {
  const origin = originOf(sign);
  const parts = [`script-src ${origin}`, `frame-src ${origin}`, ...(live ? [`connect-src ${origin}`] : [])];
  return `${parts.join("; ")};`;
}

/** Paths begin with a slash, so that one that was forgotten is put there. */
export const pathsIn = (typed: string): readonly string[] =>
  typed
    .split(/[\s,]+/)
    .filter((path) => path !== "")
    .map((path) => (path.startsWith("/") ? path : `/${path}`));
