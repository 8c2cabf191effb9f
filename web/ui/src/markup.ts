// Small markup of a message: https links, *bold*, _italic_. The result is a tree of plain values that a component turns into
// nodes; no HTML is ever made.

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

// Punctuation at the end belongs to the sentence; a closing bracket does unless its partner is in the address.
function trimEnd(raw: string): string {
  let end = raw.length;
  for (;;) {
    const last = raw[end - 1] ?? "";
    const open = { ")": "(", "]": "[" }[last];
    const dangling = open !== undefined && count(raw, last, end) > count(raw, open, end);
    if (end > 0 && (".,;:!?…*_'".includes(last) || dangling)) end -= 1;
    else return raw.slice(0, end);
  }
}

function count(text: string, char: string, end: number): number {
  let n = 0;
  for (let i = 0; i < end; i++) if (text[i] === char) n += 1;
  return n;
}

// A name or password before the host is the classic disguise, so such an address stays plain text.
function readLink(raw: string): (Piece & { type: "link" }) | null {
  const text = trimEnd(raw);
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  const open = url.protocol === "https:" && url.username === "" && url.password === "";
  if (!open || !url.hostname.includes(".")) return null;
  return { type: "link", text, href: url.href, host: /(^|\.)xn--/.test(url.hostname) ? url.hostname : null };
}

// A mark opens after a border and before a word, and closes after a word and before a border, within one line. The length of
// what it holds is bounded, so that a hostile text costs linear time.
const EMPHASIS =
  /(?<=^|[\s([{"'„“‚‘«–—*_-])([*_])(?=\S)([^\n]{0,500}?\S)\1(?=$|[\s)\]}"'“”‘’»–—.,;:!?…*_-])/gu;

function emphasis(text: string, depth: number): Piece[] {
  if (depth === 0) return plain(text);
  const pieces: Piece[] = [];
  let from = 0;
  for (const found of text.matchAll(EMPHASIS)) {
    const type = found[1] === "*" ? "bold" : "italic";
    pieces.push(...plain(text.slice(from, found.index)), {
      type,
      pieces: emphasis(found[2] ?? "", depth - 1),
    });
    from = found.index + found[0].length;
  }
  pieces.push(...plain(text.slice(from)));
  return pieces;
}

function plain(text: string): Piece[] {
  return text === "" ? [] : [{ type: "text", text }];
}
