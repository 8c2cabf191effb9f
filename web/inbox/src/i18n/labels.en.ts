import type { LabelWords } from "./labels.de.ts";

/** Labels, filters by labels, and what is done with several conversations, in English. */

const conversations = (n: number) => (n === 1 ? "1 conversation" : `${n} conversations`);

export const labels: LabelWords = {
  head: "Labels",
  defaults: {
    new_customer: "New customer",
    new_order: "New order",
    payment_open: "Payment open",
    paid: "Paid",
    done: "Done",
  },
  pick: "Choose label",
  makeIt: (typed) => `Create “${typed}”`,
  fresh: "New label",
  create: "Create label",
  manage: "Arrange labels",
  manageHint: "This applies to the whole team.",
  done: "Done",
  none: "No labels yet. Good ones to start with: cake, pre-order, invoice.",
  name: "Name of the label",
  nameMissing: "The name is still missing.",
  taken: (name: string) => `“${name}” already exists. Choose another name or change the old one.`,
  tooMany:
    "That does not fit: the name is too long, or there are too many labels. Delete one that you no longer need.",
  colour: "Colour",
  colours: {
    plum: "Plum",
    brick: "Brick",
    amber: "Honey",
    moss: "Moss",
    teal: "Teal",
    blue: "Blue",
    brown: "Crust",
    slate: "Slate",
  },
  save: "Save",
  cancel: "Cancel",
  change: (name: string) => `Change “${name}”`,
  up: (name: string) => `Move “${name}” up`,
  down: (name: string) => `Move “${name}” down`,
  remove: (name: string) => `Delete “${name}”`,
  removed: (name: string) => `Label “${name}” deleted.`,

  filter: "Filter by label",
  moreFilters: "More …",
  filterTitle: "Filter by labels",
  any: "any",
  with: "with",
  without: "without",
  match: "Of the labels set to “with”, it needs",
  matchAll: "all",
  matchAny: "at least one",
  show: "Show",
  clear: "Clear filter",
  saved: "Saved filters",
  saveAs: "Save as a filter for the team",
  filterName: "Name of the filter",
  filterRemoved: (name: string) => `Filter “${name}” deleted.`,
  filterEmpty: "Choose at least one label.",
  carriers: conversations,
  reading: (done: string, of: string) =>
    `This device is reading all conversations: ${done} of ${of}. The numbers are complete once it has finished.`,
  nothing: "No conversation matches.",
  queryWith: (names: string) => `with ${names}`,
  queryWithout: (names: string) => `without ${names}`,
  and: " and ",
  or: " or ",

  selected: (n: number) => `${n} selected`,
  picked: "selected: ",
  selectAll: "Select all",
  selectEnd: "Cancel selection",
  assign: "Assign",
  close: "Close",
  label: "Label",
  several: "For the selection",
  closed: (n: number) => `${conversations(n)} closed.`,
  assigned: (n: number) => `${conversations(n)} assigned.`,
  labelled: (name: string, n: number) => `“${name}” put on ${conversations(n)}.`,
  unlabelled: (name: string, n: number) => `“${name}” taken off ${conversations(n)}.`,
  undoFailed: (n: number) =>
    n === 1 ? "It could not be undone for 1 conversation." : `It could not be undone for ${n} conversations.`,
  someFailed: (n: number) =>
    n === 1
      ? "It did not work for 1 conversation, which is still selected."
      : `It did not work for ${n} conversations, which are still selected.`,
};
