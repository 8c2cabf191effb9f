/** The note that stands on top of the card: one text of the card, put there from the stream and given back to it. */

import type { Inbox, NotesView, TeamNote } from "@tresen/core/api";
import { toast } from "@tresen/ui";
import { here } from "../here.svelte.ts";
import { changeCard } from "../verbs.ts";

interface Place {
  readonly inbox: Inbox;
  /** The conversation. */
  readonly id: string;
  readonly view: NotesView;
  /** What stands on top now; empty: nothing. */
  readonly pinned: string;
}

/** Puts this note on top. What stood there goes back to the others. */
export async function pin(place: Place, note: TeamNote): Promise<void> {
  const text = place.view.typed(note);
  if (!same(text, place.pinned)) await put(place, text.trim(), here.words.teamNotes.pinned);
}

/** Takes it from the top: it stands with the others. */
export const unpin = (place: Place): Promise<void> => put(place, "", here.words.teamNotes.unpinned);

async function put({ inbox, id, view, pinned }: Place, text: string, said: string): Promise<void> {
  try {
    await keep(view, pinned);
  } catch {
    return toast(here.words.teamNotes.notTaken);
  }
  if (!(await changeCard(inbox, id, { texts: { note: text } }))) return toast(here.words.failed);
  const undo = async () => {
    if (!(await changeCard(inbox, id, { texts: { note: pinned } }))) toast(here.words.failed);
  };
  toast(said, { label: here.words.toast.undo, run: () => void undo() });
}

/** Nothing is lost by it: what was written on the card, and never as a note, becomes one. */
async function keep(view: NotesView, pinned: string): Promise<void> {
  const known = view.notes.get().some((note) => same(view.typed(note), pinned));
  if (pinned.trim() !== "" && !known) await view.write(pinned, null);
}

/** The notes that stand among the others: all but the one that is pinned above. */
export const besides = (view: NotesView, notes: readonly TeamNote[], pinned: string): readonly TeamNote[] =>
  notes.filter((note) => !same(view.typed(note), pinned));

/** Is it one text? On its way through a field of the card a note changes its blanks, never its words. */
const same = (one: string, other: string): boolean => plain(one) === plain(other);

const plain = (text: string): string => text.normalize("NFC").replace(/\s+/gu, " ").trim();
