import type { Colour, Inbox, Label, LabelQuery, SavedFilter } from "@tresen/core/api";
import { toast } from "@tresen/ui";
import { here } from "../here.svelte.ts";
import { labelName } from "./naming.ts";

/** What one can do with labels and filters, with the words that follow and the way back. Each answers what went wrong, or null. */

async function attempt(work: () => Promise<unknown>): Promise<string | null> {
  try {
    await work();
    return null;
  } catch (error) {
    const tooMany = error instanceof Error && error.name === "TooLong";
    return tooMany ? here.words.labels.tooMany : here.words.failed;
  }
}

/** The label of that name, if the team has one. */
const same = ({ labels }: Inbox, name: string, but: string | null): boolean =>
  labels.labels
    .get()
    .some((each) => each.id !== but && fold(labelName(each, here.words.labels)) === fold(name));

const fold = (name: string): string => name.trim().toLocaleLowerCase(here.lang);

export async function createLabel(
  inbox: Inbox,
  name: string,
  colour: Colour,
  done: (label: Label) => void,
): Promise<string | null> {
  if (same(inbox, name, null)) return here.words.labels.taken(name);
  return attempt(async () => done(await inbox.labels.create(name, colour)));
}

export async function changeLabel(inbox: Inbox, label: Label): Promise<string | null> {
  if (label.name !== null && same(inbox, label.name, label.id)) return here.words.labels.taken(label.name);
  return attempt(() => inbox.labels.save(label));
}

export async function removeLabel(inbox: Inbox, label: Label): Promise<string | null> {
  const problem = await attempt(() => inbox.labels.remove(label.id));
  if (problem !== null) return problem;
  const { labels: words, toast: toasts } = here.words;
  const undo = () => void attempt(() => inbox.labels.save(label));
  toast(words.removed(labelName(label, words)), { label: toasts.undo, run: undo });
  return null;
}

/** Moves a label up or down by one. */
export function moveLabel(inbox: Inbox, id: string, by: number): Promise<string | null> {
  const ids = inbox.labels.labels.get().map((label) => label.id);
  const at = ids.indexOf(id);
  ids.splice(Math.max(0, at + by), 0, ...ids.splice(at, 1));
  return attempt(() => inbox.labels.order(ids));
}

export const saveFilter = (inbox: Inbox, name: string, query: LabelQuery): Promise<string | null> =>
  attempt(() => inbox.labels.createFilter(name, query));

export async function removeFilter(inbox: Inbox, filter: SavedFilter): Promise<string | null> {
  const problem = await attempt(() => inbox.labels.removeFilter(filter.id));
  if (problem !== null) return problem;
  const { labels: words, toast: toasts } = here.words;
  const undo = () => void attempt(() => inbox.labels.saveFilter(filter));
  toast(words.filterRemoved(filter.name), { label: toasts.undo, run: undo });
  return null;
}
