// What a picture file says about itself in its first bytes, read before anything decodes it: a file of a few kilobytes can
// claim a billion pixels. The same rules as the server's (protocol/profile.md).

import { PICTURE_PIXELS } from "@tresen/core/wire/generated";

const SIGNS: readonly (readonly [string, readonly (number | null)[]])[] = [
  ["image/png", [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ["image/jpeg", [0xff, 0xd8, 0xff]],
  ["image/webp", [0x52, 0x49, 0x46, 0x46, null, null, null, null, 0x57, 0x45, 0x42, 0x50]],
];

/** Pixels, both at least 1. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** The type of a picture by its first bytes; null for all that is not a plain bitmap (an SVG could carry script). */
export function pictureType(bytes: Uint8Array): string | null {
  const found = SIGNS.find(([, sign]) => sign.every((byte, i) => byte === null || bytes[i] === byte));
  return found ? found[0] : null;
}

/** The size that the file claims; null if it names none. */
export function pictureSize(bytes: Uint8Array): PictureSize | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const type = pictureType(bytes);
  const size =
    type === "image/png" ? png(view) : type === "image/webp" ? webp(view) : type ? jpeg(view) : null;
  return size !== null && size.width > 0 && size.height > 0 ? size : null;
}

/** The type of a published picture that may be shown; null for every other. */
export function shownPicture(bytes: Uint8Array): string | null {
  const size = pictureSize(bytes);
  return size !== null && Math.max(size.width, size.height) <= PICTURE_PIXELS ? pictureType(bytes) : null;
}

/** The address of a picture, decoded, so that it is seen together with the element that shows it; null for none that is shown. */
export async function decoded(bytes: Uint8Array): Promise<string | null> {
  const type = shownPicture(bytes);
  if (type === null) return null;
  const image = new Image();
  image.src = URL.createObjectURL(new Blob([bytes as Uint8Array<ArrayBuffer>], { type }));
  await image.decode().catch(() => {});
  return image.src;
}

const name = (view: DataView, at: number): string =>
  String.fromCharCode(view.getUint8(at), view.getUint8(at + 1), view.getUint8(at + 2), view.getUint8(at + 3));

function png(view: DataView): PictureSize | null {
  if (view.byteLength < 24 || name(view, 12) !== "IHDR") return null;
  return { width: view.getUint32(16), height: view.getUint32(20) };
}

function webp(view: DataView): PictureSize | null {
  if (view.byteLength < 30) return null;
  const kind = name(view, 12);
  if (kind === "VP8X") return { width: uint24(view, 24) + 1, height: uint24(view, 27) + 1 };
  if (kind === "VP8L" && view.getUint8(20) === 0x2f) {
    const bits = view.getUint32(21, true);
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
  }
  if (kind !== "VP8 " || uint24(view, 23) !== 0x2a019d) return null;
  return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
}

const uint24 = (view: DataView, at: number): number =>
  view.getUint16(at, true) | (view.getUint8(at + 2) << 16);

// Markers without a length: TEM, RST0 to RST7, SOI.
const alone = (marker: number): boolean => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);
// SOF0 to SOF15 name the size, without DHT, JPG and DAC, which lie between them.
const frame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

function jpeg(view: DataView): PictureSize | null {
  let at = 2;
  while (at + 9 <= view.byteLength && view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1);
    if (frame(marker)) return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    if (marker === 0xd9 || marker === 0xda) return null;
    if (marker === 0xff) at += 1;
    else at += alone(marker) ? 2 : 2 + Math.max(2, view.getUint16(at + 2));
  }
  return null;
}
