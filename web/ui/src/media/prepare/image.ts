// Photos as they are sent: small, upright, with nothing beside the picture.

import { claimedPixels, MADE_SMALL_PIXELS, SHOWN_PIXELS } from "./claims.ts";
import { formatOf, strip, Unclear } from "./strip.ts";

type Bytes = Uint8Array<ArrayBuffer>;

/** The longest side of a photo that is made small. */
const SIDE = 2048;
const PREVIEW_SIDE = 40;
const PREVIEW_BYTES = 2800;
/** A canvas of some phones holds no more, and nobody is shown more. */
const CANVAS_PIXELS = SHOWN_PIXELS;

/** What a person did to a photo. `crop` in parts of the upright, turned picture. */
export interface Edit {
  readonly original: boolean;
  /** Quarter turns to the right. */
  readonly turns: number;
  readonly crop: Crop | null;
}

export interface Crop {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export const UNCHANGED: Edit = { original: false, turns: 0, crop: null };

export interface Prepared {
  readonly data: Blob;
  readonly type: string;
  readonly width: number;
  readonly height: number;
  readonly preview: Bytes | null;
}

/** This browser cannot show the picture: HEIC in most, and what is too large for any. */
export class NotShown extends Error {}

export async function preparePhoto(file: Blob, edit: Edit): Promise<Prepared> {
  const pixels = await claimedPixels(file);
  if (pixels === null || pixels > MADE_SMALL_PIXELS) throw new NotShown("no picture, or too large a one");
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" }).catch(() => {
    throw new NotShown("no picture that this browser knows");
  });
  try {
    return await prepared(file, picture, edit);
  } finally {
    picture.close();
  }
}

async function prepared(file: Blob, picture: ImageBitmap, edit: Edit): Promise<Prepared> {
  const drawn = layout(picture.width, picture.height, edit);
  const preview = await previewOf(picture, edit, drawn);
  const whole = edit.turns % 4 === 0 && edit.crop === null;
  const format = formatOf(new Uint8Array(await file.slice(0, 16).arrayBuffer()));
  // A moving picture would stand still if it were drawn, and a small drawing with hard edges would blur.
  const asIs =
    whole &&
    picture.width * picture.height <= SHOWN_PIXELS &&
    (edit.original ||
      format === "image/gif" ||
      (format === "image/png" && file.size < 600_000 && drawn.scale === 1));
  if (asIs) {
    try {
      const { data, type } = await strip(new Uint8Array(await file.arrayBuffer()));
      return {
        data: new Blob([data], { type }),
        type,
        width: picture.width,
        height: picture.height,
        preview,
      };
    } catch (error) {
      if (!(error instanceof Unclear)) throw error;
    }
  }
  const canvas = draw(picture, edit, drawn.width, drawn.height);
  const data = await encoded(canvas, "image/jpeg", edit.original ? 0.95 : 0.85);
  return { data, type: "image/jpeg", width: drawn.width, height: drawn.height, preview };
}

interface Layout {
  readonly width: number;
  readonly height: number;
  readonly scale: number;
}

/** The size of what is sent. */
export function layout(width: number, height: number, { original, turns, crop }: Edit): Layout {
  const [w, h] = turns % 2 === 0 ? [width, height] : [height, width];
  const [cw, ch] = [w * (crop?.width ?? 1), h * (crop?.height ?? 1)];
  const fits = original ? Math.sqrt(CANVAS_PIXELS / (cw * ch)) : SIDE / Math.max(cw, ch);
  const scale = Math.min(1, fits);
  return { width: Math.max(1, Math.round(cw * scale)), height: Math.max(1, Math.round(ch * scale)), scale };
}

/** Draws the picture turned and cut, `width` × `height` large. */
export function draw(
  picture: ImageBitmap,
  { turns, crop }: Edit,
  width: number,
  height: number,
): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const on = canvas.getContext("2d");
  if (on === null) throw new NotShown("no canvas");
  // What is clear in a picture would be black.
  on.fillStyle = "#fff";
  on.fillRect(0, 0, width, height);
  on.imageSmoothingQuality = "high";
  const { x = 0, y = 0, width: part = 1, height: high = 1 } = crop ?? {};
  const [whole, tall] = [width / part, height / high];
  on.translate(-x * whole + whole / 2, -y * tall + tall / 2);
  on.rotate((turns % 4) * (Math.PI / 2));
  const [w, h] = turns % 2 === 0 ? [whole, tall] : [tall, whole];
  on.drawImage(picture, -w / 2, -h / 2, w, h);
  return canvas;
}

async function previewOf(picture: ImageBitmap, edit: Edit, drawn: Layout): Promise<Bytes | null> {
  for (let side = PREVIEW_SIDE; side >= 10; side = Math.floor(side * 0.7)) {
    const scale = side / Math.max(drawn.width, drawn.height);
    const [width, height] = [Math.ceil(drawn.width * scale), Math.ceil(drawn.height * scale)];
    const small = await encoded(draw(picture, edit, width, height), "image/jpeg", 0.6);
    if (small.size <= PREVIEW_BYTES) return new Uint8Array(await small.arrayBuffer());
  }
  return null;
}

export const encoded = (canvas: HTMLCanvasElement, type: string, quality: number): Promise<Blob> =>
  new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob === null ? reject(new NotShown("not encoded")) : resolve(blob)),
      type,
      quality,
    );
  });
