/** The index in a worker: what the leading tab asks, as messages. */

import type { Env, SearchWorker } from "../base/env.ts";
import type { Reading } from "../model/listentry.ts";
import { INBOX_STORE, openStore } from "../store/database.ts";
import type { FoundList, Reach, SearchAsk } from "./api.ts";
import { Searcher, type SearcherNeeds } from "./searcher.ts";

/** The worker as it sees itself. */
export type Port = Pick<SearchWorker, "postMessage" | "onmessage">;

type Edges = Awaited<ReturnType<Searcher["edges"]>>;

/** What the leading tab wants of the index. */
export interface Index {
  search(ask: SearchAsk): Promise<FoundList>;
  reach(): Promise<Reach>;
  edges(most: number): Promise<Edges>;
  touch(conversation: string): void;
  touchDocuments(): void;
  complete(): Promise<void>;
  close(): void;
}

type ToWorker =
  | { readonly t: "open"; readonly room: string }
  | { readonly t: "touch"; readonly conversation: string | null }
  | { readonly t: "call"; readonly id: number; readonly name: Call; readonly arg: never };
type Call = "search" | "reach" | "edges" | "complete";
type FromWorker =
  | { readonly t: "reading"; readonly reading: Reading | null }
  | { readonly t: "changed" }
  | { readonly t: "answer"; readonly id: number; readonly value: unknown; readonly failed: boolean };

/** Runs in the worker. */
export function serveIndex(port: Port, env: Pick<Env, "indexedDB">): void {
  let searcher: Promise<Searcher> | null = null;
  const tell = (message: FromWorker) => port.postMessage(message);
  const open = async (room: string): Promise<Searcher> => {
    const store = await openStore(env as Env, INBOX_STORE);
    const made = new Searcher({
      store,
      room,
      onReading: (reading) => tell({ t: "reading", reading }),
      onChanged: () => tell({ t: "changed" }),
    });
    void made.begin();
    return made;
  };
  port.onmessage = ({ data }: { readonly data: unknown }) => {
    const message = data as ToWorker;
    if (message.t === "open") searcher ??= open(message.room);
    else if (message.t === "touch")
      void searcher?.then((made) =>
        message.conversation === null ? made.touchDocuments() : made.touch(message.conversation),
      );
    else
      void searcher
        ?.then((made) => (made[message.name] as (arg: never) => Promise<unknown>)(message.arg))
        .then(
          (value) => tell({ t: "answer", id: message.id, value, failed: false }),
          () => tell({ t: "answer", id: message.id, value: null, failed: true }),
        );
  };
}

/** The index in that worker. */
export function remoteIndex(
  worker: SearchWorker,
  { room, onReading, onChanged }: Omit<SearcherNeeds, "store">,
): Index {
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
