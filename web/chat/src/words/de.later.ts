import { message } from "@tresen/ui/message/words.de";
import { de as erasing } from "./de.erasing.ts";
import { de as refusals } from "./de.refusals.ts";
import { de as sheets } from "./de.sheets.ts";
import { de as told } from "./de.told.ts";

export const words = { ...sheets, ...refusals, ...erasing, ...told, message };

export type LaterWords = typeof words;
