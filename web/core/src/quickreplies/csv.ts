/** Quick replies as CSV (RFC 4180), as spreadsheets read and write it. Pure. `src/tresen/client/documents/replycsv.py` is the same. */

import { fold } from "../base/fold.ts";
import {
  mistakesIn,
  type QuickReply,
  type ReplyMistake,
  type ReplyWords,
  tidied,
} from "../documents/quickreply.ts";

/** A file with more bytes, characters or replies is refused as a whole; its size is looked at before it is read. */
export const CSV_BYTES = 16 * 1024 * 1024;
export const CSV_CHARACTERS = 8 * 1024 * 1024;
export const CSV_REPLIES = 2000;

/** What is wrong in a file. `line` counts from 1; 0: the file as a whole. `other`: the line that has the same shortcut. */
export interface CsvMistake {
  readonly line: number;
  readonly code:
    | "too_large"
    | "too_many"
    | "nul"
    | "columns"
    | "quote"
    | "cells"
    | "twice"
    | "empty"
    | ReplyMistake["code"];
  readonly field: ReplyWords | null;
  readonly other: number | null;
}

/** Either all replies, or what is wrong: a file is taken whole or not at all. */
export type CsvRead =
  | { readonly replies: readonly QuickReply[]; readonly mistakes: null }
  | { readonly replies: null; readonly mistakes: readonly CsvMistake[] };

/** Photos and files are in no column: written out they are left out, and read in each reply keeps its own. */
const COLUMNS: Readonly<Record<ReplyWords, readonly string[]>> = {
  shortcut: ["shortcut", "short code", "kurzel", "tastenkurzel", "tastenkombination"],
  title: ["title", "titel", "name"],
  keywords: ["keywords", "stichworter", "schlagworter", "schlusselworter"],
  textDe: ["text de", "text", "content", "message", "nachricht", "antwort"],
  textEn: ["text en"],
};
const FIELDS = Object.keys(COLUMNS) as ReplyWords[];
const HEADINGS = ["shortcut", "title", "keywords", "text_de", "text_en"];

/** Variables of Chatwoot that have one of ours. */
const FOREIGN: ReadonlyMap<string, string> = new Map([
  ["contact.name", "kunde"],
  ["contact.first_name", "kunde"],
  ["agent.name", "mitarbeiter"],
  ["agent.first_name", "mitarbeiter"],
]);

