/** Quick replies: texts that the team sends often, one document for each (L8, S9). */

import { type Bytes, fromBase64url, toBase64url, utf8 } from "../base/bytes.ts";
import { decode, encode, map } from "../base/shape.ts";
import { type FileContent, file, photo, video, voice } from "../content/file.ts";
import type { KindOf } from "../content/kind.ts";
import { entryId } from "../seal/suite.ts";
import { NAME_CHARACTERS } from "../wire/generated.ts";
import type { Payload } from "../wire/layouts.ts";
import { type Document, fieldValue, isLater, type Values } from "./merge.ts";
import { cut } from "./people.ts";

export const KIND = "quick_reply";

export const SHORTCUT_CHARACTERS = 32;
export const KEYWORD_CHARACTERS = 40;
export const KEYWORDS = 16;
/** UTF-8 bytes of the text in one language. With these limits a version without a file always fits one message (S9). */
export const TEXT_BYTES = 6000;
/** The longest text that is read as a file: nobody makes a reader decode more. */
const FILE_CHARACTERS = 8000;

/** A text that the team sends often. `shortcut` is typed after `/` to find it. One of the texts may be empty. */
export interface QuickReply {
  readonly shortcut: string;
  readonly title: string;
  readonly textDe: string;
  readonly textEn: string;
  readonly keywords: readonly string[];
  /** What goes with it; it lies in the back room, as long as the reply names it. null: nothing. Left out where it is written: as it was. */
  readonly file?: FileContent | null;
}

/** An entry of the list as it is shown. */
export interface ShownReply<T> {
  readonly entry: T;
  readonly reply: QuickReply;
  /** The shortcut that it was saved under, and that another reply had before. null: it has its own. */
  readonly savedAs: string | null;
}

/** What of a reply is typed. */
export type ReplyWords = Exclude<keyof QuickReply, "file">;

/** What is wrong with a quick reply, and in which of its fields. */
export interface ReplyMistake {
  readonly field: ReplyWords;
  readonly code: "missing" | "too_long" | "shape" | "too_many";
}

const SHORTCUT = /^[\p{L}\p{N}][\p{L}\p{N}_.-]*$/u;

/** The id of the quick reply with that key. Quick replies are about no conversation. */
export const idOf = async (about: Bytes | null, key: Bytes | null): Promise<Bytes | null> =>
  about !== null || key === null ? null : entryId(KIND, null, key);

/** No earlier client wrote quick replies. */
export const plain = (_payload: Payload): Values => ({});

/** No earlier client reads quick replies. */
export const shown = (_document: Document): Values => ({});

/** What the document says; null when it was removed or has no shortcut. */
export function replyIn(document: Document): QuickReply | null {
  const text = (name: string): string => {
    const value = fieldValue(document, name);
    return typeof value === "string" ? value : "";
  };
  const shortcut = first(text("shortcut"), SHORTCUT_CHARACTERS);
  if (shortcut === "") return null;
  const keywords = text("keywords")
    .split("\n")
    .filter((word) => word !== "")
    .map((word) => first(word, KEYWORD_CHARACTERS));
  return {
    shortcut,
    title: cut(text("title")),
    textDe: text("text_de"),
    textEn: text("text_en"),
    keywords: keywords.slice(0, KEYWORDS),
    file: fileIn(document),
  };
}

/**
 * The replies among these entries, each under a shortcut of its own: devices that were apart may have saved two under one. The one that was
 * saved first keeps it, another gets a number. Every device that holds the same entries shows the same, in whatever order they came.
 */
export function distinct<T extends { readonly key: Bytes; readonly document: Document }>(
  entries: readonly T[],
): readonly ShownReply<T>[] {
  const read = entries.flatMap((entry) => {
    const reply = replyIn(entry.document);
    return reply === null ? [] : [{ entry, reply }];
  });
  const written = new Set(read.map(({ reply }) => reply.shortcut));
  const taken = new Set<string>();
  return read
    .toSorted((one, other) => savedFirst(one.entry, other.entry))
    .map(({ entry, reply }) => {
      const own = !taken.has(reply.shortcut);
      const shown = own ? reply : numbered(reply, (each) => !written.has(each) && !taken.has(each));
      taken.add(shown.shortcut);
      return { entry, reply: shown, savedAs: own ? null : reply.shortcut };
    });
}

type Saved = { readonly key: Bytes; readonly document: Document };

