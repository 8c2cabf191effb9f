// A HEIC or AVIF that goes out as a file, because this browser cannot show it: without EXIF and XMP, which are overwritten where they lie. Which way
// up the picture is, is said elsewhere in it.

import { type Box, boxesIn, empty, emptyOuter, outerBoxes, viewOf } from "./boxes.ts";
import { type Bytes, Patching, Unreadable } from "./patches.ts";

const BRANDS = new Set("heic heix hevc hevx heim heis mif1 msf1 avif avis".split(" "));
/** No note is larger. */
const MOST = 16 * 1024 * 1024;
const OUTER = new Set(["ftyp", "meta", "mdat"]);
const KNOWN = new Set("hdlr pitm iinf iref iprp idat iloc dinf grpl".split(" "));
/** Pictures, and what puts them together. Any other item goes: EXIF, XMP, and what has a name or an address. */
const PICTURES = new Set(
  "hvc1 hev1 av01 avc1 vvc1 evc1 lhv1 jpeg j2k1 unci mski grid iden iovl tmap".split(" "),
);

/** null: it is none, or cannot be read. */
export async function cleanHeif(picture: Blob): Promise<Blob | null> {
  const file = new Patching(picture);
  try {
    const boxes = await outerBoxes(file);
    const [first] = boxes;
    if (first?.name !== "ftyp") return null;
    const head = await file.read(first.body, 4);
    if (!BRANDS.has(String.fromCharCode(...head))) return null;
    const written: (readonly [number, number])[] = [];
    for (const box of boxes) if (box.name === "meta") written.push(...(await cleanMeta(file, box)));
    for (const box of boxes) {
      if (box.name === "mdat") blankBetween(file, box, written);
      else if (!OUTER.has(box.name)) {
        // A film of pictures has tracks of its own.
        if (box.name === "moov") throw new Unreadable("a film");
        emptyOuter(file, box);
      }
    }
    return file.done();
  } catch (error) {
    if (error instanceof Unreadable || error instanceof RangeError) return null;
    throw error;
  }
}

/** What belongs to no picture. */
function blankBetween(file: Patching, box: Box, written: readonly (readonly [number, number])[]): void {
  let at = box.body;
  for (const [from, to] of [...written].sort((one, other) => one[0] - other[0])) {
    if (to <= box.body || from >= box.to) continue;
    // A place that is wrong would take what lies beside it in.
    if (from < at || to > box.to) throw new Unreadable("one over another");
    file.blank(at, from);
    at = to;
  }
  file.blank(at, box.to);
}

/** Gives the places in the file that pictures have, and those that were written over. */
async function cleanMeta(file: Patching, box: Box): Promise<(readonly [number, number])[]> {
  const data = await file.read(box.from, box.to - box.from);
  const body = box.body - box.from;
  const boxes = boxesIn(data, body + 4, data.length);
  const named = (name: string) => boxes.find((each) => each.name === name);
  const [items, places, held] = [named("iinf"), named("iloc"), named("idat")];
  const written: (readonly [number, number])[] = [];
  if (items === undefined || places === undefined) throw new Unreadable("no pictures");
  const kinds = kindsIn(data, items);
  for (const { item, inBox, from, to } of placesIn(data, places)) {
    const kind = kinds.get(item) ?? "";
    if (!inBox) written.push([from, to]);
    if (PICTURES.has(kind)) continue;
    // Programs refuse a picture whose EXIF is none, so it is one that says nothing. Its first part only: it begins there.
    kinds.set(item, "");
    if (inBox && held) {
      const [first, last] = [Math.min(held.to, held.body + from), Math.min(held.to, held.body + to)];
      data.set(nothing(kind, last - first), first);
    } else if (from < file.size) {
      file.put(from, nothing(kind, to - from));
    }
  }
  for (const each of boxes) if (!KNOWN.has(each.name)) empty(data, each);
  file.put(box.from, data);
  return written;
}

const NO_EXIF = [0, 0, 0, 0, 0x4d, 0x4d, 0, 0x2a, 0, 0, 0, 8];

function nothing(kind: string, length: number): Bytes {
  if (length > MOST) throw new Unreadable("too large");
  const made = new Uint8Array(length);
  if (kind === "Exif" && length >= NO_EXIF.length + 6) made.set(NO_EXIF);
  return made;
}

/** What each item is, by its number. */
function kindsIn(data: Bytes, box: Box): Map<number, string> {
  const view = viewOf(data);
  const found = new Map<number, string>();
  for (const { name, body, to } of boxesIn(data, box.body + (data[box.body] ? 8 : 6), box.to)) {
    const version = data[body] ?? 0;
    if (name !== "infe" || version < 2) throw new Unreadable("items of another kind");
    const wide = version > 2;
    const sort = body + (wide ? 10 : 8);
    if (sort + 4 > to) throw new Unreadable("no item");
    const number = wide ? view.getUint32(body + 4) : view.getUint16(body + 4);
    found.set(number, String.fromCharCode(...data.subarray(sort, sort + 4)));
    // Its name, up to a zero.
    for (let at = sort + 4; at < to && data[at] !== 0; at++) data[at] = 0x20;
  }
  return found;
}

interface Place {
  readonly item: number;
  readonly inBox: boolean;
  readonly from: number;
  readonly to: number;
}

function placesIn(data: Bytes, box: Box): Place[] {
  const view = viewOf(data);
  let at = box.body + 6;
  const number = (size: number): number => {
    if (at + size > box.to) throw new Unreadable("no place");
    let value = 0;
    for (let i = 0; i < size; i++) value = value * 256 + (data[at + i] ?? 0);
    at += size;
    return value;
  };
  const version = data[box.body] ?? 0;
  const [one, two] = [view.getUint8(box.body + 4), view.getUint8(box.body + 5)];
  const count = number(version < 2 ? 2 : 4);
  const found: Place[] = [];
  for (let n = 0; n < count; n++) {
    const item = number(version < 2 ? 2 : 4);
    const method = version > 0 ? number(2) & 15 : 0;
    number(2);
    const base = number(two >> 4);
    for (let extents = number(2); extents > 0; extents--) {
      if (version > 0) number(two & 15);
      const [from, length] = [number(one >> 4), number(one & 15)];
      if (method > 1) throw new Unreadable("built of other items");
      found.push({ item, inBox: method === 1, from: base + from, to: base + from + length });
    }
  }
  return found;
}
