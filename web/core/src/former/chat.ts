/**
 * A chat export as messages. What is written in several lines is one message; which number of a day is the month, the whole file says. Pure,
 * and in slices: whoever reads learns how far it is, and can stop it.
 */

import { type DayOrder, type Head, headOf } from "./heads.ts";
import { isNotice, plainOf } from "./words.ts";

/** More is no conversation with a customer. */
export const MESSAGES = 200_000;
export const WRITERS = 40;
export const NAME_CHARACTERS = 60;
/** What one message says at most; what is longer is cut, and ends in `CUT`. */
export const TEXT_CHARACTERS = 65_536;
export const CUT = " […]";
/** Characters of a whole file. */
export const CHAT_CHARACTERS = 32 * 1024 * 1024;
/** Lines between two words about how far it is. */
export const SLICE = 2000;
/** A file that is an export begins with one of its lines; a few may stand before. */
const BEFORE = 20;

export interface FormerMessage {
  /** As the clock of the phone showed it: `YYYY-MM-DDTHH:MM`, with `:SS` where the file says so. No time zone is known. */
  readonly at: string;
  /** The place of the name in `writers`. */
  readonly writer: number;
  readonly text: string;
  readonly mark: "none" | "edited" | "deleted";
  /** As `Plain`. */
  readonly file: string | null;
}

export interface FormerText {
  readonly writers: readonly string[];
  readonly messages: readonly FormerMessage[];
  /** Lines of the messenger itself, which are left out. */
  readonly notices: number;
}

export type ChatTrouble = "empty" | "not_export" | "no_date" | "which_day" | "too_large" | "group";

/** Why a file is no chat that can be read. `which_day`: day and month cannot be told apart, a person must say. */
export class NotRead extends Error {
  override readonly name = "NotRead";
  readonly why: ChatTrouble;

  constructor(why: ChatTrouble) {
    super(why);
    this.why = why;
  }
}

export interface ReadingChat {
  /** What a person said about the days; null: the file decides. */
  readonly order: DayOrder | null;
  /** After each slice. `of`: characters in all. Throws to stop it. */
  onslice(done: number, of: number): Promise<void>;
}

interface Raw {
  readonly head: Head;
  readonly line: string;
  readonly more: string[];
}

/** Throws `NotRead`. */
export async function readChat(text: string, { order, onslice }: ReadingChat): Promise<FormerText> {
  if (text.trim() === "") throw new NotRead("empty");
  if (text.length > CHAT_CHARACTERS) throw new NotRead("too_large");
  const raw = await linesOf(text, onslice);
  const days = orderOf(raw, order);
  return messagesOf(raw, days);
}

async function linesOf(text: string, onslice: ReadingChat["onslice"]): Promise<Raw[]> {
  const found: Raw[] = [];
  let [at, lines] = [0, 0];
  while (at < text.length) {
    const end = text.indexOf("\n", at);
    const line = text.slice(at, end < 0 ? text.length : end).replace(/\r$/, "");
    at = end < 0 ? text.length : end + 1;
    const head = headOf(line);
    const last = found.at(-1);
    if (head !== null && (last === undefined || head.style === last.head.style)) {
      if (found.length === MESSAGES) throw new NotRead("too_large");
      found.push({ head, line, more: [] });
    } else last?.more.push(line);
    if (found.length === 0 && lines > BEFORE) throw new NotRead("not_export");
    lines++;
    if (lines % SLICE === 0) await onslice(at, text.length);
  }
  await onslice(text.length, text.length);
  if (found.length === 0) throw new NotRead("not_export");
  return found;
}

/** The first year in which there could be such a chat, and the last that two digits say. */
const [FIRST_YEAR, LAST_YEAR] = [2009, 2099];

/** The day as `YYYY-MM-DD`; null: there is no such day. */
function dayOf(numbers: Head["numbers"], order: DayOrder): string | null {
  const [a, b, c] = numbers;
  const [short, month, day] = order === "ymd" ? [a, b, c] : order === "dmy" ? [c, b, a] : [c, a, b];
  const year = short < 100 ? 2000 + short : short;
  const date = new Date(Date.UTC(year, month - 1, day));
  const real = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return real && year >= FIRST_YEAR && year <= LAST_YEAR ? date.toISOString().slice(0, 10) : null;
}

/** How days are to be read that do not say it themselves: as they exist, and as they follow each other. Throws `NotRead`. */
function orderOf(raw: readonly Raw[], given: DayOrder | null): DayOrder {
  const open = raw.filter(({ head }) => head.order === null);
  if (open.length === 0 || given !== null) return given ?? "dmy";
  const [dmy, mdy] = (["dmy", "mdy"] as const).map((order) => {
    const days = open.map(({ head }) => dayOf(head.numbers, order));
    const there = days.filter((day) => day !== null);
    const back = there.filter((day, at) => day < (there[at - 1] ?? "")).length;
    return { order, days, lost: days.length - there.length, back };
  });
  if (dmy === undefined || mdy === undefined) throw new NotRead("no_date");
  if (dmy.lost === open.length && mdy.lost === open.length) throw new NotRead("no_date");
  if (dmy.lost !== mdy.lost) return dmy.lost < mdy.lost ? dmy.order : mdy.order;
  if (dmy.back !== mdy.back) return dmy.back < mdy.back ? dmy.order : mdy.order;
  if (dmy.days.every((day, at) => day === mdy.days[at])) return "dmy";
  throw new NotRead("which_day");
}

