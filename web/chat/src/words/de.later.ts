import { message } from "@tresen/ui/message/words.de";
import { de as erasing } from "./de.erasing.ts";
import { de as refusals } from "./de.refusals.ts";
import { de as sheets } from "./de.sheets.ts";

export const words = { ...sheets, ...refusals, ...erasing, message };

export type LaterWords = typeof words;
