/** Pictures as profiles hold them: cut to their shape, small, without what a camera writes into its file. */

import { BANNER_BYTES, PICTURE_BYTES } from "@tresen/core/wire/generated";
import type { Crop } from "@tresen/ui/media/prepare/image";
import { pictureSize } from "@tresen/ui/picture";

/** What it is for: its shape, how many bytes it may have, and what is tried in turn, the best first, until it is small enough. */
export interface Kind {
  /** Width by height. */
  readonly ratio: number;
  readonly bytes: number;
  readonly tries: readonly (readonly [width: number, type: string, quality: number])[];
}
export const SQUARE: Kind = {
  ratio: 1,
  bytes: PICTURE_BYTES,
  tries: [
    [256, "image/webp", 0.9],
    [256, "image/webp", 0.75],
    [224, "image/webp", 0.7],
    [176, "image/webp", 0.6],
    [256, "image/jpeg", 0.8],
    [176, "image/jpeg", 0.6],
  ],
};
export const BANNER: Kind = {
  ratio: 3,
  bytes: BANNER_BYTES,
  tries: [
    [960, "image/webp", 0.8],
    [960, "image/webp", 0.6],
    [720, "image/webp", 0.55],
    [480, "image/webp", 0.5],
    [720, "image/jpeg", 0.6],
    [480, "image/jpeg", 0.5],
  ],
};

/** A decoded pixel takes four bytes: this many take 256 MiB, more than any phone's camera makes unless told to. */
const MOST_PIXELS = 64 * 1024 * 1024;
/** A JPEG names its size after what the camera noted. */
const HEADER_BYTES = 1024 * 1024;

/** The file claims more pixels than a browser should decode. */
export class TooManyPixels extends Error {}

/** This part of a picture file, scaled down. Rejects with `TooManyPixels`, or when the browser cannot read it. */
export async function cutPicture(file: Blob, part: Crop, kind: Kind): Promise<Uint8Array> {
  await checkSize(file);
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  try {
    for (const [width, type, quality] of kind.tries) {
      const made = await drawn(picture, part, [width, Math.round(width / kind.ratio)], type, quality);
      // A browser that cannot write a type writes PNG instead.
      if (made.type === type && made.size <= kind.bytes) return new Uint8Array(await made.arrayBuffer());
    }
  } finally {
    picture.close();
  }
  throw new Error("the picture cannot be made small enough");
}

/** Can it be cut at all? Rejects as `cutPicture`. */
export async function checkPicture(file: Blob): Promise<void> {
  await checkSize(file);
  (await createImageBitmap(file)).close();
}

async function checkSize(file: Blob): Promise<void> {
  const size = pictureSize(new Uint8Array(await file.slice(0, HEADER_BYTES).arrayBuffer()));
  if (size === null) throw new Error("the file names no size");
  if (size.width * size.height > MOST_PIXELS) throw new TooManyPixels();
}

async function drawn(
  picture: ImageBitmap,
  { x, y, width, height }: Crop,
  [wide, high]: readonly [number, number],
  type: string,
  quality: number,
): Promise<Blob> {
  const canvas = document.createElement("canvas");
  canvas.width = wide;
  canvas.height = high;
  const brush = canvas.getContext("2d");
  if (brush === null) throw new Error("this browser cannot draw");
  // JPEG knows nothing transparent: it would turn black.
  brush.fillStyle = "#fff";
  if (type === "image/jpeg") brush.fillRect(0, 0, wide, high);
  brush.imageSmoothingQuality = "high";
  const { width: w, height: h } = picture;
  brush.drawImage(picture, x * w, y * h, width * w, height * h, 0, 0, wide, high);
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("nothing was drawn"))), type, quality),
  );
}
