/** The index, in its worker. */

import type { Env } from "../base/env.ts";
import { learnKinds } from "../content/kinds.ts";
import { INBOX_STORE, openStore } from "../store/database.ts";
import type { FromWorker, SearchWorker, ToWorker } from "./remote.ts";
import { Searcher } from "./searcher.ts";

/** The worker as it sees itself. */
export type Port = Pick<SearchWorker, "postMessage" | "onmessage">;

/** Runs in the worker. */
export function serveIndex(port: Port, env: Pick<Env, "indexedDB">): void {
  learnKinds();
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
