// Street addresses as they are written in German: "Hauptstraße 12, 50667 Köln". The five digits before a city are the sign to look for.

import type { Span } from "./span.ts";

const TOWN =
  /(?<![\p{L}\p{N}])(?:(?:D|DE)-)?\d{5}[ \u00a0](?:(?:Bad|Sankt|St\.|Markt|Neu) )?\p{Lu}\p{L}{1,30}(?:[-/]\p{Lu}\p{L}{1,30}){0,3}(?: (?:am|an der|im|in der|ob der|vor der|bei) \p{Lu}\p{L}{1,30}| \(\p{Lu}\p{L}{1,30}\))?/gu;
const MOST = 50;
/** How far before the city a street is looked for. */
const LONGEST_STREET = 80;
const NUMBER =
  /(\p{L}[\p{L}.'’-]{0,40}) (\d{1,4}(?: ?[a-z])?(?: ?[-–/+] ?\d{1,4}(?: ?[a-z])?)?)(?:,[ \u00a0]|,?\n| [-–•·|] |,)$/iu;
const KIND =
  /^(?:stra(?:ß|ss)e|str\.?|weg|platz|gasse|allee|ring|damm|ufer|markt|tor|wall|hof|steig|pfad|graben|chaussee|promenade)$/i;
const BEFORE_NAME =
  /^(?:Am|An|Im|In|Auf|Unter|Hinter|Vor|Zum|Zur|Bei|Beim|Obere[rnm]?|Untere[rnm]?|Alte[rnm]?|Neue[rnm]?|Große[rnm]?|Kleine[rnm]?|Lange[rnm]?|Hohe[rnm]?)$/;
const ARTICLE = /^(?:der|den|dem|des|die)$/;

export function places(text: string): Span[] {
  return [...text.matchAll(TOWN)].slice(0, MOST).flatMap(({ 0: town, index: at }) => {
    const before = text.slice(Math.max(0, at - LONGEST_STREET), at);
    const street = NUMBER.exec(before);
    const name = street && nameEndingIn(before.slice(0, street.index), street[1] ?? "");
    if (!street || !name) return [];
    const from = at - (before.length - street.index) - (name.length - (street[1] ?? "").length);
    const to = at + town.length;
    const query = `${name} ${street[2]}, ${town}`;
    return [{ from, to, piece: { type: "place", text: text.slice(from, to), query } }];
  });
}

const WORDS_BEFORE = /(?:[\p{L}.'’-]+ ){0,4}$/u;

/** The street's whole name, of which `last` is the last word: "Alter Markt", "Unter den Linden", "An der Alten Post". */
function nameEndingIn(before: string, last: string): string | null {
  const words = (WORDS_BEFORE.exec(before)?.[0] ?? "").trim().split(" ");
  const taken = [last];
  const take = (count: number) => taken.unshift(...words.splice(-count));
  const isAfter = (back: number, shape: RegExp) => shape.test(words.at(-back) ?? "");
  const takeArticle = () => isAfter(1, ARTICLE) && isAfter(2, BEFORE_NAME) && take(2);
  if (KIND.test(last) && isAfter(1, /^\p{Lu}/u)) take(1);
  if (!takeArticle() && isAfter(1, BEFORE_NAME)) {
    take(1);
    takeArticle();
  }
  return /^\p{Lu}/u.test(taken[0] ?? "") ? taken.join(" ") : null;
}
