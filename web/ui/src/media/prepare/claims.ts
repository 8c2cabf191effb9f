// How large a picture says it is, read before anything decodes it: a file of a few kilobytes can claim a billion pixels, and whoever opens it needs
// the memory for all of them.

import { pictureSize, pictureType } from "../../picture.ts";

/** The largest picture that is made small on this device: the largest that phones take in their usual modes. */
export const MADE_SMALL_PIXELS = 120_000_000;
/** The largest picture of somebody else that is shown. Whole in memory it takes 256 MB. */
export const SHOWN_PIXELS = 64_000_000;
/** A picture says its size somewhere in here. */
const HEAD = 1024 * 1024;

/** The pixels that a picture claims; null: it is no picture of a known sort, or does not say. */
export async function claimedPixels(file: Blob): Promise<number | null> {
  return pixelsIn(new Uint8Array(await file.slice(0, HEAD).arrayBuffer()));
}

export function pixelsIn(head: Uint8Array): number | null {
  const size = pictureType(head) ? pictureSize(head) : (gif(head) ?? bmp(head) ?? heif(head));
  return size && size.width * size.height;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

const viewOf = (data: Uint8Array): DataView => new DataView(data.buffer, data.byteOffset, data.byteLength);
const ascii = (data: Uint8Array, at: number, length: number): string =>
  String.fromCharCode(...data.subarray(at, at + length));

/** The screen of all pictures; a first picture that is larger makes it larger. */
function gif(data: Uint8Array): Size | null {
  if (ascii(data, 0, 4) !== "GIF8" || data.length < 13) return null;
  const view = viewOf(data);
  const colours = (flags: number) => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0);
  let [width, height] = [view.getUint16(6, true), view.getUint16(8, true)];
  let at = 13 + colours(data[10] ?? 0);
  while (data[at] === 0x21) {
    at += 2;
    while ((data[at] ?? 0) > 0) at += 1 + (data[at] ?? 0);
    at += 1;
  }
  if (data[at] === 0x2c && at + 9 <= data.length) {
    width = Math.max(width, view.getUint16(at + 1, true) + view.getUint16(at + 5, true));
    height = Math.max(height, view.getUint16(at + 3, true) + view.getUint16(at + 7, true));
  }
  return width > 0 && height > 0 ? { width, height } : null;
}

function bmp(data: Uint8Array): Size | null {
  if (ascii(data, 0, 2) !== "BM" || data.length < 26) return null;
  const view = viewOf(data);
  const old = view.getUint32(14, true) === 12;
  const [width, height] = old
    ? [view.getUint16(18, true), view.getUint16(20, true)]
    : [Math.abs(view.getInt32(18, true)), Math.abs(view.getInt32(22, true))];
  return width > 0 && height > 0 ? { width, height } : null;
}

/** HEIC and AVIF: the largest of all sizes that any picture in it has. */
function heif(data: Uint8Array): Size | null {
  if (ascii(data, 4, 4) !== "ftyp" || !/^(hei|hev|mif|msf|avi[fs])/.test(ascii(data, 8, 4))) return null;
  const view = viewOf(data);
  let most: Size | null = null;
  for (let at = data.indexOf(0x69); at >= 0 && at + 16 <= data.length; at = data.indexOf(0x69, at + 1)) {
    if (ascii(data, at, 4) !== "ispe") continue;
    const [width, height] = [view.getUint32(at + 8), view.getUint32(at + 12)];
    if (width > 0 && height > 0 && width * height > (most ? most.width * most.height : 0))
      most = { width, height };
  }
  return most;
}
