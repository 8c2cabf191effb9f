// The first page of a PDF as a small picture. Fetched when a PDF was chosen to be sent, and never else: pdf.js is large.

import { trusted } from "../../trusted.ts";
import address from "./pdf.worker.ts?worker&url";

type Bytes = Uint8Array<ArrayBuffer>;

/** What is larger is sent without a picture: it would have to be in memory whole. */
const MOST_BYTES = 20_000_000;
const PATIENCE_MS = 8000;

/** null: this is none that can be drawn, or not in time. Whatever is in it, it ends with its worker. */
export async function pdfPreview(data: Blob): Promise<Bytes | null> {
  if (data.size > MOST_BYTES || typeof OffscreenCanvas === "undefined") return null;
  const worker = new Worker(trusted("tresen-pdf", address), { name: "pdf" });
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    return await new Promise<Bytes | null>((done) => {
      timer = setTimeout(() => done(null), PATIENCE_MS);
      worker.onerror = () => done(null);
      worker.onmessage = ({ data: said }: MessageEvent<{ readonly preview?: unknown }>) => {
        // pdf.js says things of its own, too.
        if ("preview" in said) done(said.preview instanceof Uint8Array ? (said.preview as Bytes) : null);
      };
      worker.postMessage({ pdf: data });
    });
  } finally {
    clearTimeout(timer);
    worker.terminate();
  }
}
