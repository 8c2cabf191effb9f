/** Short texts of others, made safe to stand in a sentence. Pure. */

const BREAK = /[\p{Cc}\u0020\u00a0\u2028\u2029]+/gu;
/** What has no shape of its own, above all marks of direction: they would let a name rearrange the sentence around it. */
const UNSEEN = /[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]/g;
const EDGES = /^ | $/g;

/** The text in one line, cut at so many characters, without what nobody sees; empty for anything else. */
export function oneLine(value: unknown, characters: number): string {
  if (typeof value !== "string") return "";
  // Cut before as well, so that a text of any length costs no more than a short one.
  const seen = cut(value, 4 * characters)
    .replace(UNSEEN, "")
    .replace(BREAK, " ")
    .replace(EDGES, "");
  return cut(seen, characters).replace(EDGES, "");
}

const cut = (text: string, characters: number): string =>
  text.length <= characters ? text : [...text.slice(0, 2 * characters)].slice(0, characters).join("");
