/** Files: a photo, a video, a voice note, or any other. One message brings one (S9). */

import { type Bytes, fromBase64url, toBase64url } from "../base/bytes.ts";
import { Refused } from "../base/errors.ts";
import { bytes, count, id, key, map, text } from "../base/shape.ts";
import {
  ALT_CHARACTERS,
  CAPTION_CHARACTERS,
  FILE_NAME_CHARACTERS,
  FILE_TYPE_CHARACTERS,
  PREVIEW_BYTES,
  SIDE_PIXELS,
  VOICE_MS,
  WAVE_BYTES,
} from "../wire/generated.ts";
import type { Payload } from "../wire/layouts.ts";
import type { KindOf } from "./kind.ts";

/** Where a file lies, and what opens it. */
export interface FileRef {
  /** The blob's id. */
  readonly blob: string;
  readonly key: Bytes;
  readonly size: number;
  readonly hash: Bytes;
  readonly type: string;
  readonly name: string;
}

interface Worded {
  readonly file: FileRef;
  readonly caption: string;
}

interface Seen extends Worded {
  readonly width: number;
  readonly height: number;
  /** A tiny picture, JPEG or WebP. */
  readonly preview: Bytes | null;
  /** What it shows, for whoever does not see it. */
  readonly alt: string;
}

export interface Photo extends Seen {
  readonly kind: "photo";
}
export interface Video extends Seen {
  readonly kind: "video";
  readonly durationMs: number;
}
export interface Voice {
  readonly kind: "voice";
  readonly file: FileRef;
  readonly durationMs: number;
  /** How loud it is, from beginning to end. */
  readonly wave: Bytes;
}
export interface Other extends Worded {
  readonly kind: "file";
  readonly preview: Bytes | null;
}
export type FileContent = Photo | Video | Voice | Other;

const wrong = (what: string) => new Refused("malformed", what);

const atMost = (value: unknown, longest: number, shape = /^/u): string => {
  const read = text(value);
  if ([...read].length > longest || !shape.test(read)) throw wrong("another text");
  return read;
};
const optional = (value: unknown, longest: number): string =>
  value === undefined ? "" : atMost(value, longest);
const within = (value: unknown, from: number, to: number): number => {
  const read = count(value);
  if (read < from || read > to) throw wrong("another number");
  return read;
};
const blob = (value: unknown, longest: number): Bytes => {
  const read = bytes(value);
  if (read.length > longest) throw wrong("too long");
  return read.slice();
};
const preview = (value: unknown): Bytes | null => (value === undefined ? null : blob(value, PREVIEW_BYTES));

/** A name that any system takes as one file's. */
const NAME = /^[^\p{Cc}/\\]+$/u;

function refOf(value: unknown): FileRef {
  const file = map(value);
  return {
    blob: toBase64url(id(file.blob)),
    key: key(file.key).slice(),
    size: count(file.size),
    hash: key(file.hash).slice(),
    type: atMost(file.type, FILE_TYPE_CHARACTERS),
    name: atMost(file.name, FILE_NAME_CHARACTERS, NAME),
  };
}

const worded = ({ file, caption }: Payload): Worded => ({
  file: refOf(file),
  caption: optional(caption, CAPTION_CHARACTERS),
});
const seen = (it: Payload): Seen => ({
  ...worded(it),
  width: within(it.width, 1, SIDE_PIXELS),
  height: within(it.height, 1, SIDE_PIXELS),
  preview: preview(it.preview),
  alt: optional(it.alt, ALT_CHARACTERS),
});

/** What is no such message at all is null: its reader says that it cannot be displayed. */
const reading =
  <C>(read: (payload: Payload) => C) =>
  (payload: Payload): C | null => {
    try {
      return read(payload);
    } catch {
      return null;
    }
  };

const plainRef = ({ blob, key, size, hash, type, name }: FileRef) => ({
  blob: fromBase64url(blob),
  key,
  size,
  hash,
  type,
  name,
});
/** A field that says nothing is left out. */
const said = (fields: Payload): Payload =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== "" && value !== null));

/** The kind, its length in seconds, and its own words: apps have the words for a kind, in the reader's language. */
const line = (kind: string, words: string, ms = 0): string =>
  ["", kind, Math.round(ms / 1000), words.replace(/\s+/g, " ").trim()].join("\0");

export const photo: KindOf<Photo> = {
  read: reading((it) => ({ kind: "photo", ...seen(it) })),
  payload: ({ file, ...it }) => said({ ...it, file: plainRef(file) }),
  line: ({ caption }) => line("photo", caption),
};

export const video: KindOf<Video> = {
  read: reading((it) => ({ kind: "video", ...seen(it), durationMs: count(it.duration_ms) })),
  payload: ({ file, durationMs, ...it }) => said({ ...it, file: plainRef(file), duration_ms: durationMs }),
  line: ({ caption, durationMs }) => line("video", caption, durationMs),
};

export const voice: KindOf<Voice> = {
  read: reading((it) => ({
    kind: "voice",
    file: refOf(it.file),
    durationMs: within(it.duration_ms, 0, VOICE_MS),
    wave: blob(it.wave, WAVE_BYTES),
  })),
  payload: ({ kind, file, durationMs, wave }) => ({
    kind,
    file: plainRef(file),
    duration_ms: durationMs,
    wave,
  }),
  line: ({ durationMs }) => line("voice", "", durationMs),
};

export const file: KindOf<Other> = {
  read: reading((it) => ({ kind: "file", ...worded(it), preview: preview(it.preview) })),
  payload: ({ file, ...it }) => said({ ...it, file: plainRef(file) }),
  line: ({ file, caption }) => line("file", caption === "" ? file.name : `${file.name} · ${caption}`),
};
