// A picture without what its camera, phone or program wrote beside it: place, maker, owner, times, thumbnails, other pictures behind it. The
// picture itself is not encoded anew. Only what is known to belong to the picture stays, so what nobody thought of goes, too.

import { type Orientation, orientationIn, tiffOf } from "./exif.ts";
import { cleanProfile } from "./icc.ts";
import { isOfJpeg, isScan } from "./jpeg.ts";
import { crc32, deflated, inflated } from "./zlib.ts";

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
export async function strip(data: Bytes): Promise<{ readonly data: Bytes; readonly type: Format }> {
  const type = formatOf(data);
  if (type === null) throw new Unclear("another format");
  try {
    return { data: await STRIPS[type](data), type };
  } catch (error) {
    if (error instanceof Unclear) throw error;
    throw new Unclear("damaged");
  }
}

const STRIPS: Readonly<Record<Format, (data: Bytes) => Bytes | Promise<Bytes>>> = {
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
const ICC_HEAD = 14;
const ICC_PIECE = 65_533 - ICC_HEAD;

const segment = (marker: number, body: Uint8Array): Uint8Array =>
  joined([Uint8Array.from([0xff, marker, (body.length + 2) >> 8, (body.length + 2) & 255]), body]);

const exifSegment = (orientation: Orientation): Uint8Array =>
  segment(0xe1, joined([new TextEncoder().encode("Exif\0\0"), tiffOf(orientation)]));

/** A profile that does not fit into one segment comes in several. */
function iccSegments(pieces: readonly Uint8Array[]): Uint8Array[] {
  if (pieces.length === 0) return [];
  const inOrder = [...pieces].sort((one, other) => (one[12] ?? 0) - (other[12] ?? 0));
  const clean = cleanProfile(joined(inOrder.map((each) => each.subarray(ICC_HEAD))));
  if (clean === null) return [];
  const count = Math.ceil(clean.length / ICC_PIECE);
  return Array.from({ length: count }, (_, i) => {
    const head = Uint8Array.from([...new TextEncoder().encode("ICC_PROFILE\0"), i + 1, count]);
    return segment(0xe2, joined([head, clean.subarray(i * ICC_PIECE, (i + 1) * ICC_PIECE)]));
  });
}

/** What a JPEG says before its picture, as far as the picture needs it. */
interface Said {
  orientation: Orientation;
  /** Its colours are mixed as in JFIF; a file without this mark may mix them otherwise. */
  jfif: boolean;
  readonly profile: Uint8Array[];
}

function hear(said: Said, marker: number, body: Uint8Array): void {
  if (marker === 0xe0 && ascii(body, 0, 5) === "JFIF\0") said.jfif = true;
  if (marker === 0xe1 && ascii(body, 0, 6) === "Exif\0\0") said.orientation = orientationIn(body.slice(6));
  if (marker === 0xe2 && ascii(body, 0, 12) === "ICC_PROFILE\0") said.profile.push(body);
}

function jpeg(data: Bytes): Bytes {
  const kept: Uint8Array[] = [];
  const said: Said = { orientation: 1, jfif: false, profile: [] };
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
    if (length < 2) throw new Unclear("no length");
    const whole = cut(data, at, at + 2 + length);
    const body = whole.subarray(4);
    hear(said, marker, body);
    at += whole.length;
    if (marker === 0xda) {
      if (!isScan(body)) throw new Unclear("no scan");
      const end = endOfScan(data, at);
      kept.push(whole, cut(data, at, end));
      at = end;
    } else if (isOfJpeg(marker, body)) kept.push(whole);
  }
  const turned = said.orientation === 1 ? [] : [exifSegment(said.orientation)];
  const before = [...(said.jfif ? [JFIF] : []), ...turned, ...iccSegments(said.profile)];
  // What follows the end is no part of the picture: a film, a second picture, a maker's notes.
  return joined([Uint8Array.from([0xff, 0xd8]), ...before, ...kept, Uint8Array.from([0xff, 0xd9])]);
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
  "IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB sBIT bKGD pHYs cICP acTL fcTL fdAT".split(" "),
);

