/** The index in a worker, as the leading tab asks it. */

import type { Reading } from "../model/listentry.ts";
import type { Index, IndexTold } from "./api.ts";

/** A worker, as its maker sees it. */
export interface SearchWorker {
  postMessage(message: unknown): void;
  onmessage: ((event: never) => void) | null;
  onerror: ((event: never) => void) | null;
  terminate(): void;
}

export type ToWorker =
  | { readonly t: "open"; readonly room: string }
  | { readonly t: "touch"; readonly conversation: string | null }
  | { readonly t: "call"; readonly id: number; readonly name: Call; readonly arg: never };
type Call = "search" | "reach" | "edges" | "complete";
export type FromWorker =
  | { readonly t: "reading"; readonly reading: Reading | null }
  | { readonly t: "changed" }
  | { readonly t: "answer"; readonly id: number; readonly value: unknown; readonly failed: boolean };

/** The index in that worker. */
export function remoteIndex(
  worker: SearchWorker,
  { room, onReading, onChanged }: IndexTold,
): Index & { complete(): Promise<void> } {
  const waiting = new Map<number, { resolve(value: never): void; reject(error: Error): void }>();
  let next = 1;
  const fail = () => {
    for (const { reject } of waiting.values()) reject(new Error("the index does not answer"));
    waiting.clear();
  };
  worker.onerror = fail;
  worker.onmessage = ({ data }: { readonly data: unknown }) => {
    const message = data as FromWorker;
    if (message.t === "reading") onReading(message.reading);
    else if (message.t === "changed") onChanged();
    else {
      const call = waiting.get(message.id);
      waiting.delete(message.id);
      if (message.failed) call?.reject(new Error("the index failed"));
      else call?.resolve(message.value as never);
    }
  };
  const call = <T>(name: Call, arg: unknown = null): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      const id = next++;
      waiting.set(id, { resolve, reject });
      worker.postMessage({ t: "call", id, name, arg });
    });
  worker.postMessage({ t: "open", room });
  return {
    search: (ask) => call("search", ask),
    reach: () => call("reach"),
    edges: (most) => call("edges", most),
    complete: () => call("complete"),
    touch: (conversation) => worker.postMessage({ t: "touch", conversation }),
    touchDocuments: () => worker.postMessage({ t: "touch", conversation: null }),
    close: () => {
      fail();
      worker.terminate();
    },
  };
}
