import { createContext } from "svelte";
import type { Editing } from "./editing.svelte.ts";

/** The profile that is being edited, handed down by the page. */
export const [editingHere, handDownEditing] = createContext<Editing>();
