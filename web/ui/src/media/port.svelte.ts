import type { FileContent, FileRef, MessageRow } from "../rows.ts";

/** What a conversation's files are sent and opened by. The core's `FilesView` fits. */
export interface Files {
  readonly progress: { subscribe(run: (all: ReadonlyMap<string, Progress>) => void): () => void };
  limits(): Promise<Limits>;
  add(files: readonly NewFile[], quote?: string | null): Promise<void>;
  cancel(blob: string): Promise<NewFile | null>;
  open(file: FileRef, onprogress?: (done: number, of: number) => void, signal?: AbortSignal): Promise<Blob>;
  media(): Promise<{ readonly files: readonly MediaRow[]; readonly texts: readonly LinkRow[] }>;
  wake(): void;
}

export interface Progress {
  readonly done: number;
  readonly of: number;
  readonly waits: boolean;
}

export interface Limits {
  readonly file: number;
  readonly conversation: number;
  readonly business: number;
  readonly atOnce: number;
}

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

export interface MediaRow {
  readonly key: string;
  readonly pos: number;
  readonly atMs: number;
  readonly ours: boolean;
  readonly person: number | null;
  readonly content: FileContent;
}

export interface LinkRow {
  readonly key: string;
  readonly pos: number;
  readonly atMs: number;
  readonly text: string;
}

/** What surrounds the files of the open conversation. */
export interface Around {
  readonly zone: string;
  /** The words address a colleague, not a customer. */
  readonly team: boolean;
  rows(): readonly MessageRow[];
  whoSaid(row: {
    readonly ours: boolean;
    readonly by?: string | null;
    readonly person?: number | null;
  }): string;
  files(): Promise<Files>;
  /** Puts what was taken back into the preview again. */
  again(file: NewFile): void;
  /** Opens the viewer at a file. */
  view(blob: string): void;
}

let around = $state.raw<Around | null>(null);
let progress = $state.raw<ReadonlyMap<string, Progress>>(new Map());
let unsubscribe = () => {};

/** Says which conversation is open. Its files are shown by it; bubbles come and go without knowing whose they are. */
export function surround(by: Around): () => void {
  around = by;
  by.files().then(
    (files) => {
      if (around !== by) return;
      unsubscribe();
      unsubscribe = files.progress.subscribe((all) => {
        progress = all;
      });
      files.wake();
    },
    () => {},
  );
  return () => {
    if (around !== by) return;
    around = null;
    unsubscribe();
  };
}

let beside = $state.raw<readonly MessageRow[]>([]);
/** Shows these as well where photos are looked at: what the business said first is in no row of the conversation. */
export function showBeside(rows: readonly MessageRow[]): () => void {
  beside = rows;
  return () => {
    if (beside === rows) beside = [];
  };
}
/** What is shown beside the conversation's own rows. Reactive. */
export const rowsBeside = (): readonly MessageRow[] => beside;

/** The open conversation. Reactive. */
export const aroundHere = (): Around | null => around;
/** How far a file of this device is on its way; null: it is not on its way. Reactive. */
export const progressOf = (blob: string): Progress | null => progress.get(blob) ?? null;