interface Begun {
  readonly at: string;
  readonly writer: number;
  readonly lines: string[];
}

function messagesOf(raw: readonly Raw[], days: DayOrder): FormerText {
  const split = splitter(raw);
  const writers = new Map<string, number>();
  const begun: Begun[] = [];
  let notices = 0;
  // What follows a notice in further lines belongs to it.
  let open: Begun | null = null;
  for (const { head, line, more } of raw) {
    const day = dayOf(head.numbers, head.order ?? days);
    if (day === null) {
      // Somebody wrote something that looks like a beginning.
      for (const each of [line, ...more]) open?.lines.push(each);
      continue;
    }
    const [name, said] = split(head.rest);
    open = null;
    if (said === null || name === "" || isNotice(head.rest, said)) {
      notices++;
      continue;
    }
    const writer = writers.get(name) ?? writers.size;
    writers.set(name, writer);
    if (writers.size > WRITERS) throw new NotRead("group");
    open = { at: `${day}T${clock(head)}`, writer, lines: [said, ...more] };
    begun.push(open);
  }
  if (begun.length === 0) throw new NotRead(notices > 0 ? "empty" : "no_date");
  return { writers: [...writers.keys()], messages: begun.map(formed), notices };
}

function formed({ at, writer, lines }: Begun): FormerMessage {
  const { text, mark, file } = plainOf(lines.join("\n"));
  return { at, writer, text: cut(cleaned(text)), mark, file: file === null ? null : fileName(file) };
}

const two = (number: number): string => String(number).padStart(2, "0");
const clock = ({ hour, minute, second }: Head): string =>
  `${two(hour)}:${two(minute)}${second === null ? "" : `:${two(second)}`}`;

/** Marks of direction and what else nobody sees, as in `oneLine`: nothing that is read in may reorder what stands around it. */
const UNSEEN = /[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;
const cleaned = (text: string): string =>
  withoutLastBreaks(text.replace(UNSEEN, "").replace(CONTROL, "").toWellFormed());

/** From the end: a pattern would look at every row of breaks anew. */
function withoutLastBreaks(text: string): string {
  let end = text.length;
  while (text[end - 1] === "\n") end--;
  return text.slice(0, end);
}

const cut = (text: string): string =>
  text.length <= TEXT_CHARACTERS ? text : `${text.slice(0, TEXT_CHARACTERS).toWellFormed()}${CUT}`;

/** As it is compared with the names in an archive. */
export const fileName = (name: string): string => cleaned(name).trim().slice(0, 255);

/** Joiners, which nobody sees either; those that make one emoji of several are the first group. */
const JOINERS =
  /(\p{Extended_Pictographic}(?:\p{Emoji_Modifier}|\ufe0f){0,2}\u200d(?=\p{Extended_Pictographic}))|[\u200c\u200d]/gu;
const wholeName = (typed: string): string =>
  cleaned(typed).replace(JOINERS, "$1").replace(/\s+/g, " ").replace(/^~ ?/, "").trim();
const nameOf = (typed: string): string => [...wholeName(typed)].slice(0, NAME_CHARACTERS).join("");

/** A name that so many messages bear, and no message of that beginning lacks, has the colon in it. */
const SURE = 3;

type Split = (rest: string) => readonly [name: string, said: string | null];

/** The messenger's own words, which never stand in a name: `\u200e<attached: …>`. */
const OWN = /^[<\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

/** Name and words of a line. A colon ends the name, except where every message with that beginning goes on alike to a second one. */
function splitter(raw: readonly Raw[]): Split {
  const longer = new Map<string, { readonly name: string; count: number; sure: boolean }>();
  for (const { head } of raw) {
    const at = endOfName(head.rest);
    if (at < 0) continue;
    const first = wholeName(head.rest.slice(0, at));
    const second = OWN.test(head.rest.slice(at + 2, at + 3)) ? -1 : head.rest.indexOf(": ", at + 2);
    const name = second < 0 || second > 2 * NAME_CHARACTERS ? "" : wholeName(head.rest.slice(0, second));
    const known = longer.get(first);
    if (known === undefined) longer.set(first, { name, count: 1, sure: name !== "" });
    else if (known.name === name) known.count++;
    else known.sure = false;
  }
  return (rest) => {
    const at = endOfName(rest);
    if (at < 0) return ["", null];
    const known = longer.get(wholeName(rest.slice(0, at)));
    const end = known?.sure && known.count >= SURE ? rest.indexOf(": ", at + 2) : at;
    return [nameOf(rest.slice(0, end)), rest.slice(end + 2)];
  };
}

/** Where the first colon stands; -1: there is none. What ends with it has no words, such as a file whose name was cut. */
function endOfName(rest: string): number {
  const at = rest.indexOf(": ");
  return at < 0 && rest.endsWith(":") ? rest.length - 1 : at;
}