async function png(data: Bytes): Promise<Bytes> {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const kept: Uint8Array[] = [data.subarray(0, 8)];
  let at = 8;
  for (;;) {
    const length = view.getUint32(at);
    const name = ascii(data, at + 4, 4);
    const chunk = cut(data, at, at + 12 + length);
    const body = chunk.subarray(8, 8 + length);
    // A length that is wrong would take other chunks in.
    if (view.getUint32(at + 8 + length) !== crc32(chunk.subarray(4, 8 + length)))
      throw new Unclear("damaged");
    if (name === "eXIf" && orientationIn(body.slice()) !== 1) throw new Unclear("turned");
    if (PNG_CHUNKS.has(name)) kept.push(chunk);
    if (name === "iCCP") kept.push(...(await iccChunk(body)));
    at += chunk.length;
    if (name === "IEND") return joined(kept);
  }
}

/** Of its profile: a name up to a zero, the way it is packed, and the profile. */
async function iccChunk(body: Uint8Array): Promise<Uint8Array[]> {
  const packed = body.slice(body.indexOf(0) + 2);
  const profile = await inflated(packed);
  const clean = profile && cleanProfile(profile);
  if (clean === null) return [];
  const said = joined([new TextEncoder().encode("iCCPicc\0\0"), deflated(clean)]);
  const framed = new Uint8Array(said.length + 8);
  framed.set(said, 4);
  const view = new DataView(framed.buffer);
  view.setUint32(0, said.length - 4);
  view.setUint32(framed.length - 4, crc32(said));
  return [framed];
}

const WEBP_CHUNKS = new Set(["VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF", "ICCP"]);
/** What one picture of a moving one consists of, behind its place and time. */
const FRAME_CHUNKS = new Set(["VP8 ", "VP8L", "ALPH"]);
const FRAME_HEAD = 16;
/** The bits of `VP8X` that announce EXIF and XMP, and the one that announces a colour profile. */
const WEBP_META = 0x0c;
const WEBP_ICC = 0x20;

interface Riff {
  readonly name: string;
  readonly body: Uint8Array;
}

function riffIn(data: Uint8Array, from: number, end: number): Riff[] {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const found: Riff[] = [];
  for (let at = from; at + 8 <= end; ) {
    const length = view.getUint32(at + 4, true);
    found.push({ name: ascii(data, at, 4), body: cut(data, at + 8, at + 8 + length) });
    at += 8 + length + (length % 2);
  }
  return found;
}

function riffOf({ name, body }: Riff): Uint8Array {
  const made = new Uint8Array(8 + body.length + (body.length % 2));
  for (let i = 0; i < 4; i++) made[i] = name.charCodeAt(i);
  new DataView(made.buffer).setUint32(4, body.length, true);
  made.set(body, 8);
  return made;
}

function webp(data: Bytes): Bytes {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const kept = riffIn(data, 12, Math.min(data.length, 8 + view.getUint32(4, true))).flatMap(webpChunk);
  const profile = kept.some(({ name }) => name === "ICCP");
  for (const { name, body } of kept)
    if (name === "VP8X") body[0] = (body[0] ?? 0) & ~(WEBP_META | (profile ? 0 : WEBP_ICC));
  return riffOf({ name: "RIFF", body: joined([data.subarray(8, 12), ...kept.map(riffOf)]) }) as Bytes;
}

function webpChunk({ name, body }: Riff): Riff[] {
  if (name === "EXIF" && orientationIn(exifBody(body)) !== 1) throw new Unclear("turned");
  if (name === "EXIF" || name === "XMP ") return [];
  // A length that is wrong takes other chunks in, and ends where there is none.
  if (!WEBP_CHUNKS.has(name)) throw new Unclear("another chunk");
  if (name === "ICCP") {
    const clean = cleanProfile(body);
    return clean === null ? [] : [{ name, body: clean }];
  }
  if (name === "VP8X") return [{ name, body: body.slice() }];
  if (name !== "ANMF") return [{ name, body }];
  const parts = riffIn(body, FRAME_HEAD, body.length);
  if (parts.some((each) => !FRAME_CHUNKS.has(each.name))) throw new Unclear("another chunk in a frame");
  return [{ name, body: joined([cut(body, 0, FRAME_HEAD), ...parts.map(riffOf)]) }];
}

const exifBody = (chunk: Uint8Array): Uint8Array =>
  ascii(chunk, 0, 6) === "Exif\0\0" ? chunk.slice(6) : chunk;

/** How long a picture stands, and how often all of them come round: always so many bytes. */
const GIF_WAIT = 8;
const GIF_LOOP = 19;

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
    const waits = data[from + 1] === 0xf9 && at - from === GIF_WAIT;
    const loops =
      data[from + 1] === 0xff && ascii(data, from + 3, 11) === "NETSCAPE2.0" && at - from === GIF_LOOP;
    if (sort === 0x2c || waits || loops) kept.push(cut(data, from, at));
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
