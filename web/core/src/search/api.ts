/** Search as the apps see it. Everything happens on the device. */

import type { Readable } from "../base/readable.ts";
import type { Reading } from "../model/listentry.ts";
import type { LabelNames, Within } from "./index.ts";
import type { EntryKind } from "./segment.ts";

export type { LabelNames, Within };
export type FoundKind = EntryKind;

/** Something that was found. */
export interface Hit {
  readonly conversation: string;
  readonly customer: { readonly name: string | null; readonly createdMs: number; readonly dayNumber: number };
  /** The row's key in the conversation, for jumping there; of a note: the note's; of a card: null. */
  readonly key: string | null;
  readonly kind: FoundKind;
  readonly atMs: number;
  readonly by: "customer" | "team";
  readonly person: number | null;
  /** Of a card: its labels. */
  readonly labels: readonly string[];
  /** The words around, and where in `text` the found ones stand (from, up to before). */
  readonly text: string;
  readonly marks: readonly (readonly [number, number])[];
}

export interface FoundList {
  readonly found: readonly Hit[];
  /** How much fits in all. */
  readonly total: number;
}

/** How far this device can search. `backToMs` null: everything that there is. */
export interface Reach {
  readonly backToMs: number | null;
}

export interface SearchAsk {
  readonly query: string;
  readonly within: Within;
  readonly labels: LabelNames;
  readonly most: number;
}

export interface SearchCommands {
  findWords(ask: SearchAsk): Promise<FoundList>;
  searchReach(): Promise<Reach>;
  /** Reads older messages of those conversations that are known the least far back, and says how far it came. */
  searchOn(): Promise<Reach>;
}

export type SearchNote =
  /** The index is being built; null: it is complete. */
  | { readonly type: "indexing"; readonly reading: Reading | null }
  /** What is found may be different now. */
  | { readonly type: "indexed" };

export interface SearchView {
  /** While the index is built; what is found meanwhile is what has been read. null: complete, or never asked. */
  readonly indexing: Readable<Reading | null>;
  /** Changes when an answer given before may be different now. */
  readonly revision: Readable<number>;
  find(ask: SearchAsk): Promise<FoundList>;
  reach(): Promise<Reach>;
  /** Reads further back. Rejects without a connection. */
  readOn(): Promise<Reach>;
}

/** What stands in some conversation at the edge of what is held: something older exists. `held`: anything of it is held. */
export interface Edge {
  readonly id: string;
  readonly atMs: number;
  readonly held: boolean;
}

/** What the leading tab wants of an index, wherever that is. */
export interface Index {
  search(ask: SearchAsk): Promise<FoundList>;
  reach(): Promise<Reach>;
  edges(most: number): Promise<readonly Edge[]>;
  touch(conversation: string): void;
  touchDocuments(): void;
  close(): void;
}

export interface IndexTold {
  /** The back room: its messages are documents, and are found as such. */
  readonly room: string;
  /** The index is being built; null: it is complete. */
  onReading(reading: Reading | null): void;
  /** Answers may be different now. */
  onChanged(): void;
}

/** Opens the index of this browser's inbox. */
export type OpenIndex = (told: IndexTold) => Index;
