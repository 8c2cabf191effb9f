/** A picture as profiles hold it: square, small, without what a camera writes into its file. */

import { PICTURE_BYTES } from "@tresen/core/wire/generated";
import { pictureSize } from "@tresen/ui/picture";

/** Tried in turn, the best first, until one is small enough. */
const TRIES: readonly (readonly [pixels: number, type: string, quality: number])[] = [
  [256, "image/webp", 0.9],
  [256, "image/webp", 0.75],
  [224, "image/webp", 0.7],
  [176, "image/webp", 0.6],
  [256, "image/jpeg", 0.8],
  [176, "image/jpeg", 0.6],
];

/** A decoded pixel takes four bytes: this many take 256 MiB, more than any phone's camera makes unless told to. */
const MOST_PIXELS = 64 * 1024 * 1024;
/** A JPEG names its size after what the camera noted. */
const HEADER_BYTES = 1024 * 1024;

/** The file claims more pixels than a browser should decode. */
export class TooManyPixels extends Error {}

/** The middle square of a picture file, scaled down. Rejects with `TooManyPixels`, or when the browser cannot read it. */
export async function squarePicture(file: Blob): Promise<Uint8Array> {
  await checkSize(file);
  const picture = await createImageBitmap(file);
  try {
    for (const [pixels, type, quality] of TRIES) {
      const made = await drawn(picture, pixels, type, quality);
      // A browser that cannot write a type writes PNG instead.
      if (made.type === type && made.size <= PICTURE_BYTES) return new Uint8Array(await made.arrayBuffer());
    }
  } finally {
    picture.close();
  }
  throw new Error("the picture cannot be made small enough");
}

async function checkSize(file: Blob): Promise<void> {
  const size = pictureSize(new Uint8Array(await file.slice(0, HEADER_BYTES).arrayBuffer()));
  if (size === null) throw new Error("the file names no size");
  if (size.width * size.height > MOST_PIXELS) throw new TooManyPixels();
}

async function drawn(picture: ImageBitmap, pixels: number, type: string, quality: number): Promise<Blob> {
  const canvas = document.createElement("canvas");
  canvas.width = pixels;
  canvas.height = pixels;
  const brush = canvas.getContext("2d");
  if (brush === null) throw new Error("this browser cannot draw");
  const side = Math.min(picture.width, picture.height);
  // JPEG knows nothing transparent: it would turn black.
  brush.fillStyle = "#fff";
  if (type === "image/jpeg") brush.fillRect(0, 0, pixels, pixels);
  brush.imageSmoothingQuality = "high";
  brush.drawImage(
    picture,
    (picture.width - side) / 2,
    (picture.height - side) / 2,
    side,
    side,
    0,
    0,
    pixels,
    pixels,
  );
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("nothing was drawn"))), type, quality),
  );
}
