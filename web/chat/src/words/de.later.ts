import { de as refusals } from "./de.refusals.ts";
import { de as sheets } from "./de.sheets.ts";

export const words = { ...sheets, ...refusals };

export type LaterWords = typeof words;
