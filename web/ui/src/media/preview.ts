// The small picture inside a message. It comes from the other side, so it says its size before anything decodes it.

import { pictureSize, pictureType } from "../picture.ts";

const MOST_PIXELS = 512;

/** An address for it; undefined: none, or none that is small. Whoever asks gives the address back. */
export function previewUrl(bytes: Uint8Array<ArrayBuffer> | null): string | undefined {
  const [size, type] = bytes ? [pictureSize(bytes), pictureType(bytes)] : [null, null];
  if (!bytes || !size || !type || Math.max(size.width, size.height) > MOST_PIXELS) return undefined;
  return URL.createObjectURL(new Blob([bytes], { type }));
}
