/** A way's code as a file: a drawing, or a picture for what takes no drawings. */

import { codePath } from "@tresen/ui/sign/code";
import { saveDrawing } from "@tresen/ui/sign/look";

const QUIET = 4;
/** Pixels of one module: a printed picture of it is sharp at 5 cm. */
const PIXELS = 16;

/** The code as an SVG of 40 mm, dark on white. */
export function svgOf(link: string): string {
  const { size, d } = codePath(link);
  const side = size + 2 * QUIET;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="40mm" height="40mm" viewBox="-${QUIET} -${QUIET} ${side} ${side}" shape-rendering="crispEdges">`,
    `<rect x="-${QUIET}" y="-${QUIET}" width="${side}" height="${side}" fill="#ffffff"/>`,
    `<path d="${d}" fill="#231a14"/></svg>`,
  ].join("");
}

export const saveSvg = (link: string, name: string): void =>
  saveDrawing(svgOf(link), `${fileName(name)}.svg`);

/** Rejects where the browser makes no picture. */
export async function savePng(link: string, name: string): Promise<void> {
  const { size, d } = codePath(link);
  const side = (size + 2 * QUIET) * PIXELS;
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = side;
  const pen = canvas.getContext("2d");
  if (pen === null) throw new Error("no picture can be drawn here");
  pen.fillStyle = "#ffffff";
  pen.fillRect(0, 0, side, side);
  pen.setTransform(PIXELS, 0, 0, PIXELS, QUIET * PIXELS, QUIET * PIXELS);
  pen.fillStyle = "#231a14";
  pen.fill(new Path2D(d));
  const blob = await new Promise<Blob | null>((made) => canvas.toBlob(made, "image/png"));
  if (blob === null) throw new Error("no picture can be made here");
  saveBlob(blob, `${fileName(name)}.png`);
}

function saveBlob(blob: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // By then the browser has begun to save it.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** "Tisch 7" is `weg-tisch-7`: what a name may hold, a file's name need not. */
const fileName = (name: string): string =>
  `weg-${name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-|-$/g, "")}`;
