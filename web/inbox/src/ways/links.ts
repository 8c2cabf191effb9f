/** The links of a way, and what of them a printed code can hold. Pure. */

import type { WayEntry } from "@tresen/core/api";
import { readFragment } from "@tresen/core/links";
import { onPaper, wayUrl } from "@tresen/core/ways";
import { codePath } from "@tresen/ui/sign/code";

export interface WayLinks {
  /** With fingerprint, name and text. */
  readonly whole: string;
  /** The same without the text. */
  readonly named: string;
  /** To be typed: the id alone. */
  readonly short: string;
}

/** `sign`: the sign's address, with its fingerprint. */
export function linksOf(sign: string, { id, name, text }: Pick<WayEntry, "id" | "name" | "text">): WayLinks {
  const { origin, pathname, hash } = new URL(sign);
  const fragment = readFragment(hash);
  const at = { origin, handle: pathname.replace(/^\//, "") };
  const print = fragment.type === "key" ? fragment.fingerprint : null;
  return {
    whole: wayUrl({ ...at, print, id, source: name, text }),
    named: wayUrl({ ...at, print, id, source: name }),
    short: wayUrl({ ...at, id }),
  };
}

/** A code of so many modules is read from a label of 4 cm, or larger paper; and from a sticker of 2 cm. */
export const ON_PAPER = 77;
export const ON_STICKER = 49;

/** The link that a code of at most so many modules holds: the whole one, or else the one without the text. */
export function codeLink(links: WayLinks, most: number): string {
  const [whole, named] = [onPaper(links.whole), onPaper(links.named)];
  try {
    return codePath(whole).size <= most ? whole : named;
  } catch {
    return named;
  }
}
