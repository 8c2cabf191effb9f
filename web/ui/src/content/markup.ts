// Small markup of a message: *bold*, _italic_, ~struck~, `code`, and what can be tapped. The result is a tree of plain values that a
// component turns into nodes; no HTML is ever made. A hostile text costs linear time.

import type { Span, Tappable } from "./span.ts";
import { isBorder, tappable } from "./tappable.ts";

export type Piece =
  | { readonly type: "text" | "code"; readonly text: string }
  | Tappable
  | { readonly type: "bold" | "italic" | "struck"; readonly pieces: readonly Piece[] };

/** Emphasis and code within a line hold at most this many UTF-16 units. */
const LONGEST_EMPHASIS = 500;
const DEPTH = 3;
/** In one message. Nobody writes more, and each costs an element. */
const MOST_MARKED = 500;

/** Never throws; every character of the input is kept, except the marks themselves. */
export function parse(text: string): Piece[] {
  const codes = codeSpans(text);
  const spans = [...codes, ...tappable(text, codes)].sort((a, b) => a.from - b.from);
  return new Emphasis(text, spans).pieces(0, text.length, DEPTH);
}

/** What a message says in words alone, for previews. */
export function plainText(text: string): string {
  return flat(parse(text));
}

const flat = (pieces: readonly Piece[]): string =>
  pieces.map((piece) => ("pieces" in piece ? flat(piece.pieces) : piece.text)).join("");

const CODE = /```([^`]+)```|`([^`\n]{1,500})`/g;

/** Literal words: nothing in them is a mark or can be tapped. */
function codeSpans(text: string): Span[] {
  return [...text.matchAll(CODE)].slice(0, MOST_MARKED).flatMap((found) => {
    const inner = found[1] ?? found[2] ?? "";
    const to = found.index + found[0].length;
    const stands = inner === inner.trim() || found[1] !== undefined;
    if (!stands || !isBorder(text, found.index - 1) || !isBorder(text, to)) return [];
    return [{ from: found.index, to, piece: { type: "code", text: inner } as const }];
  });
}

const TYPES = { "*": "bold", _: "italic", "~": "struck" } as const;
type Mark = keyof typeof TYPES;
const isMark = (char: string): char is Mark => char === "*" || char === "_" || char === "~";

const isSpace = (char: string): boolean => char <= " " || (char > "\u007f" && /\s/u.test(char));

/** The marks in a text that can end emphasis: after a word and before a border. Must be asked from left to right. */
class Closers {
  readonly #text: string;
  readonly #mark: string;
  readonly #to: number;
  #at = -1;

  constructor(text: string, mark: string, to: number) {
    this.#text = text;
    this.#mark = mark;
    this.#to = to;
  }

  /** The first at or after `from` on the same line, -1 for none. */
  next(from: number): number {
    if (this.#at < from && this.#at !== this.#to) this.#at = this.#find(from);
    const found = this.#at;
    return found < this.#to && this.#text.charAt(found) === this.#mark ? found : -1;
  }

  // A line break stops the search, and the next search continues there: no character is looked at twice.
  #find(from: number): number {
    const text = this.#text;
    for (let at = from; at < this.#to; at++) {
      const char = text.charAt(at);
      if (char === "\n") return at;
      const border = at + 1 === this.#to || isBorder(text, at + 1);
      if (char === this.#mark && border && !isSpace(text.charAt(at - 1))) return at;
    }
    return this.#to;
  }
}

/** Emphasis around words and spans. A mark opens after a border and before a word, and closes after a word and before a border, within one line. */
class Emphasis {
  readonly #text: string;
  /** The text with letters in the place of spans, because a mark within an address is none. */
  readonly #masked: string;
  readonly #spans: readonly Span[];
  #next = 0;
  #left = MOST_MARKED;

  constructor(text: string, spans: readonly Span[]) {
    this.#text = text;
    this.#spans = spans;
    let from = 0;
    const parts = spans.flatMap((span) => {
      const before = text.slice(from, span.from);
      from = span.to;
      return [before, "x".repeat(span.to - span.from)];
    });
    this.#masked = parts.join("") + text.slice(from);
  }

  /** Must be asked from left to right. */
  pieces(begin: number, to: number, depth: number): Piece[] {
    const text = this.#masked;
    const pieces: Piece[] = [];
    const closers = {
      "*": new Closers(text, "*", to),
      _: new Closers(text, "_", to),
      "~": new Closers(text, "~", to),
    };
    let from = begin;
    for (let at = begin; depth > 0 && this.#left > 0 && at < to; at++) {
      const mark = text.charAt(at);
      if (!isMark(mark) || !opens(text, at, begin, to)) continue;
      const end = closers[mark].next(at + 2);
      if (end === -1 || end - at - 1 > LONGEST_EMPHASIS) continue;
      this.#left--;
      pieces.push(...this.#words(from, at), {
        type: TYPES[mark],
        pieces: this.pieces(at + 1, end, depth - 1),
      });
      from = end + 1;
      at = end;
    }
    pieces.push(...this.#words(from, to));
    return pieces;
  }

  #words(begin: number, to: number): Piece[] {
    const pieces: Piece[] = [];
    let from = begin;
    for (; (this.#spans[this.#next]?.from ?? to) < to; this.#next++) {
      const span = this.#spans[this.#next] as Span;
      pieces.push(...plain(this.#text.slice(from, span.from)), span.piece);
      from = span.to;
    }
    pieces.push(...plain(this.#text.slice(from, to)));
    return pieces;
  }
}

function opens(text: string, at: number, begin: number, to: number): boolean {
  return (at === begin || isBorder(text, at - 1)) && at + 1 < to && !isSpace(text.charAt(at + 1));
}

function plain(text: string): Piece[] {
  return text === "" ? [] : [{ type: "text", text }];
}
