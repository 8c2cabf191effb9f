/** Labels and saved filters in one tab. */

import { writable } from "../base/readable.ts";
import * as filters from "../documents/filters.ts";
import * as labels from "../documents/labels.ts";
import { random } from "../seal/suite.ts";
import type { Colour, Label, LabelCommands, LabelQuery, LabelsNote, LabelsView, SavedFilter } from "./api.ts";

/** Bytes of a new label's or filter's id: no two devices draw the same one. */
const ID = 8;

export class LabelsPage implements LabelsView {
  readonly labels = writable<readonly Label[]>([]);
  readonly filters = writable<readonly SavedFilter[]>([]);
  readonly #leader: LabelCommands;

  constructor(leader: LabelCommands) {
    this.#leader = leader;
  }

  take({ labels: known, filters: saved }: LabelsNote): void {
    this.labels.set(known);
    this.filters.set(saved);
  }

  create = async (name: string, colour: Colour): Promise<Label> => {
    const order = Math.max(-1, ...this.labels.get().map((each) => each.order)) + 1;
    const label = { id: drawn(), name, colour, order: Math.min(order, 2 ** 31 - 1) };
    await this.save(label);
    return label;
  };

  save = (label: Label): Promise<void> => this.#leader.setLabels(labels.saved(this.labels.get(), label));
  remove = (id: string): Promise<void> => this.#leader.setLabels(labels.removed(id));
  order = (ids: readonly string[]): Promise<void> =>
    this.#leader.setLabels(labels.ordered(this.labels.get(), ids));
  carriers = (): Promise<ReadonlyMap<string, number> | null> => this.#leader.carriers();

  createFilter = async (name: string, query: LabelQuery): Promise<SavedFilter> => {
    const filter = { id: drawn(), name, query };
    await this.saveFilter(filter);
    return filter;
  };

  saveFilter = (filter: SavedFilter): Promise<void> =>
    this.#leader.setFilters(filters.saved(this.filters.get(), filter));
  removeFilter = (id: string): Promise<void> => this.#leader.setFilters(filters.removed(id));
}

const drawn = (): string => Array.from(random(ID), (byte) => byte.toString(16).padStart(2, "0")).join("");
