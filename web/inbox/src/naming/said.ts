import { GIVEN, NO_NAMES, PARTICLES, TITLES } from "./words.ts";

/**
 * The name by which somebody introduces themselves in a message, or with which they sign it; null: none that is certain enough to be
 * suggested. German and English. What is only addressed ("Hallo Frau Krause"), and anybody in `known` (the team), is no answer.
 */
export function nameSaid(message: string, known: readonly string[] = []): string | null {
  const lines = linesOf(message.slice(0, LONGEST));
  const found = introduced(lines) ?? signed(lines);
  if (found === null || found.length > LONGEST_NAME) return null;
  const team = known.map((each) => each.toLowerCase());
  return team.includes(found.toLowerCase()) ? null : found;
}

/** The bound keeps the work small, whatever is sent. */
const LONGEST = 2000;
const LONGEST_NAME = 60;

type Line = readonly string[];

/** How sure it is that words are a name: by a title or a known given name, by two words, or by one capital letter alone. */
type Sure = 3 | 2 | 1;

interface Found {
  readonly name: string;
  readonly sure: Sure;
  /** The place behind it. */
  readonly to: number;
}

const WORD = /\p{L}[\p{L}\p{M}'’-]*|[^\s\p{L}]/gu;

const linesOf = (text: string): Line[] =>
  text
    .normalize("NFC")
    .split("\n")
    .map((line) => line.match(WORD) ?? [])
    .filter((line) => line.length > 0);

const low = (word: string | undefined): string => word?.toLowerCase().replaceAll("’", "'") ?? "";
const isWord = (word: string | undefined): word is string => word !== undefined && /^\p{L}/u.test(word);
const isLarge = (word: string | undefined): word is string => word !== undefined && /^\p{Lu}/u.test(word);
const isGiven = (word: string | undefined): boolean =>
  low(word)
    .split("-")
    .every((part) => GIVEN.has(part)) && isWord(word);
const mayBeName = (word: string | undefined): word is string =>
  isWord(word) && !NO_NAMES.has(low(word)) && !TITLES.has(low(word)) && low(word).length > 1;

/** The name that begins at that place. Without a title and a known given name it must have a capital letter. */
function nameAt(line: Line, from: number): Found | null {
  let at = from;
  const parts: string[] = [];
  while (TITLES.has(low(line[at])) && parts.length < 3) {
    const dot = line[at + 1] === "." ? "." : "";
    parts.push(large(line[at] as string) + dot);
    at += dot === "" ? 1 : 2;
  }
  const titled = parts.length > 0;
  if (isLarge(line[at]) && line[at]?.length === 1 && line[at + 1] === "." && mayBeName(line[at + 2])) {
    parts.push(`${line[at]}.`);
    at += 2;
  }
  const given = isGiven(line[at]);
  const particle = PARTICLES.has(low(line[at])) && !isLarge(line[at]);
  // "hier ist Frau von Berg"; but "die Frau von Herrn Berg" is somebody else's.
  const noble = titled && particle && isLarge(line[at + 1]) && mayBeName(line[at + 1]);
  if (!noble && (particle || !mayBeName(line[at]) || !(isLarge(line[at]) || titled || given))) return null;
  const words = noble ? 0 : 1;
  if (!noble) parts.push(large(line[at++] as string));
  const most = titled ? (given || noble ? 2 : 1) : 3;
  const { more, to } = furtherParts(line, at, most - words);
  parts.push(...more);
  const count = words + more.filter(isLarge).length;
  return { name: parts.join(" "), sure: titled || given ? 3 : count > 1 ? 2 : 1, to };
}

function furtherParts(line: Line, from: number, most: number): { more: string[]; to: number } {
  const more: string[] = [];
  let at = from;
  for (let words = 0; words < most; words++) {
    let next = at;
    while (PARTICLES.has(low(line[next])) && !isLarge(line[next]) && next - at < 2) next++;
    if (!isLarge(line[next]) || !mayBeName(line[next])) break;
    more.push(...line.slice(at, next), large(line[next] as string));
    at = next + 1;
  }
  return { more, to: at };
}

/** "KRAUSE" and "krause" as a name is written. */
function large(word: string): string {
  const shouted = word.length > 2 && word === word.toUpperCase();
  return (shouted ? word.toLowerCase() : word).replace(/(?<![\p{L}\p{M}'’])\p{L}/gu, (letter) =>
    letter.toUpperCase(),
  );
}

interface Introduction {
  readonly words: readonly string[];
  /** How sure the name must be. */
  readonly least: Sure;
}

const introduction = (text: string, least: Sure): Introduction => ({ words: text.split(" "), least });

/** The longer ones first. */
const INTRODUCTIONS: readonly Introduction[] = [
  introduction("mein name ist", 1),
  introduction("mein name lautet", 1),
  introduction("mein name :", 1),
  introduction("meine name ist", 1),
  introduction("my name is", 1),
  introduction("my name's", 1),
  introduction("ich heiße", 1),
  introduction("ich heisse", 1),
  introduction("ich heiß", 1),
  introduction("hier spricht", 1),
  introduction("hier schreibt", 1),
  introduction("hier ist wieder", 2),
  introduction("hier ist nochmal", 2),
  introduction("hier ist noch mal", 2),
  introduction("hier ist", 2),
  introduction("hier nochmal", 3),
  introduction("hier", 3),
  introduction("this is", 2),
  introduction("it's", 3),
  introduction("i am", 3),
  introduction("i'm", 3),
  introduction("ich bin's ,", 3),
  introduction("ich bin's", 3),
  introduction("ich bin", 3),
  introduction("wir sind", 3),
];

const ARTICLES = new Set(["die", "der", "ihre", "ihr", "eure", "euer", "your"]);
const GREETINGS = new Set(
  "hallo hallöchen hi hey moin servus guten tag morgen abend mittag grüß grüss gott grüezi hello good morning afternoon evening liebes team zusammen".split(
    " ",
  ),
);

function introduced(lines: readonly Line[]): string | null {
  for (const line of lines)
    for (let at = 0; at < line.length; at++) {
      const found = introducedAt(line, at) ?? before(line, at);
      if (found !== null) return found;
    }
  return null;
}

function introducedAt(line: Line, at: number): string | null {
  for (const { words, least } of INTRODUCTIONS) {
    if (!words.every((word, i) => low(line[at + i]) === word)) continue;
    // "Ist hier Frau Krause?" and "Wo ist hier …" ask for somebody.
    if (words[0] === "hier" && ["ist", "bin", "sind", "is"].includes(low(line[at - 1]))) return null;
    let from = at + words.length;
    if (ARTICLES.has(low(line[from]))) from++;
    const found = nameAt(line, from) ?? smallName(line, from, least);
    if (found === null || isAsked(line, found.to) || RELATIVES.has(low(line[found.to]))) return null;
    // After a greeting one word alone is a name too: "Hallo, hier ist Krause."
    const enough = greets(line, at) && words[0] === "hier" && ends(line, found.to) ? 1 : least;
    if (found.sure >= enough && (found.sure === 3 || closes(line, found.to))) return found.name;
    return null;
  }
  return null;
}

/** "mein name ist krause": written small, it must be all that is said. */
function smallName(line: Line, at: number, least: Sure): Found | null {
  const word = line[at];
  if (least > 1 || !mayBeName(word) || PARTICLES.has(low(word)) || !ends(line, at + 1)) return null;
  return { name: large(word), sure: 1, to: at + 1 };
}

/** "Guten Tag, Krause hier", "Schmidt mein Name", "Maria here": the clause before is the name, and nothing else. */
function before(line: Line, at: number): string | null {
  const name = low(line[at]) === "mein" && low(line[at + 1]) === "name";
  const here = low(line[at]) === "hier" || low(line[at]) === "here";
  const end = at + (name ? 2 : 1);
  if ((!name && !here) || !ends(line, end) || line[end] === "?") return null;
  let from = at;
  while (from > 0 && isPart(line, from - 1)) from--;
  const greeted = from > 0;
  while (from < at && GREETINGS.has(low(line[from]))) from++;
  const found = from < at ? nameAt(line, from) : null;
  if (found === null || found.to !== at) return null;
  return found.sure === 3 || name || greeted || from > 0 ? found.name : null;
}

const isPart = (line: Line, at: number): boolean =>
  isWord(line[at]) || (line[at] === "." && (TITLES.has(low(line[at - 1])) || line[at - 1]?.length === 1));

const greets = (line: Line, at: number): boolean =>
  line.slice(0, at).some((word) => GREETINGS.has(low(word)));

/** Nothing follows in this clause. */
const ends = (line: Line, at: number): boolean => line[at] === undefined || /^[.,;:!)\-–—]/u.test(line[at]);

/** What follows begins something else. */
const closes = (line: Line, at: number): boolean => ends(line, at) || !isLarge(line[at]);

/** "Paul Krauses Mutter" is somebody else. */
const RELATIVES = new Set([
  "mutter",
  "mama",
  "vater",
  "papa",
  "frau",
  "mann",
  "tochter",
  "sohn",
  "oma",
  "opa",
]);

const isAsked = (line: Line, at: number): boolean => line[at] === "?";

const CLOSINGS = new Set(
  "grüße grüßen grüsse grüssen grüßle gruß gruss gruße lg vg mfg bg hg glg vlg regards wishes cheers sincerely faithfully truly xoxo".split(
    " ",
  ),
);
const THANKS = new Set(["danke", "dank", "thanks", "thx", "thank", "you", "voraus", "advance"]);
const SKIPPED = new Set([...ARTICLES, "dein", "deine", "von", "from", "wünscht", "wünschen", "sendet"]);

/** The name behind a closing formula at the end, or alone in the last line. */
function signed(lines: readonly Line[]): string | null {
  const text = withoutTail(lines);
  const last = text.at(-1);
  if (last === undefined) return null;
  const closing = last.findLastIndex((word) => CLOSINGS.has(low(word)));
  if (closing >= 0) return signature(last, closing + 1, 1);
  const above = text.at(-2);
  if (above === undefined) return null;
  const closed = aboveCloses(above, CLOSINGS);
  return signature(last, 0, closed ? 1 : aboveCloses(above, THANKS) ? 1 : 3, !closed);
}

/** Its last word is a closing, with or without a comma. */
function aboveCloses(line: Line, words: ReadonlySet<string>): boolean {
  const end = line.findLast(isWord);
  return words.has(low(end));
}

/** `bare`: a title would make it an address ("Vielen Dank, Frau Krause"). */
function signature(line: Line, start: number, least: Sure, bare = false): string | null {
  let from = start;
  while (from < line.length && !isWord(line[from])) from++;
  while (SKIPPED.has(low(line[from]))) from++;
  const found = nameAt(line, from);
  if (found === null || found.sure < least || line.slice(found.to).some(isWord)) return null;
  if (bare && (TITLES.has(low(line[from])) || line.slice(found.to).some((sign) => "?!,".includes(sign))))
    return null;
  return found.name;
}

/** Without what may stand under a signature: a number, an emoji. */
function withoutTail(lines: readonly Line[]): readonly Line[] {
  const end = lines.findLastIndex(
    (line) => line.some(isWord) && !/^(tel|telefon|handy|mobil|phone|mobile)$/.test(low(line[0])),
  );
  return lines.slice(0, end + 1);
}
