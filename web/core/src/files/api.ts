import type { Readable } from "../base/readable.ts";
import type { FileContent, FileRef } from "../content/file.ts";

/** A file as somebody chose it, made ready on this device: what it is sent as. */
export interface NewFile {
  readonly kind: FileContent["kind"];
  readonly data: Blob;
  readonly type: string;
  readonly name: string;
  readonly width?: number;
  readonly height?: number;
  readonly preview?: Uint8Array<ArrayBuffer> | null;
  readonly caption?: string;
  readonly alt?: string;
  readonly durationMs?: number;
  readonly wave?: Uint8Array<ArrayBuffer>;
}

/** What may still be sent, in bytes, said before anything is (F6). */
export interface FileLimits {
  readonly file: number;
  readonly conversation: number;
  readonly business: number;
  readonly atOnce: number;
}

/** How far a file is on its way to the server. */
export interface Progress {
  readonly done: number;
  readonly of: number;
  /** It goes on by itself as soon as it can. */
  readonly waits: boolean;
}

/** A message that brings a file, as this device holds it. */
export interface MediaRow {
  readonly key: string;
  readonly pos: number;
  readonly atMs: number;
  readonly ours: boolean;
  readonly person: number | null;
  readonly content: FileContent;
}

/** A text with an address in it. */
export interface LinkRow {
  readonly key: string;
  readonly pos: number;
  readonly atMs: number;
  readonly text: string;
}

export interface FilesView {
  /** By blob: files on their way from this device. */
  readonly progress: Readable<ReadonlyMap<string, Progress>>;
  /** Rejects with `Unreachable` without a connection. */
  limits(): Promise<FileLimits>;
  /**
   * Keeps the files on this device, shows one message for each, and sends them one after another once the server has them. `quote`: the
   * message that the first one answers.
   */
  add(files: readonly NewFile[], quote?: string | null): Promise<void>;
  /** Takes back a file that is not sent yet, and gives it back; null: it is sent, or was taken back elsewhere. */
  cancel(blob: string): Promise<NewFile | null>;
  /**
   * The whole file, checked to its end. Rejects with `Refused` when it is not the one that was sent, with `ServerRefusal` when it is erased,
   * with `Unreachable` without a connection.
   */
  open(file: FileRef, onprogress?: (done: number, of: number) => void, signal?: AbortSignal): Promise<Blob>;
  /** All files that this device holds messages of, the oldest first. */
  media(): Promise<{ readonly files: readonly MediaRow[]; readonly texts: readonly LinkRow[] }>;
  /**
   * Carries a file that no message brings, and answers what names it: within a day something must. Rejects with `Unreachable` without a
   * connection, and with `ServerRefusal`.
   */
  keep(file: NewFile): Promise<FileContent>;
  /** A copy of a file of this conversation, which the server makes (F4). Something must name it, as with `keep`. Rejects as `keep`. */
  copy(content: FileContent): Promise<FileContent>;
  /** Goes on with what waits. */
  wake(): void;
}
