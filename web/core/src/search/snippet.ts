/** What is shown of a text in which something was found: the stretch around the first word, and where the words stand in it. Pure. */

import { spotsOf } from "./words.ts";

export interface Snippet {
  readonly text: string;
  /** From and up to before, in UTF-16 units of `text`. */
  readonly marks: readonly (readonly [number, number])[];
}

const BEFORE = 36;
const LONG = 160;

export function snippetOf(text: string, words: ReadonlySet<string>): Snippet {
  const flat = text.replace(/\s/gu, " ");
  const spots = [...spotsOf(flat)].filter(({ word }) => words.has(word));
  const first = spots[0]?.from ?? 0;
  const from = first > BEFORE + 12 ? wordStart(flat, first - BEFORE) : 0;
  const to = from + LONG < flat.length ? wordEnd(flat, from + LONG) : flat.length;
  const lead = from > 0 ? "… " : "";
  const marks = spots
    .filter((spot) => spot.from >= from && spot.to <= to)
    .map((spot) => [spot.from - from + lead.length, spot.to - from + lead.length] as const);
  return { text: `${lead}${flat.slice(from, to)}${to < flat.length ? " …" : ""}`, marks };
}

/** Texts without spaces are cut where they must be, but never within a character. */
function wordStart(text: string, near: number): number {
  const space = text.lastIndexOf(" ", near);
  return space > near - 40 ? space + 1 : whole(text, near);
}

function wordEnd(text: string, near: number): number {
  const space = text.indexOf(" ", near);
  return space >= 0 && space < near + 40 ? space : whole(text, near);
}

const whole = (text: string, at: number): number => (/[\udc00-\udfff]/.test(text[at] ?? "") ? at - 1 : at);
