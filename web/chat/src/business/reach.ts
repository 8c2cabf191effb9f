/** Words of an imprint, cut where a telephone number or an e-mail address stands in them. Pure. */
export interface Part {
  readonly text: string;
  /** Where a tap leads; null: words. */
  readonly href: string | null;
}

const EMAIL = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/u;
/** After a word that says so, or with a plus: numbers of registers and tax offices are none. */
const PHONE =
  /(?<=\b(?:tel|telefon|phone|mobil|mobile|fon|handy|call)\b[.:\s]*)\+?\(?\d[\d\s()/.–-]{4,24}\d|\+\d[\d\s()/.–-]{6,24}\d/iu;
const BOTH = new RegExp(`${EMAIL.source}|${PHONE.source}`, "giu");

/** Only `tel:` and `mailto:` are made, of digits and of an address without anything that could add to it. */
export function reachable(imprint: string): Part[] {
  const parts: Part[] = [];
  let from = 0;
  for (const found of imprint.matchAll(BOTH)) {
    if (found.index > from) parts.push({ text: imprint.slice(from, found.index), href: null });
    parts.push({ text: found[0], href: hrefOf(found[0]) });
    from = found.index + found[0].length;
  }
  if (from < imprint.length) parts.push({ text: imprint.slice(from), href: null });
  return parts;
}

function hrefOf(found: string): string | null {
  if (found.includes("@")) return `mailto:${encodeURIComponent(found).replace("%40", "@")}`;
  // The zero in brackets is dialled at home only.
  const number = found.replace(/\(0\)/, "").replace(/[^\d+]/g, "");
  return number.length >= 6 ? `tel:${number}` : null;
}
