/**
 * A light stemmer for folded German and English words. It removes endings one after the other, as CISTEM does (Weissweiler and Fraser,
 * "Developing a Stemmer for German Based on a Comparative Analysis of Publicly Available Stemmers", 2018), and the marks of participles
 * and of infinitives with "zu". Stems are for comparing only.
 */

import { fold } from "../base/fold.ts";

const SHORTEST = 4;
/** A word of more letters is cut: no word that people write is as long. */
const LONGEST = 40;

const DERIVED = /(?:ungen|ung|ing)$/;
const LONG_ENDING = /(?:em|er|ed)$/;
const SHORT_ENDING = /[estn]$/;
const PARTICIPLE = /^ge(?=.{4}.*(?:t|en)$)/;
const PARTICLES = "ab|an|auf|aus|ein|her|hin|mit|nach|um|vor|vorbei|weg|zu|zuruck";
const PARTED = new RegExp(`^(${PARTICLES})(?:ge|zu)(?=.{3}.*(?:t|n)$)`);

/** One spelling for comparing: folded, and `ae`, `oe`, `ue` read as umlauts, so that "öffnung", "oeffnung" and "offnung" are one word. */
export const spelling = (text: string): string => fold(text).replace(/([aou])e/g, "$1");

export function stem(word: string): string {
  let rest = word.slice(0, LONGEST).replace(PARTED, "$1").replace(PARTICIPLE, "");
  rest = shorten(rest, DERIVED);
  for (;;) {
    const next = rest.length > 5 ? shorten(rest, LONG_ENDING) : rest;
    const shorter = next === rest ? shorten(rest, SHORT_ENDING) : next;
    if (shorter === rest) return rest;
    rest = shorter;
  }
}

function shorten(word: string, ending: RegExp): string {
  const shorter = word.replace(ending, "");
  return shorter.length >= SHORTEST ? shorter : word;
}
