/** The team's labels and saved filters, as the apps see them (L8). */

import type { Readable } from "../base/readable.ts";
import type { SavedFilter } from "../documents/filters.ts";
import type { Colour, Label } from "../documents/labels.ts";
import type { Values } from "../documents/merge.ts";
import type { LabelQuery } from "../model/labelquery.ts";

export type { Colour, Label, LabelQuery, SavedFilter };

export interface LabelsView {
  /** In the team's order. */
  readonly labels: Readable<readonly Label[]>;
  readonly filters: Readable<readonly SavedFilter[]>;
  /** A new label, at the end. Throws `TooLong` when the name is too long or there are too many. */
  create(name: string, colour: Colour): Promise<Label>;
  /** Changes name and colour, or brings a removed label back. Throws `TooLong`. */
  save(label: Label): Promise<void>;
  /** Removes a label from all conversations; `save` brings it back on all of them. */
  remove(id: string): Promise<void>;
  order(ids: readonly string[]): Promise<void>;
  /** How many conversations carry each label; null until this device has read all of them. */
  carriers(): Promise<ReadonlyMap<string, number> | null>;
  /** Throws `TooLong`. */
  createFilter(name: string, query: LabelQuery): Promise<SavedFilter>;
  saveFilter(filter: SavedFilter): Promise<void>;
  removeFilter(id: string): Promise<void>;
}

export interface LabelCommands {
  /** Sets these fields of the document of the labels; without a connection the change waits. */
  setLabels(values: Values): Promise<void>;
  setFilters(values: Values): Promise<void>;
  carriers(): Promise<ReadonlyMap<string, number> | null>;
}

export interface LabelsNote {
  readonly type: "labels";
  readonly labels: readonly Label[];
  readonly filters: readonly SavedFilter[];
}
