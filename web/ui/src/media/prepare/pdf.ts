// The first page of a PDF as a small picture. Fetched when a PDF was chosen to be sent, and never else: pdf.js is large.

import address from "./pdf.worker.ts?worker&url";

type Bytes = Uint8Array<ArrayBuffer>;

/** What is larger is sent without a picture: it would have to be in memory whole. */
const MOST_BYTES = 20_000_000;
const PATIENCE_MS = 8000;

interface ScriptAddresses {
  createScriptURL(address: string): string;
}
let policy: ScriptAddresses | null = null;

/** null: this is none that can be drawn, or not in time. Whatever is in it, it ends with its worker. */
export async function pdfPreview(data: Blob): Promise<Bytes | null> {
  if (data.size > MOST_BYTES || typeof OffscreenCanvas === "undefined") return null;
  policy ??= policyFor();
  const worker = new Worker(policy.createScriptURL(address), { name: "pdf" });
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

/** It knows the address of this worker and no other. */
function policyFor(): ScriptAddresses {
  const types = (
    globalThis as { trustedTypes?: { createPolicy(name: string, rules: ScriptAddresses): ScriptAddresses } }
  ).trustedTypes;
  const rules: ScriptAddresses = {
    createScriptURL: (asked) => {
      if (asked !== address) throw new TypeError("only the worker for PDFs");
      return asked;
    },
  };
  return types?.createPolicy("tresen-pdf", rules) ?? rules;
}
