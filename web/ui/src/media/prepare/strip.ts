// A picture without what its camera, phone or program wrote beside it: place, maker, owner, times, thumbnails, other pictures behind it. The
// picture itself is not encoded anew. Only what is known to belong to the picture stays, so what nobody thought of goes, too.

import { type Orientation, orientationIn, tiffOf } from "./exif.ts";

type Bytes = Uint8Array<ArrayBuffer>;

/** The picture cannot be read part by part: whoever wants it clean encodes it anew. */
export class Unclear extends Error {}

/** By its first bytes, and not by what a name or a browser says. */
export type Format = "image/jpeg" | "image/png" | "image/webp" | "image/gif";

export function formatOf(data: Uint8Array): Format | null {
  if (data[0] === 0xff && data[1] === 0xd8) return "image/jpeg";
  if (data[0] === 0x89 && ascii(data, 1, 3) === "PNG") return "image/png";
  if (ascii(data, 0, 4) === "RIFF" && ascii(data, 8, 4) === "WEBP") return "image/webp";
  if (ascii(data, 0, 4) === "GIF8") return "image/gif";
  return null;
}

/** Throws `Unclear`. */
export function strip(data: Bytes): { readonly data: Bytes; readonly type: Format } {
  const type = formatOf(data);
  if (type === null) throw new Unclear("another format");
  try {
    return { data: STRIPS[type](data), type };
  } catch (error) {
    if (error instanceof Unclear) throw error;
    throw new Unclear("damaged");
  }
}

const STRIPS: Readonly<Record<Format, (data: Bytes) => Bytes>> = {
  "image/jpeg": jpeg,
  "image/png": png,
  "image/webp": webp,
  "image/gif": gif,
};

const ascii = (data: Uint8Array, at: number, length: number): string =>
  String.fromCharCode(...data.subarray(at, at + length));

function joined(parts: readonly Uint8Array[]): Bytes {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function cut(data: Uint8Array, from: number, to: number): Uint8Array {
  if (to > data.length || to < from) throw new Unclear("cut short");
  return data.subarray(from, to);
}

const JFIF = Uint8Array.from([...[0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0]]);

function exifSegment(orientation: Orientation): Uint8Array {
  const body = joined([new TextEncoder().encode("Exif\0\0"), tiffOf(orientation)]);
  return joined([Uint8Array.from([0xff, 0xe1, 0, body.length + 2]), body]);
}

/** Frames, tables and restart intervals; and of what applications wrote: the colour profile, and how Adobe mixes colours. */
function belongsToJpeg(marker: number, body: Uint8Array): boolean {
  if (marker >= 0xc0 && marker <= 0xcf) return true;
  if (marker >= 0xdb && marker <= 0xdf) return true;
  if (marker === 0xe2) return ascii(body, 0, 12) === "ICC_PROFILE\0";
  return marker === 0xee && ascii(body, 0, 5) === "Adobe";
}

function jpeg(data: Bytes): Bytes {
  const kept: Uint8Array[] = [];
  let orientation: Orientation = 1;
  let at = 2;
  for (;;) {
    while (data[at] === 0xff && data[at + 1] === 0xff) at++;
    const marker = data[at + 1];
    if (data[at] !== 0xff || marker === undefined) throw new Unclear("no marker");
    if (marker === 0xd9) break;
    if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)) {
      at += 2;
      continue;
    }
    const length = ((data[at + 2] ?? 0) << 8) | (data[at + 3] ?? 0);
    const segment = cut(data, at, at + 2 + length);
    const body = segment.subarray(4);
    if (marker === 0xe1 && ascii(body, 0, 6) === "Exif\0\0") orientation = orientationIn(body.slice(6));
    at += segment.length;
    if (marker === 0xda) {
      const end = endOfScan(data, at);
      kept.push(segment, cut(data, at, end));
      at = end;
    } else if (belongsToJpeg(marker, body)) kept.push(segment);
  }
  // What follows the end is no part of the picture: a film, a second picture, a maker's notes.
  const turned = orientation === 1 ? [] : [exifSegment(orientation)];
  return joined([Uint8Array.from([0xff, 0xd8]), JFIF, ...turned, ...kept, Uint8Array.from([0xff, 0xd9])]);
}

function endOfScan(data: Uint8Array, from: number): number {
  for (let at = from; at < data.length - 1; at++) {
    if (data[at] !== 0xff) continue;
    const next = data[at + 1] as number;
    if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at;
  }
  throw new Unclear("no end");
}

/** What a PNG, also a moving one, needs to look as it does. */
const PNG_CHUNKS = new Set(
  "IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP sBIT bKGD pHYs cICP acTL fcTL fdAT".split(" "),
);

function png(data: Bytes): Bytes {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const kept: Uint8Array[] = [data.subarray(0, 8)];
  let at = 8;
  for (;;) {
    const length = view.getUint32(at);
    const name = ascii(data, at + 4, 4);
    const chunk = cut(data, at, at + 12 + length);
    if (name === "eXIf" && orientationIn(chunk.slice(8, 8 + length)) !== 1) throw new Unclear("turned");
    if (PNG_CHUNKS.has(name)) kept.push(chunk);
    at += chunk.length;
    if (name === "IEND") return joined(kept);
  }
}

const WEBP_CHUNKS = new Set(["VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF", "ICCP"]);
/** The bits of `VP8X` that announce EXIF and XMP. */
const WEBP_META = 0x0c;

function webp(data: Bytes): Bytes {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const end = Math.min(data.length, 8 + view.getUint32(4, true));
  const kept: Uint8Array[] = [];
  for (let at = 12; at + 8 <= end; ) {
    const name = ascii(data, at, 4);
    const length = view.getUint32(at + 4, true);
    const chunk = cut(data, at, Math.min(data.length, at + 8 + length + (length % 2))).slice();
    if (name === "EXIF" && orientationIn(exifBody(chunk.subarray(8))) !== 1) throw new Unclear("turned");
    if (name === "VP8X") chunk[8] = (chunk[8] ?? 0) & ~WEBP_META;
    if (WEBP_CHUNKS.has(name)) kept.push(chunk);
    at += 8 + length + (length % 2);
  }
  const body = joined(kept);
  const head = new Uint8Array(12);
  head.set(data.subarray(0, 12));
  new DataView(head.buffer).setUint32(4, body.length + 4, true);
  return joined([head, body]);
}

const exifBody = (chunk: Uint8Array): Uint8Array =>
  ascii(chunk, 0, 6) === "Exif\0\0" ? chunk.slice(6) : chunk;

function gif(data: Bytes): Bytes {
  const colours = (flags: number) => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0);
  let at = 13 + colours(data[10] ?? 0);
  const kept: Uint8Array[] = [cut(data, 0, at)];
  for (;;) {
    const from = at;
    const sort = data[at];
    if (sort === 0x3b) return joined([...kept, data.subarray(at, at + 1)]);
    if (sort === 0x2c) at = endOfBlocks(data, at + 11 + colours(data[at + 9] ?? 0));
    else if (sort === 0x21) at = endOfBlocks(data, at + 2);
    else throw new Unclear("no block");
    const loops = data[from + 1] === 0xff && ascii(data, from + 3, 11) === "NETSCAPE2.0";
    if (sort === 0x2c || data[from + 1] === 0xf9 || loops) kept.push(cut(data, from, at));
  }
}

function endOfBlocks(data: Uint8Array, from: number): number {
  let at = from;
  for (;;) {
    const length = data[at];
    if (length === undefined) throw new Unclear("cut short");
    at += 1 + length;
    if (length === 0) return at;
  }
}
