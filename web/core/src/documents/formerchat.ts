/**
 * Former chats: what was said with a customer elsewhere, such as on WhatsApp, read in from an export. One document for each, about the
 * conversation; its messages lie in a file beside it (L8, S9). Nobody signed what they say: they are no messages.
 */

import { type Bytes, fromBase64url, toBase64url } from "../base/bytes.ts";
import { isDay } from "../base/day.ts";
import { decode, encode, map } from "../base/shape.ts";
import { file, type Other } from "../content/file.ts";
import { entryId } from "../seal/suite.ts";
import type { Payload } from "../wire/layouts.ts";
import { type Document, fieldValue, type Values } from "./merge.ts";

export const KIND = "former_chat";
export const WRITERS = 40;
export const WRITER_CHARACTERS = 60;
/** Files of media beside the one of the messages: a version names four in all (F3). */
export const BUNDLES = 3;
/** The longest text that is read as a file. */
const FILE_CHARACTERS = 1000;
const NUMBERS = /^(?:\d{1,2}(?: \d{1,2}){0,39})?$/;

/** Where a chat was held. New ones go to the end; what a client does not know it shows as "elsewhere". */
export const SOURCES = ["whatsapp"] as const;
export type Source = (typeof SOURCES)[number] | "elsewhere";

/** What a document says of a former chat. `days` are those of the phone that wrote the export. */
export interface FormerSaying {
  /** Who of the team brought it in. */
  readonly author: number;
  readonly source: Source;
  readonly writers: readonly string[];
  /** The places in `writers` of those who wrote for the business. */
  readonly ours: readonly number[];
  readonly from: string;
  readonly to: string;
  readonly messages: number;
  readonly media: number;
  /** The messages, in parts (`former/pack.ts`). */
  readonly text: Other;
  /** Photos, voice notes and documents, one after another. */
  readonly bundles: readonly Other[];
  /** When it was brought in. */
  readonly atMs: number;
}

export type FormerWords = Omit<FormerSaying, "atMs">;

/** The id of the former chat with that key about that conversation. */
export const idOf = async (about: Bytes | null, key: Bytes | null): Promise<Bytes | null> =>
  about === null || key === null ? null : entryId(KIND, about, key);

/** No earlier client wrote them. */
export const plain = (_payload: Payload): Values => ({});

/** No earlier client reads them. */
export const shown = (_document: Document): Values => ({});

/**
 * What a former chat says; null when it was removed, or says nothing readable. `writer` is the person who signed the version: it counts only
 * where they say that they brought it in.
 */
export function formerIn(document: Document, writer: number | null): FormerSaying | null {
  const field = (name: string): unknown => fieldValue(document, name);
  const [author, from, to] = [field("author"), field("from"), field("to")];
  const [messages, media] = [field("messages"), field("media")];
  const text = fileIn(field("text"));
  if (!isCount(author) || author !== writer || text === null || !isDay(from) || !isDay(to)) return null;
  if (!isCount(messages) || !isCount(media)) return null;
  const names = field("writers");
  const ours = field("ours");
  const source = SOURCES.find((each) => each === field("source")) ?? "elsewhere";
  return {
    author,
    source,
    writers: typeof names === "string" ? names.split("\n").slice(0, WRITERS).map(cutName) : [],
    ours: typeof ours === "string" && NUMBERS.test(ours) && ours !== "" ? ours.split(" ").map(Number) : [],
    from,
    to,
    messages,
    media,
    text,
    bundles: bundlesIn(document),
    atMs: document.fields.get("author")?.stamp.atMs ?? 0,
  };
}

/** Those before the first that is none. */
function bundlesIn(document: Document): Other[] {
  const found: Other[] = [];
  for (let n = 1; n <= BUNDLES; n++) {
    const bundle = fileIn(fieldValue(document, `media${n}`));
    if (bundle === null) break;
    found.push(bundle);
  }
  return found;
}

/** The files that a version of it names in its header (F3). */
export function blobsIn(document: Document): readonly Bytes[] {
  const text = fileIn(fieldValue(document, "text"));
  return text === null ? [] : [text, ...bundlesIn(document)].map((each) => fromBase64url(each.file.blob));
}

/** The fields of a new one. */
export const written = (said: FormerWords): Values => ({
  author: said.author,
  source: said.source,
  writers: said.writers.slice(0, WRITERS).map(cutName).join("\n"),
  ours: said.ours.join(" "),
  from: said.from,
  to: said.to,
  messages: said.messages,
  media: said.media,
  text: fileText(said.text),
  ...Object.fromEntries(said.bundles.map((each, at) => [`media${at + 1}`, fileText(each)])),
});

const cutName = (name: string): string =>
  [...name.replaceAll("\n", " ")].slice(0, WRITER_CHARACTERS).join("");

const fileText = (it: Other): string =>
  toBase64url(encode(file.payload({ ...it, caption: "", preview: null })));

function fileIn(value: unknown): Other | null {
  if (typeof value !== "string" || value.length > FILE_CHARACTERS) return null;
  try {
    const { kind, caption: _, preview: __, ...said } = decode(fromBase64url(value), map);
    return kind === "file" ? file.read(said) : null;
  } catch {
    return null;
  }
}

const isCount = (value: unknown): value is number =>
  typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
