/** Operations of the shared vectors: saved filters, quick replies and their CSV, the puzzle (L8, S9, W10). */

import { TooLong } from "../../src/base/errors.ts";
import { solvePuzzle } from "../../src/customer/puzzle.ts";
import { readQuery, saved } from "../../src/documents/filters.ts";
import { mistakesIn, type QuickReply, tidied, written } from "../../src/documents/quickreply.ts";
import { fitsQuery, type LabelQuery } from "../../src/model/labelquery.ts";
import { readCsv, writeCsv } from "../../src/quickreplies/csv.ts";
import { hex, unhex } from "./plain.ts";
import { wayOperations } from "./ways.ts";
import { websiteOperations } from "./websites.ts";

type Values = Readonly<Record<string, unknown>>;

const replyOf = (v: Values): QuickReply => ({
  shortcut: String(v.shortcut),
  title: String(v.title),
  textDe: String(v.text_de),
  textEn: String(v.text_en),
  keywords: v.keywords as readonly string[],
});

const valuesOf = ({ shortcut, title, textDe, textEn, keywords }: QuickReply): Values => ({
  shortcut,
  title,
  text_de: textDe,
  text_en: textEn,
  keywords,
});

/** No page waits for it. */
const atOnce = {
  later: (_: number, run: () => void) => {
    run();
    return () => {};
  },
};

export const alikeOperations: Readonly<Record<string, (given: Values) => Values | Promise<Values>>> = {
  ...wayOperations,
  ...websiteOperations,
  filter_query: (v) => {
    const query = readQuery(v.text, new Set(v.labels as readonly string[]));
    if (query === null) return { query: null, fits: [] };
    const sets = v.sets as readonly (readonly string[])[];
    return { query, fits: sets.map((labels) => fitsQuery(query, labels)) };
  },
  save_filter: (v) => {
    const query = v.query as unknown as LabelQuery;
    const there = (v.ids as readonly string[]).map((id) => ({ id, name: id, query }));
    try {
      return { fields: saved(there, { id: String(v.id), name: String(v.name), query }) };
    } catch (error) {
      if (error instanceof TooLong || error instanceof RangeError) return { fields: null };
      throw error;
    }
  },
  save_reply: (v) => {
    const reply = tidied(replyOf(v));
    return { fields: mistakesIn(reply).length > 0 ? null : written(reply) };
  },
  read_csv: (v) => {
    const { replies, mistakes } = readCsv(String(v.text));
    if (mistakes === null) return { replies: replies.map(valuesOf), wrong: [] };
    return { replies: null, wrong: [...new Set(mistakes.map(({ line }) => line))].sort((a, b) => a - b) };
  },
  write_csv: (v) => ({ text: writeCsv((v.replies as readonly Values[]).map(replyOf)) }),
  solve_puzzle: async (v) => {
    try {
      return { answers: hex(await solvePuzzle(unhex(String(v.challenge)), atOnce)) };
    } catch (error) {
      if (error instanceof RangeError) return { answers: null };
      throw error;
    }
  },
};