/** By when the shortcut was set, by which device, and by key. */
function savedFirst(one: Saved, other: Saved): number {
  const [first, second] = [one.document, other.document].map(({ fields }) => fields.get("shortcut")?.stamp);
  if (first !== undefined && second !== undefined) {
    if (isLater(first, second)) return 1;
    if (isLater(second, first)) return -1;
  }
  return toHex(one.key) < toHex(other.key) ? -1 : 1;
}

const toHex = (bytes: Bytes): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

function numbered(reply: QuickReply, isFree: (shortcut: string) => boolean): QuickReply {
  for (let n = 2; ; n++) {
    const [tail, behind] = [`-${n}`, ` (${n})`];
    const shortcut = first(reply.shortcut, SHORTCUT_CHARACTERS - tail.length) + tail;
    const title = first(reply.title, NAME_CHARACTERS - behind.length) + behind;
    if (isFree(shortcut)) return { ...reply, shortcut, title };
  }
}

const KINDS: Readonly<Record<string, KindOf<FileContent>>> = {
  photo,
  video,
  voice,
  file,
} as Readonly<Record<string, KindOf<FileContent>>>;

/** The file that goes with the reply; null: none, or in no shape to be one. */
export function fileIn(document: Document): FileContent | null {
  const written = fieldValue(document, "file");
  if (typeof written !== "string" || written.length > FILE_CHARACTERS) return null;
  try {
    const { caption: _, quote: __, ...payload } = decode(fromBase64url(written), map);
    return KINDS[String(payload.kind)]?.read(payload) ?? null;
  } catch {
    return null;
  }
}

/** [F3] The files that a version of it names in its header. */
export function blobsIn(document: Document): readonly Bytes[] {
  const found = fileIn(document);
  return found === null ? [] : [fromBase64url(found.file.blob)];
}

export const WITHOUT_FILES: Values = { file: null };

function fileText(said: FileContent): string {
  // With a reply its texts are what goes with the file.
  const { caption: _, ...payload } = KINDS[said.kind]?.payload(said) ?? {};
  return toBase64url(encode(payload));
}

/** The reply as it is written: the shortcut in lower case and without `/`, nothing around title and keywords. */
export const tidied = (reply: QuickReply): QuickReply => ({
  ...reply,
  shortcut: reply.shortcut.trim().replace(/^\//, "").trim().toLowerCase(),
  title: reply.title.trim(),
  keywords: [...new Set(reply.keywords.map((word) => word.trim().replace(/\s+/g, " ")))].filter(
    (word) => word !== "",
  ),
});

/** What hinders saving a tidied reply; nothing: it can be saved. */
export function mistakesIn({ shortcut, title, textDe, textEn, keywords }: QuickReply): ReplyMistake[] {
  const found: ReplyMistake[] = [];
  const add = (field: ReplyMistake["field"], code: ReplyMistake["code"]) => found.push({ field, code });
  if (shortcut === "") add("shortcut", "missing");
  else if (length(shortcut) > SHORTCUT_CHARACTERS) add("shortcut", "too_long");
  else if (!SHORTCUT.test(shortcut)) add("shortcut", "shape");
  if (title === "") add("title", "missing");
  else if (length(title) > NAME_CHARACTERS) add("title", "too_long");
  if (textDe.trim() === "" && textEn.trim() === "") add("textDe", "missing");
  if (utf8(textDe).length > TEXT_BYTES) add("textDe", "too_long");
  if (utf8(textEn).length > TEXT_BYTES) add("textEn", "too_long");
  if (keywords.length > KEYWORDS) add("keywords", "too_many");
  else if (keywords.some((word) => length(word) > KEYWORD_CHARACTERS)) add("keywords", "too_long");
  else if (keywords.some((word) => word.includes(","))) add("keywords", "shape");
  return found;
}

/** The fields that say this tidied reply. */
export const written = ({ shortcut, title, textDe, textEn, keywords, file: said }: QuickReply): Values => ({
  shortcut,
  title,
  text_de: textDe || null,
  text_en: textEn || null,
  keywords: keywords.join("\n") || null,
  ...(said === undefined ? {} : { file: said === null ? null : fileText(said) }),
});

const length = (text: string): number => [...text].length;

const first = (text: string, characters: number): string =>
  text.length <= characters ? text : [...text].slice(0, characters).join("");
