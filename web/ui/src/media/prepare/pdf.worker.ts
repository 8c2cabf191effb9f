/// <reference lib="webworker" />
// Draws the first page of a PDF, small. All of pdf.js runs here: away from the page, without a network, and ended if it takes too long.

import "pdfjs-dist/legacy/build/pdf.worker.mjs";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";

declare const self: DedicatedWorkerGlobalScope;

/** What fits into a message beside the rest (S9). */
const PREVIEW_BYTES = 2900;
/** Tried in turn until one is small enough: the longer side in pixels, and how good it is. */
const TRIES = [
  [200, 0.5],
  [160, 0.45],
  [128, 0.4],
  [96, 0.4],
  [64, 0.35],
] as const;

class Canvases {
  create(width: number, height: number) {
    const canvas = new OffscreenCanvas(Math.max(1, width), Math.max(1, height));
    return { canvas, context: canvas.getContext("2d") };
  }
  reset(its: { canvas: OffscreenCanvas }, width: number, height: number): void {
    its.canvas.width = width;
    its.canvas.height = height;
  }
  destroy(its: { canvas: OffscreenCanvas | null; context: unknown }): void {
    its.canvas = null;
    its.context = null;
  }
}

/** Filters would need a document. Without them a mask is drawn plainly. */
class NoFilters {
  addFilter = () => "none";
  addHCMFilter = () => "none";
  addAlphaFilter = () => "none";
  addLuminosityFilter = () => "none";
  addKnockoutFilter = () => "none";
  addHighlightHCMFilter = () => "none";
  destroy(): void {}
}

async function firstPage(data: Blob): Promise<Uint8Array<ArrayBuffer> | null> {
  const loading = getDocument({
    data: new Uint8Array(await data.arrayBuffer()),
    CanvasFactory: Canvases,
    FilterFactory: NoFilters,
    disableFontFace: true,
    useSystemFonts: false,
    useWorkerFetch: false,
    useWasm: false,
    isOffscreenCanvasSupported: true,
    enableXfa: false,
    stopAtErrors: true,
    maxImageSize: 16_000_000,
    canvasMaxAreaInBytes: 64_000_000,
    disableAutoFetch: true,
    disableStream: true,
    verbosity: 0,
  });
  const page = await (await loading.promise).getPage(1);
  for (const [side, quality] of TRIES) {
    const whole = page.getViewport({ scale: 1 });
    const viewport = page.getViewport({ scale: side / Math.max(whole.width, whole.height) });
    const canvas = new OffscreenCanvas(Math.ceil(viewport.width), Math.ceil(viewport.height));
    const canvasContext = canvas.getContext("2d") as unknown as CanvasRenderingContext2D;
    await page.render({ canvas: null, canvasContext, viewport, background: "#fff" }).promise;
    const made = await canvas.convertToBlob({ type: "image/webp", quality });
    const small =
      made.type === "image/webp" ? made : await canvas.convertToBlob({ type: "image/jpeg", quality });
    if (small.size <= PREVIEW_BYTES) return new Uint8Array(await small.arrayBuffer());
  }
  return null;
}

self.addEventListener("message", ({ data }: MessageEvent<{ readonly pdf?: Blob }>) => {
  if (!data.pdf) return;
  firstPage(data.pdf).then(
    (preview) => self.postMessage({ preview }),
    () => self.postMessage({ preview: null }),
  );
});
