import { de as erasing } from "./de.erasing.ts";
import { de as refusals } from "./de.refusals.ts";
import { de as sheets } from "./de.sheets.ts";

export const words = { ...sheets, ...refusals, ...erasing };

export type LaterWords = typeof words;
