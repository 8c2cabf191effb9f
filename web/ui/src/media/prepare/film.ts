// A film without what its camera wrote beside it: place, maker, programs, times, and tracks that are neither picture nor sound, in which action
// cameras and drones write where they were. Only what is known to belong to the film stays. Nothing is encoded anew.

import { type Box, boxesIn, empty, emptyOuter, outerBoxes, viewOf } from "./boxes.ts";
import { type Bytes, Patching, Unreadable } from "./patches.ts";
import { cleanWebm, isWebm } from "./webm.ts";

const FIRST = new Set(["ftyp", "wide", "moov", "mdat", "free", "skip"]);
const OUTER = new Set(["ftyp", "styp", "mdat", "sidx", "mfra"]);
/** What may be in which box; anything else in it goes. */
const KNOWN: Readonly<Record<string, ReadonlySet<string>>> = Object.fromEntries(
  Object.entries({
    moov: "mvhd trak mvex iods pssh",
    trak: "tkhd mdia edts tref tapt",
    mdia: "mdhd hdlr minf elng",
    minf: "vmhd smhd hmhd nmhd gmhd hdlr dinf stbl",
    stbl: "stsd stts ctts cslg stss stsz stz2 stsc stco co64 sdtp sbgp sgpd stps saiz saio subs stsh padb stdp",
    edts: "elst",
    mvex: "mehd trex leva",
    moof: "mfhd traf",
    traf: "tfhd tfdt trun sbgp sgpd saiz saio subs sdtp senc",
  }).map(([name, inside]) => [name, new Set(inside.split(" "))]),
);
/** What holds times of recording and change right after its version and flags. */
const TIMED = new Set(["mvhd", "tkhd", "mdhd"]);
const SHOWN = new Set(["vide", "soun"]);

/** The film without it; null: it cannot be read, so nothing is known of what is in it. */
export async function cleanFilm(film: Blob): Promise<Blob | null> {
  const file = new Patching(film);
  try {
    if (isWebm(await file.read(0, 4))) await cleanWebm(file);
    else await cleanBoxes(file);
    return file.done();
  } catch (error) {
    if (error instanceof Unreadable || error instanceof RangeError) return null;
    throw error;
  }
}

async function cleanBoxes(file: Patching): Promise<void> {
  const boxes = await outerBoxes(file);
  if (!FIRST.has(boxes[0]?.name ?? "")) throw new Unreadable("another format");
  if (!boxes.some(({ name }) => name === "moov")) throw new Unreadable("no film");
  for (const box of boxes) {
    if (box.name === "moov" || box.name === "moof") {
      const data = await file.read(box.from, box.to - box.from);
      const inside = { ...box, from: 0, body: box.body - box.from, to: data.length };
      cleanBox(file, data, inside);
      file.put(box.from, data);
    } else if (!OUTER.has(box.name)) emptyOuter(file, box);
  }
}

/** `data` is the outermost box, all in one; it is overwritten in place. */
function cleanBox(file: Patching, data: Bytes, box: Box): void {
  const known = KNOWN[box.name];
  if (known === undefined) {
    cleanLeaf(data, box);
    return;
  }
  const inside = boxesIn(data, box.body, box.to);
  if (box.name === "moov" && inside.some(({ name }) => name === "cmov")) throw new Unreadable("packed");
  const fragments = inside.some(({ name }) => name === "mvex");
  for (const each of inside) {
    const sort = each.name === "trak" ? sortOf(data, each) : "vide";
    if (!SHOWN.has(sort)) {
      // Where the parts of a film that comes in fragments lie, is not said here.
      if (fragments) throw new Unreadable("another track in fragments");
      for (const [from, to] of samplesOf(data, each)) file.blank(from, to);
      empty(data, each);
    } else if (!known.has(each.name)) empty(data, each);
    else if (each.name === "stsd") cleanDescriptions(data, each);
    else cleanBox(file, data, each);
  }
}

function cleanLeaf(data: Bytes, { name, body, to }: Box): void {
  const until = (length: number) => Math.min(to, body + length);
  if (TIMED.has(name)) data.fill(0, until(4), until(4 + (data[body] === 1 ? 16 : 8)));
  // Behind what it handles: who made it, and its name.
  else if (name === "hdlr") data.fill(0, until(12), to);
}

function find(data: Bytes, box: Box, ...path: readonly string[]): Box | null {
  const [name, ...rest] = path;
  if (name === undefined) return box;
  const next = boxesIn(data, box.body, box.to).find((each) => each.name === name);
  return next === undefined ? null : find(data, next, ...rest);
}

/** "vide", "soun", or what else the track is. */
function sortOf(data: Bytes, track: Box): string {
  const handler = find(data, track, "mdia", "hdlr");
  if (handler === null || handler.to - handler.body < 12) throw new Unreadable("a track of no kind");
  return String.fromCharCode(...data.subarray(handler.body + 8, handler.body + 12));
}

/** Vendor and name of the program that encoded it. */
function cleanDescriptions(data: Bytes, box: Box): void {
  for (const each of boxesIn(data, box.body + 8, box.to)) {
    const until = (at: number) => Math.min(each.to, each.from + at);
    data.fill(0, until(20), until(24));
    if (each.name === "mp4a" || each.to - each.from < 86) continue;
    const video = viewOf(data).getUint16(each.from + 32) > 0 && viewOf(data).getUint16(each.from + 34) > 0;
    if (video && isNamed(data, each.from + 50)) data.fill(0, until(50), until(82));
  }
}

/** The name of the program stands with its length before it, in 32 bytes. */
const isNamed = (data: Bytes, at: number): boolean => {
  const length = data[at] ?? 0;
  return length > 0 && length < 32 && data.subarray(at + 1 + length, at + 32).every((byte) => byte === 0);
};

/** Where the track's data lies in the file. */
function samplesOf(data: Bytes, track: Box): [number, number][] {
  const table = find(data, track, "mdia", "minf", "stbl");
  if (table === null) throw new Unreadable("a track without a table");
  const view = viewOf(data);
  const [sizes, runs] = [find(data, table, "stsz"), find(data, table, "stsc")];
  const [near, far] = [find(data, table, "stco"), find(data, table, "co64")];
  const chunks = near ?? far;
  if (sizes === null || runs === null || chunks === null) throw new Unreadable("a table of another kind");
  const [fixed, samples] = [view.getUint32(sizes.body + 4), view.getUint32(sizes.body + 8)];
  const sizeOf = (n: number) => fixed || view.getUint32(sizes.body + 12 + 4 * n);
  const [entries, steps] = [view.getUint32(runs.body + 4), view.getUint32(chunks.body + 4)];
  const found: [number, number][] = [];
  let [sample, run] = [0, 0];
  for (let n = 0; n < steps; n++) {
    while (run + 1 < entries && view.getUint32(runs.body + 8 + 12 * (run + 1)) <= n + 1) run++;
    const many = Math.min(view.getUint32(runs.body + 12 + 12 * run), samples - sample);
    const from = near
      ? view.getUint32(near.body + 8 + 4 * n)
      : Number(view.getBigUint64(chunks.body + 8 + 8 * n));
    let length = fixed * many;
    if (!fixed) for (let i = 0; i < many; i++) length += sizeOf(sample + i);
    sample += many;
    found.push([from, from + length]);
  }
  return found;
}
