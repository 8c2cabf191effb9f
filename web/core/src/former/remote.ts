/** An export's reader in a worker: what was chosen is read away from what a person sees. Ending the worker ends all of it. */

import type { ExportTrouble } from "./export.ts";
import { troubleOf } from "./export.ts";
import { ExportReader, type OnProgress, type Reader } from "./reader.ts";

type Name = keyof Reader;
interface Asked {
  readonly id: number;
  readonly name: Name;
  readonly args: readonly unknown[];
}
type Told =
  | { readonly t: "progress"; readonly id: number; readonly done: number; readonly of: number }
  | { readonly t: "answer"; readonly id: number; readonly value: unknown }
  | { readonly t: "failed"; readonly id: number; readonly why: ExportTrouble };

/** A worker, as its maker sees it. */
export interface FormerWorker {
  postMessage(message: unknown): void;
  onmessage: ((event: never) => void) | null;
  onerror: ((event: never) => void) | null;
  terminate(): void;
}

/** Why the worker could not read it. */
export class ExportRefused extends Error {
  override readonly name = "ExportRefused";
  readonly why: ExportTrouble;

  constructor(why: ExportTrouble) {
    super(why);
    this.why = why;
  }
}

export interface RemoteReader extends Reader {
  /** Whatever is under way is over, and rejects. */
  close(): void;
}

export function remoteReader(worker: FormerWorker): RemoteReader {
  const waiting = new Map<
    number,
    { done(value: never): void; fail(error: Error): void; progress: OnProgress }
  >();
  let next = 1;
  const end = () => {
    for (const { fail } of waiting.values()) fail(new ExportRefused("unreadable"));
    waiting.clear();
  };
  worker.onerror = end;
  worker.onmessage = ({ data }: { readonly data: unknown }) => {
    const told = data as Told;
    const call = waiting.get(told.id);
    if (told.t === "progress") return call?.progress(told.done, told.of);
    waiting.delete(told.id);
    if (told.t === "failed") call?.fail(new ExportRefused(told.why));
    else call?.done(told.value as never);
  };
  const ask = <T>(name: Name, args: readonly unknown[], progress: OnProgress = () => {}): Promise<T> =>
    new Promise<T>((done, fail) => {
      const id = next++;
      waiting.set(id, { done, fail, progress });
      worker.postMessage({ id, name, args } satisfies Asked);
    });
  return {
    open: (file, order, onprogress) => ask("open", [file, order], onprogress),
    choose: (choice) => ask("choose", [choice]),
    media: (name) => ask("media", [name]),
    pack: (places, onprogress) => ask("pack", [places], onprogress),
    close: () => {
      worker.terminate();
      end();
    },
  };
}

/** The worker as it sees itself. */
export type FormerPort = Pick<FormerWorker, "postMessage" | "onmessage">;

/** Runs in the worker. */
export function serveReader(port: FormerPort): void {
  const reader = new ExportReader();
  const tell = (told: Told) => port.postMessage(told);
  port.onmessage = ({ data }: { readonly data: unknown }) => {
    const { id, name, args } = data as Asked;
    const progress: OnProgress = (done, of) => tell({ t: "progress", id, done, of });
    (reader[name] as (...args: unknown[]) => Promise<unknown>)(...args, progress).then(
      (value) => tell({ t: "answer", id, value }),
      (error) => tell({ t: "failed", id, why: troubleOf(error) }),
    );
  };
}
