// Small markup of a message: https links, *bold*, _italic_. The result is a tree of plain values that a component turns into
// nodes; no HTML is ever made. A hostile text costs linear time.

export type Piece =
  | { readonly type: "text"; readonly text: string }
  | {
      readonly type: "link";
      readonly text: string;
      readonly href: string;
      /** The host as the network sees it, when letters outside ASCII could make it look like another. */
      readonly host: string | null;
    }
  | { readonly type: "bold" | "italic"; readonly pieces: readonly Piece[] };

// Ends at white space, quotes, brackets of other writing, and at every invisible direction mark, which could disguise an address.
const LINK = /https:\/\/[^\s<>"'„“”‚‘’«»`\u200b-\u200f\u202a-\u202e\u2060-\u206f]+/giu;
/** A longer address stays plain text: no browser follows it, and parsing it is not worth its cost. */
const LONGEST_LINK = 2048;
/** Emphasis holds at most this many UTF-16 units. */
const LONGEST_EMPHASIS = 500;
const DEPTH = 2;

/** Never throws; every character of the input is kept, except the marks themselves. */
export function parse(text: string, depth = DEPTH): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const found of text.matchAll(LINK)) {
    const link = readLink(found[0]);
    if (!link) continue;
    pieces.push(...emphasis(text.slice(from, found.index), depth), link);
    from = found.index + link.text.length;
  }
  pieces.push(...emphasis(text.slice(from), depth));
  return pieces;
}

const OPENING: Readonly<Record<string, string>> = { ")": "(", "]": "[" };

// Punctuation at the end belongs to the sentence; a closing bracket does unless its partner is in the address.
function trimEnd(raw: string): string {
  const counts = new Map<string, number>();
  for (const char of raw) if ("()[]".includes(char)) counts.set(char, (counts.get(char) ?? 0) + 1);
  let end = raw.length;
  for (; end > 0; end--) {
    const last = raw.charAt(end - 1);
    const open = OPENING[last];
    const closing = counts.get(last) ?? 0;
    if (open !== undefined && closing > (counts.get(open) ?? 0)) counts.set(last, closing - 1);
    else if (!".,;:!?…*_'".includes(last)) break;
  }
  return raw.slice(0, end);
}

// A name or password before the host is the classic disguise, so such an address stays plain text.
function readLink(raw: string): (Piece & { type: "link" }) | null {
  const text = trimEnd(raw);
  if (text.length > LONGEST_LINK || !URL.canParse(text)) return null;
  const url = new URL(text);
  const open = url.protocol === "https:" && url.username === "" && url.password === "";
  if (!open || !url.hostname.includes(".")) return null;
  return { type: "link", text, href: url.href, host: /(^|\.)xn--/.test(url.hostname) ? url.hostname : null };
}

const BEFORE = /[\s([{"'„“‚‘«–—*_-]/u;
const AFTER = /[\s)\]}"'“”‘’»–—.,;:!?…*_-]/u;
const SPACE = /\s/u;

/** The marks in a text that can end emphasis: after a word and before a border. Must be asked from left to right. */
class Closers {
  readonly #text: string;
  readonly #mark: string;
  #at = -1;

  constructor(text: string, mark: string) {
    this.#text = text;
    this.#mark = mark;
  }

  /** The first at or after `from` on the same line, -1 for none. */
  next(from: number): number {
    if (this.#at < from && this.#at !== this.#text.length) this.#at = this.#find(from);
    const found = this.#at;
    return found < this.#text.length && this.#text.charAt(found) === this.#mark ? found : -1;
  }

  // A line break stops the search, and the next search continues there: no character is looked at twice.
  #find(from: number): number {
    const text = this.#text;
    for (let at = from; at < text.length; at++) {
      const char = text.charAt(at);
      if (char === "\n") return at;
      const border = at + 1 === text.length || AFTER.test(text.charAt(at + 1));
      if (char === this.#mark && border && !SPACE.test(text.charAt(at - 1))) return at;
    }
    return text.length;
  }
}

// A mark opens after a border and before a word, and closes after a word and before a border, within one line.
function emphasis(text: string, depth: number): Piece[] {
  if (depth === 0) return plain(text);
  const pieces: Piece[] = [];
  const closers = { "*": new Closers(text, "*"), _: new Closers(text, "_") };
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const mark = text.charAt(at);
    if ((mark !== "*" && mark !== "_") || !opens(text, at)) continue;
    const end = closers[mark].next(at + 2);
    if (end === -1 || end - at - 1 > LONGEST_EMPHASIS) continue;
    const type = mark === "*" ? "bold" : "italic";
    pieces.push(...plain(text.slice(from, at)), {
      type,
      pieces: emphasis(text.slice(at + 1, end), depth - 1),
    });
    from = end + 1;
    at = end;
  }
  pieces.push(...plain(text.slice(from)));
  return pieces;
}

function opens(text: string, at: number): boolean {
  const border = at === 0 || BEFORE.test(text.charAt(at - 1));
  return border && at + 1 < text.length && !SPACE.test(text.charAt(at + 1));
}

function plain(text: string): Piece[] {
  return text === "" ? [] : [{ type: "text", text }];
}
