// Which segments of a JPEG belong to its picture. Each has to have the shape of its kind: what only pretends to be one would carry anything.

/** "Adobe", a version, flags, and how the colours are mixed. */
const ADOBE = [0x41, 0x64, 0x6f, 0x62, 0x65];
const ADOBE_BYTES = 12;

/** Frames, tables and restart intervals; and of what applications wrote: how Adobe mixes colours. */
export function isOfJpeg(marker: number, body: Uint8Array): boolean {
  if (marker === 0xc4) return isHuffman(body);
  if (marker === 0xcc) return body.length % 2 === 0 && body.length <= 64;
  if (marker === 0xdb) return isQuantised(body);
  if (marker === 0xdc || marker === 0xdd) return body.length === 2;
  if (marker === 0xee) return body.length === ADOBE_BYTES && ADOBE.every((byte, i) => body[i] === byte);
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc8 && body.length === 6 + 3 * (body[5] ?? 0);
}

export const isScan = (body: Uint8Array): boolean => body.length === 4 + 2 * (body[0] ?? 0);

function isHuffman(body: Uint8Array): boolean {
  let at = 0;
  while (at + 17 <= body.length)
    at += 17 + body.subarray(at + 1, at + 17).reduce((sum, many) => sum + many, 0);
  return at === body.length;
}

function isQuantised(body: Uint8Array): boolean {
  let at = 0;
  while (at < body.length) at += (body[at] ?? 0) > 15 ? 129 : 65;
  return at === body.length;
}
