// A film without what its camera wrote beside it: place, maker, times. MP4 and QuickTime are boxes in boxes; a box that says such a thing is
// overwritten in its place, so that nothing moves and nothing is encoded anew.

type Bytes = Uint8Array<ArrayBuffer>;

/** The largest description of a film that is read. */
const MOOV_BYTES = 32 * 1024 * 1024;
const HOLDS = new Set(["moov", "trak", "mdia", "minf", "edts", "mvex"]);
/** What is overwritten whole: what users, makers and programs added. */
const BESIDE = new Set(["udta", "meta", "uuid", "ilst", "keys", "XMP_"]);
/** What holds times of recording and change right after its version and flags. */
const TIMED = new Set(["mvhd", "tkhd", "mdhd"]);

const nameAt = (data: Uint8Array, at: number): string => String.fromCharCode(...data.subarray(at, at + 4));

interface Box {
  readonly name: string;
  readonly from: number;
  /** Where its contents begin. */
  readonly body: number;
  readonly to: number;
}

function boxAt(data: Uint8Array, at: number, end: number): Box | null {
  if (at + 8 > end) return null;
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  let size = view.getUint32(at);
  let body = at + 8;
  if (size === 1 && at + 16 <= end) {
    size = Number(view.getBigUint64(at + 8));
    body = at + 16;
  }
  if (size === 0) size = end - at;
  if (size < body - at) return null;
  return { name: nameAt(data, at + 4), from: at, body, to: at + size };
}

/** Cleans the boxes between two places. */
export function cleanBoxes(data: Bytes, from: number, to: number): void {
  for (let at = from; at < to; ) {
    const box = boxAt(data, at, to);
    if (box === null || box.to > to) return;
    if (BESIDE.has(box.name)) {
      data.set([0x66, 0x72, 0x65, 0x65], at + 4);
      data.fill(0, box.body, box.to);
    } else if (TIMED.has(box.name))
      data.fill(0, box.body + 4, box.body + 4 + (data[box.body] === 1 ? 16 : 8));
    else if (HOLDS.has(box.name)) cleanBoxes(data, box.body, box.to);
    at = box.to;
  }
}

/** The film without it; null: another format, of which nothing is known. The film itself is never in memory as a whole. */
export async function cleanFilm(film: Blob): Promise<Blob | null> {
  const parts: Blob[] = [];
  for (let at = 0; at < film.size; ) {
    const head = new Uint8Array(await film.slice(at, at + 16).arrayBuffer());
    const box = boxAt(head, 0, Math.max(head.length, film.size - at));
    if (box === null || (at === 0 && !["ftyp", "wide", "moov"].includes(box.name))) return null;
    const end = Math.min(film.size, at + box.to);
    if (box.name === "moov" || BESIDE.has(box.name)) {
      if (end - at > MOOV_BYTES) return null;
      const data = new Uint8Array(await film.slice(at, end).arrayBuffer());
      cleanBoxes(data, 0, data.length);
      parts.push(new Blob([data]));
    } else parts.push(film.slice(at, end));
    at = end;
  }
  return new Blob(parts, { type: film.type });
}
