/**
 * Named links to the customer page (S3): where somebody comes from, and words for the field. All of it stands behind the `#`, so that no server
 * and no log learns it. Pure. `src/tresen/client/ways.py` reads and writes the same.
 */

import { type Bytes, fromCrockford, toCrockford } from "../base/bytes.ts";
import { oneLine } from "../base/oneline.ts";
import { WAY_ID_BYTES, WAY_SOURCE_CHARACTERS, WAY_TEXT_CHARACTERS } from "./generated.ts";

/** What a link says of where somebody comes from, made safe to be shown. Empty: it does not say. */
export interface LinkWay {
  /** Eight Crockford signs; what is no id is as if it were not there. */
  readonly id: string;
  /** On one line. */
  readonly source: string;
  /** Words for the field. They never send themselves. */
  readonly text: string;
}

/** A link to be made. Without `print` it is short enough to be typed, and does not verify the business. */
export interface WayLink extends Partial<LinkWay> {
  readonly origin: string;
  readonly handle: string;
  readonly print?: Bytes | null;
}

/** The link; what is empty is left out. The parts stand in the order in which a cut link loses least. */
export function wayUrl({ origin, handle, print = null, id = "", source = "", text = "" }: WayLink): string {
  const parts = [
    ["key", print === null ? "" : toCrockford(print)],
    ["w", id],
    ["s", sourceIn(source)],
    ["q", textIn(text)],
  ].filter(([, value]) => value !== "");
  const fragment = parts.map(([name, value = ""]) => `${name}=${encodeURIComponent(value)}`).join("&");
  return `${origin}/${handle}${fragment === "" ? "" : `#${fragment}`}`;
}

/** A question mark at the beginning is part of the name, as elsewhere. */
const fieldsOf = (said: string): URLSearchParams => new URLSearchParams(`?${said}`);

/** Reads `location.hash`, with or without its `#`; null: it names no way. Parts that are not known are left alone. */
export function readWay(hash: string): LinkWay | null {
  const fields = fieldsOf(hash.replace(/^#/, ""));
  const id = wayIdIn(fields.get("w"));
  const [source, text] = [sourceIn(fields.get("s")), textIn(fields.get("q"))];
  return id === "" && source === "" && text === "" ? null : { id, source, text };
}

const WAY_PARTS = ["w", "s", "q"];
/** As `readWay` reads it: a name may be written in any code. */
const namesWay = (part: string): boolean => WAY_PARTS.some((name) => fieldsOf(part).has(name));
const partsOf = (hash: string): readonly string[] => hash.replace(/^#/, "").split("&").filter(Boolean);
const joined = (parts: readonly string[]): string => (parts.length === 0 ? "" : `#${parts.join("&")}`);

/** The fragment without what names a way: once it has served its purpose, a reload must not put its words into the field again. */
export const withoutWay = (hash: string): string => joined(partsOf(hash).filter((part) => !namesWay(part)));

/**
 * The fragment of a sign that was scanned on this page, with the way that the page was opened by, or a way of its own. The way stands before
 * the key, and so tells a sign that was scanned from a link that was sent.
 */
export function withWayOf(sign: string, before: string): string {
  const [own, rest] = [true, false].map((way) => partsOf(sign).filter((part) => namesWay(part) === way));
  const way = own?.length ? own : partsOf(before).filter(namesWay);
  return joined([...way, ...(rest ?? [])]);
}

/** The link as it stands on paper or a tag, which are signs: read there, it is no link that somebody sent. */
export function onPaper(link: string): string {
  const [page = "", hash = ""] = link.split("#");
  return page + withWayOf(`#${hash}`, "");
}

/** A way's id as it is written and compared; empty for anything else. */
export function wayIdIn(value: unknown): string {
  const bytes = typeof value === "string" ? fromCrockford(value.slice(0, 20), WAY_ID_BYTES) : null;
  return bytes === null ? "" : toCrockford(bytes);
}

/** Quotation marks: a source stands between such marks, and must not seem to end there. */
const QUOTES = /[„“”"«»]/g;

/** A source as it is shown: one line, without quotation marks, cut at its limit. */
export const sourceIn = (value: unknown): string =>
  typeof value === "string"
    ? oneLine(cut(value, 4 * WAY_SOURCE_CHARACTERS).replace(QUOTES, ""), WAY_SOURCE_CHARACTERS)
    : "";

/** Marks of direction and what else nobody sees, as in `oneLine`; joiners stay, for they join emoji. */
const UNSEEN = /[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]/g;
const BREAKS = /\r\n?|[\u0085\u2028\u2029]/g;
const CONTROLS = /(?!\n)\p{Cc}/gu;

/** Words for the field: line breaks stay, other controls and marks of direction go; cut at its limit; empty for nothing but blanks. */
export function textIn(value: unknown): string {
  if (typeof value !== "string") return "";
  // Cut before as well, so that a text of any length costs no more than a short one.
  const seen = cut(value, 4 * WAY_TEXT_CHARACTERS)
    .replace(BREAKS, "\n")
    .replace(/\t/g, " ")
    .replace(CONTROLS, "")
    .replace(UNSEEN, "");
  const text = cut(seen, WAY_TEXT_CHARACTERS);
  return text.trim() === "" ? "" : text;
}

const cut = (text: string, characters: number): string =>
  text.length <= characters ? text : [...text.slice(0, 2 * characters)].slice(0, characters).join("");
