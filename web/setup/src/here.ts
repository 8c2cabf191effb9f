import { createContext } from "svelte";
import type { Wizard } from "./wizard.svelte.ts";

/** The one wizard of this page, handed down by App. */
export const [wizardHere, handDownWizard] = createContext<Wizard>();
