// WebM and Matroska: elements in elements. What says who, what and when is made an element without meaning, in its place.

import { type Bytes, type Patching, Unreadable } from "./patches.ts";

const EBML = 0x1a45dfa3;
const SEGMENT = 0x18538067;
const INFO = 0x1549a966;
const TRACKS = 0x1654ae6b;
const TRACK = 0xae;
const CLUSTER = 0x1f43b675;
const SORT = 0x83;
const VOID = 0xec;
/** Index of the parts and of the times; and what stands in a cluster. */
const KEPT = new Set([0x114d9b74, 0x1c53bb6b, 0xe7, 0xa3, 0xa0, 0xab, 0xa7]);
/** Tags, attachments, chapters, room that was left, sums. */
const GONE = new Set([0x1254c367, 0x1941a469, 0x1043a770, VOID, 0xbf]);
/** How long it is, and in which unit. */
const KEPT_INFO = new Set([0x2ad7b1, 0x4489]);
/** Programs; each film has to name two. */
const PROGRAMS = new Set([0x4d80, 0x5741]);
/** The name of a track, of its codec, and what is attached to it. */
const NAMES = new Set([0x536e, 0x258688, 0x7446, 0xbf]);
const UNKNOWN = -1;

interface Element {
  readonly id: number;
  readonly from: number;
  readonly body: number;
  readonly to: number;
  readonly unknown: boolean;
}

export const isWebm = (head: Uint8Array): boolean =>
  head.length >= 4 && new DataView(head.buffer, head.byteOffset).getUint32(0) === EBML;

/** Throws `Unreadable`. */
export async function cleanWebm(file: Patching): Promise<void> {
  for (let at = 0; at < file.size; ) {
    const part = await elementAt(file, at, file.size);
    if (part.to > file.size) throw new Unreadable("cut short");
    if (part.id === SEGMENT) await cleanSegment(file, part);
    else if (part.id === VOID) erase(file, part);
    else if (part.id !== EBML) throw new Unreadable("another element");
    at = part.to;
  }
}

async function cleanSegment(file: Patching, { body, to }: Element): Promise<void> {
  for (let at = body; at < to; ) {
    const part = await elementAt(file, at, to);
    // What is in a cluster is read like what follows it: its length may be unknown, or wrong.
    at = part.id === CLUSTER ? part.body : part.to;
    if (part.id !== CLUSTER && (part.unknown || part.to > to))
      throw new Unreadable("no length, or a wrong one");
    if (part.id === INFO) await cleanInfo(file, part);
    else if (part.id === TRACKS) await cleanTracks(file, part);
    else if (GONE.has(part.id)) erase(file, part);
    else if (part.id !== CLUSTER && !KEPT.has(part.id)) throw new Unreadable("another element");
  }
}

async function inside(file: Patching, { body, to }: Element): Promise<Element[]> {
  const found: Element[] = [];
  for (let at = body; at < to; ) {
    const part = await elementAt(file, at, to);
    if (part.to > to || part.unknown) throw new Unreadable("larger than what holds it");
    found.push(part);
    at = part.to;
  }
  return found;
}

async function cleanInfo(file: Patching, info: Element): Promise<void> {
  for (const part of await inside(file, info)) {
    if (PROGRAMS.has(part.id)) file.blank(part.body, part.to);
    else if (!KEPT_INFO.has(part.id)) erase(file, part);
  }
}

async function cleanTracks(file: Patching, tracks: Element): Promise<void> {
  for (const track of await inside(file, tracks)) {
    if (track.id !== TRACK) {
      erase(file, track);
      continue;
    }
    for (const part of await inside(file, track)) {
      if (NAMES.has(part.id)) erase(file, part);
      if (part.id === SORT && ((await file.read(part.body, 1))[0] ?? 0) > 2)
        throw new Unreadable("another track");
    }
  }
}

/** A number whose length its first byte tells; with the mark of that length left in it for ids. */
function numberIn(data: Bytes, at: number, most: number, marked: boolean): readonly [number, number] {
  const first = data[at] ?? 0;
  const length = Math.clz32(first) - 23;
  if (length > most || at + length > data.length) throw new Unreadable("no number");
  let value = marked ? first : first & (0xff >> length);
  let ones = (first & (0xff >> length)) === 0xff >> length;
  for (let i = 1; i < length; i++) {
    value = value * 256 + (data[at + i] ?? 0);
    ones &&= data[at + i] === 0xff;
  }
  return [!marked && ones ? UNKNOWN : value, length];
}

async function elementAt(file: Patching, at: number, end: number): Promise<Element> {
  const head = await file.read(at, 12);
  const [id, idBytes] = numberIn(head, 0, 4, true);
  const [size, sizeBytes] = numberIn(head, idBytes, 8, false);
  const body = at + idBytes + sizeBytes;
  const unknown = size === UNKNOWN;
  return { id, from: at, body, to: unknown ? end : body + size, unknown };
}

/** Makes it an element without meaning, as long as it was. */
function erase(file: Patching, { from, body, to }: Element): void {
  const end = Math.min(to, file.size);
  const width = Math.min(8, body - from - 1);
  const length = to - from - 1 - width;
  const head = new Uint8Array(1 + width);
  head[0] = VOID;
  let left = length;
  for (let i = width; i > 0; i--) {
    head[i] = left % 256;
    left = Math.floor(left / 256);
  }
  head[1] = (head[1] ?? 0) | (1 << (8 - width));
  file.put(from, head.subarray(0, Math.max(0, end - from)));
  file.blank(from + head.length, end);
}