/** What a spreadsheet could take for a formula; a leading apostrophe makes it text. */
const FORMULA = /^[=+\-@\t\r']/;

const UTF_16_MARK: readonly (readonly [first: number, second: number, name: string])[] = [
  [0xff, 0xfe, "utf-16le"],
  [0xfe, 0xff, "utf-16be"],
];

/**
 * The text of a file as spreadsheets save it: UTF-8, UTF-16 with its mark, or else Windows-1252, in which Excel writes "CSV" in German.
 * Read as UTF-8 alone, "Öffnung" would come in as "�ffnung" unseen.
 */
export function csvText(bytes: Uint8Array): string {
  const marked = UTF_16_MARK.find(([first, second]) => bytes[0] === first && bytes[1] === second);
  if (marked) return new TextDecoder(marked[2]).decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

/** All replies, for a spreadsheet: semicolons and a byte order mark, as a German one expects. `readCsv` reads exactly these back. */
export function writeCsv(replies: readonly QuickReply[]): string {
  const lines = replies.map(({ shortcut, title, keywords, textDe, textEn }) =>
    [shortcut, title, keywords.join(", "), textDe, textEn].map(cell).join(";"),
  );
  return `\ufeff${[HEADINGS.join(";"), ...lines].join("\r\n")}\r\n`;
}

function cell(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[";\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Reads own files, and those with the columns of WhatsApp Business or Chatwoot. Names every line that is wrong. */
export function readCsv(text: string): CsvRead {
  const whole = (code: CsvMistake["code"]): CsvRead => ({ replies: null, mistakes: [mistake(0, code)] });
  if (text.length > CSV_CHARACTERS) return whole("too_large");
  if (text.includes("\0")) return whole("nul");
  const { rows, openQuote } = rowsIn(text.replace(/^\ufeff/, ""));
  if (openQuote !== null) return { replies: null, mistakes: [mistake(openQuote, "quote")] };
  const [head, ...filled] = rows.filter(({ cells }) => cells.some((each) => each.trim() !== ""));
  if (head === undefined) return whole("empty");
  const columns = FIELDS.map((field) => columnOf(head.cells, COLUMNS[field]));
  if (columns[0] === -1 || columns[3] === -1)
    return { replies: null, mistakes: [mistake(head.line, "columns")] };
  if (filled.length === 0) return whole("empty");
  if (filled.length > CSV_REPLIES) return whole("too_many");
  return checked(filled, columns, head.cells.length);
}

interface Row {
  readonly line: number;
  readonly cells: readonly string[];
}

function checked(rows: readonly Row[], columns: readonly number[], width: number): CsvRead {
  const replies: QuickReply[] = [];
  const mistakes: CsvMistake[] = [];
  const lines = new Map<string, number>();
  for (const { line, cells } of rows) {
    if (cells.length > width) mistakes.push(mistake(line, "cells"));
    const reply = replyIn(cells, columns);
    for (const { field, code } of mistakesIn(reply)) mistakes.push({ ...mistake(line, code), field });
    const other = lines.get(reply.shortcut);
    if (other !== undefined && reply.shortcut !== "")
      mistakes.push({ ...mistake(line, "twice"), field: "shortcut", other });
    else lines.set(reply.shortcut, line);
    replies.push(reply);
  }
  return mistakes.length === 0 ? { replies, mistakes: null } : { replies: null, mistakes };
}

function replyIn(cells: readonly string[], columns: readonly number[]): QuickReply {
  const [shortcut = "", title = "", keywords = "", textDe = "", textEn = ""] = columns.map((at) =>
    plain(cells[at] ?? ""),
  );
  return tidied({
    shortcut,
    title: title.trim() === "" ? shortcut.trim().replace(/^\//, "") : title,
    keywords: keywords.split(/[,;|\n]/),
    textDe: ours(textDe),
    textEn: ours(textEn),
  });
}

const plain = (text: string): string =>
  text.startsWith("'") && FORMULA.test(text.slice(1)) ? text.slice(1) : text;

const ours = (text: string): string =>
  text.replace(/\r\n?/g, "\n").replace(/\{\{\s*([a-z_.]+)\s*\}\}/g, (written, name: string) => {
    const known = FOREIGN.get(name);
    return known === undefined ? written : `{{${known}}}`;
  });

const columnOf = (cells: readonly string[], names: readonly string[]): number =>
  cells.findIndex((each) =>
    names.includes(
      fold(each)
        .replace(/[\s_-]+/g, " ")
        .trim(),
    ),
  );

const mistake = (line: number, code: CsvMistake["code"]): CsvMistake => ({
  line,
  code,
  field: null,
  other: null,
});

/** The rows of a file, each with the line on which it begins. `openQuote`: the line of a quote that is never closed. */
function rowsIn(text: string): { readonly rows: readonly Row[]; readonly openQuote: number | null } {
  const separator = separatorOf(text);
  const rows: Row[] = [];
  let line = 1;
  let at = 0;
  while (at < text.length) {
    const begin = line;
    const cells: string[] = [];
    for (let more = true; more; ) {
      const read = text[at] === '"' ? quoted(text, at, separator) : bare(text, at, separator);
      if (read === null) return { rows, openQuote: line };
      cells.push(read.cell);
      line += read.lines;
      at = read.end;
      more = text[at] === separator;
      if (more) at++;
    }
    if (text[at] === "\r" && text[at + 1] === "\n") at++;
    at++;
    line++;
    rows.push({ line: begin, cells });
  }
  return { rows, openQuote: null };
}

interface Cell {
  readonly cell: string;
  readonly end: number;
  readonly lines: number;
}

/** null: the quote is not closed, or something other than the end of the cell follows it. */
function quoted(text: string, from: number, separator: string): Cell | null {
  let at = from + 1;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote < 0) return null;
    if (text[quote + 1] !== '"') {
      const follows = text[quote + 1];
      if (follows !== undefined && ![separator, "\r", "\n"].includes(follows)) return null;
      const inside = text.slice(from + 1, quote);
      const lines = inside.split(/\r\n|\r|\n/).length - 1;
      return { cell: inside.replaceAll('""', '"'), end: quote + 1, lines };
    }
    at = quote + 2;
  }
}

function bare(text: string, from: number, separator: string): Cell {
  let end = from;
  while (end < text.length && text[end] !== separator && text[end] !== "\r" && text[end] !== "\n") end++;
  return { cell: text.slice(from, end), end, lines: 0 };
}

/** Whichever of semicolon, comma and tab the first line has most of. */
function separatorOf(text: string): string {
  const head = /^[^\r\n]*/.exec(text)?.[0] ?? "";
  const counts = [";", ",", "\t"].map((each) => [each, head.split(each).length] as const);
  return counts.reduce((best, each) => (each[1] > best[1] ? each : best))[0];
}
