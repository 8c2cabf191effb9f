// Boxes in boxes, of which MP4, QuickTime, HEIC and AVIF are made.

import { type Bytes, type Patching, Unreadable } from "./patches.ts";

export interface Box {
  readonly name: string;
  readonly from: number;
  /** Where its contents begin. */
  readonly body: number;
  readonly to: number;
}

const ascii = (data: Uint8Array, at: number): string => String.fromCharCode(...data.subarray(at, at + 4));
export const viewOf = (data: Uint8Array): DataView =>
  new DataView(data.buffer, data.byteOffset, data.byteLength);

/** The box that begins in `head`, which stands at `at` of what ends at `end`. */
function boxOf(head: Uint8Array, at: number, end: number): Box {
  if (head.length < 8) throw new Unreadable("no box");
  const view = viewOf(head);
  let [size, body] = [view.getUint32(0), at + 8];
  if (size === 1) {
    if (head.length < 16) throw new Unreadable("no size");
    size = Number(view.getBigUint64(8));
    body = at + 16;
  }
  if (size === 0) size = end - at;
  if (size < body - at) throw new Unreadable("a size that cannot be");
  return { name: ascii(head, 4), from: at, body, to: at + size };
}

/** The boxes between two places. What is left and too short for one is overwritten. */
export function boxesIn(data: Bytes, from: number, to: number): Box[] {
  const found: Box[] = [];
  for (let at = from; at < to; ) {
    if (to - at < 8) {
      data.fill(0, at, to);
      break;
    }
    const box = boxOf(data.subarray(at, at + 16), at, to);
    if (box.to > to) throw new Unreadable("larger than what holds it");
    found.push(box);
    at = box.to;
  }
  return found;
}

/** The outermost boxes of a file. Of one that is cut short, or has a wrong length, nothing can be said. */
export async function outerBoxes(file: Patching): Promise<Box[]> {
  const found: Box[] = [];
  for (let at = 0; at < file.size; ) {
    if (file.size - at < 8) {
      file.blank(at, file.size);
      break;
    }
    const box = boxOf(await file.read(at, 16), at, file.size);
    if (box.to > file.size || !/^[ -~]{4}$/.test(box.name)) throw new Unreadable("cut short");
    found.push(box);
    at = box.to;
  }
  return found;
}

const FREE = Uint8Array.from([0x66, 0x72, 0x65, 0x65]);

/** Makes it a box that nobody reads, with nothing in it. */
export function empty(data: Bytes, box: Box): void {
  data.set(FREE, box.from + 4);
  data.fill(0, box.body, box.to);
}

export function emptyOuter(file: Patching, box: Box): void {
  file.put(box.from + 4, FREE);
  file.blank(box.body, box.to);
}
