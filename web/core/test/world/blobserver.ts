/** A server's files, as F4 has them, and a line to it that breaks when a test says so. */

import { ServerRefusal, Unreachable } from "../../src/base/errors.ts";
import type { LentHttp, Method } from "../../src/sync/lent.ts";
import { BLOB_SEALED_BYTES } from "../../src/wire/generated.ts";

interface Held {
  readonly bytes: number;
  readonly chunks: Map<number, Uint8Array>;
  complete: boolean;
}

export class BlobServer {
  readonly blobs = new Map<string, Held>();
  /** Every request that arrived. */
  readonly asked: string[] = [];
  /** Decides before a request whether the line breaks: before it arrives, or before its answer does. */
  breaks: () => "no" | "before" | "after" = () => "no";
  refuses: string | null = null;

  readonly http: LentHttp["http"] = async (method, path, body) => {
    const way = this.breaks();
    if (way === "before") throw new Unreachable("the line broke");
    const sent = body instanceof Blob ? new Uint8Array(await body.arrayBuffer()) : body;
    const answer = this.#answer(method, path, sent);
    if (way === "after") throw new Unreachable("the line broke");
    return answer;
  };

  /** What the server holds of a complete file. */
  sealed(blob: string): Uint8Array<ArrayBuffer> {
    const held = this.blobs.get(blob);
    if (!held?.complete) throw new Error("not complete");
    const parts = [...held.chunks].sort(([a], [b]) => a - b).map(([, part]) => part);
    return new Uint8Array(Buffer.concat(parts));
  }

  #answer(method: Method, path: string, body: unknown): Readonly<Record<string, unknown>> {
    this.asked.push(`${method} ${path.replace(/^\/conversations\/[^/]+/, "")}`);
    const [, , , , blob = "", verb, at] = path.split("/");
    if (method === "POST" && blob === "") return this.#begin(body as { blob: string; bytes: number });
    const held = this.blobs.get(blob);
    if (held === undefined) throw new ServerRefusal("not_found", false, "");
    if (method === "DELETE") this.blobs.delete(blob);
    if (method === "PUT") this.#take(held, Number(at), body as Uint8Array);
    if (verb === "complete") {
      if (held.chunks.size !== Math.ceil(held.bytes / BLOB_SEALED_BYTES))
        throw new ServerRefusal("blob_missing", false, "");
      held.complete = true;
    }
    if (method === "BYTES") {
      const [, from, to] = /bytes=(\d+)-(\d+)/.exec(String(body)) ?? [];
      return { bytes: this.sealed(blob).slice(Number(from), Number(to) + 1) };
    }
    return {};
  }

  #begin({ blob, bytes }: { readonly blob: string; readonly bytes: number }) {
    if (this.refuses !== null) throw new ServerRefusal(this.refuses, false, "");
    const held = this.blobs.get(blob) ?? { bytes, chunks: new Map<number, Uint8Array>(), complete: false };
    this.blobs.set(blob, held);
    return {
      have: [...held.chunks.keys()].sort((a, b) => a - b).map((n) => [n, n]),
      complete: held.complete,
    };
  }

  #take(held: Held, first: number, body: Uint8Array): void {
    const count = Math.ceil(body.length / BLOB_SEALED_BYTES);
    if (count > 16) throw new ServerRefusal("bad_request", false, "");
    for (let n = 0; n < count; n++)
      held.chunks.set(first + n, body.slice(n * BLOB_SEALED_BYTES, (n + 1) * BLOB_SEALED_BYTES));
  }
}
