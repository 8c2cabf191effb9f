import { reasonOf } from "@tresen/ui/profile/mistakes";
import { createContext } from "svelte";
import type { Words } from "../i18n/de.ts";
import type { Editing } from "./editing.svelte.ts";

/** The profile that is being edited, handed down by the page. */
export const [editingHere, handDownEditing] = createContext<Editing>();

/** What is wrong at exactly this place, in words; null: nothing. */
export function whyAt(editing: Editing, place: string, words: Words["profile"]): string | null {
  const mistake = editing.mistakeAt(place);
  return mistake && reasonOf(mistake, words);
}
