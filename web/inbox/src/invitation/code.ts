import { codePath } from "@tresen/ui/sign/code";

const QUIET = 4;
const DARK = "#231a14";
/** Pixels of the picture's side: enough for a page, small enough for a letter. */
const SIDE = 1024;

/** The code as a drawing that any program opens. */
export function svgOf(link: string): Blob {
  const { size, d } = codePath(link);
  const side = size + 2 * QUIET;
  const box = `${-QUIET} ${-QUIET} ${side} ${side}`;
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box}" width="${SIDE}" height="${SIDE}" shape-rendering="crispEdges"><path fill="#fff" d="M${-QUIET} ${-QUIET}h${side}v${side}h-${side}z"/><path fill="${DARK}" d="${d}"/></svg>`;
  return new Blob([drawing], { type: "image/svg+xml" });
}

/** The code as a picture. Rejects where the browser draws none. */
export async function pngOf(link: string): Promise<Blob> {
  const { size, d } = codePath(link);
  const module = Math.floor(SIDE / (size + 2 * QUIET));
  const side = module * (size + 2 * QUIET);
  const canvas = Object.assign(document.createElement("canvas"), { width: side, height: side });
  const pen = canvas.getContext("2d");
  if (pen === null) throw new Error("this browser draws nothing");
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, side, side);
  pen.setTransform(module, 0, 0, module, QUIET * module, QUIET * module);
  pen.fillStyle = DARK;
  pen.fill(new Path2D(d));
  return new Promise((resolve, reject) =>
    canvas.toBlob((made) => (made ? resolve(made) : reject(new Error("no picture was made"))), "image/png"),
  );
}

/** Stores it under this name. */
export function save(data: Blob, name: string): void {
  const url = URL.createObjectURL(data);
  const link = Object.assign(document.createElement("a"), { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
