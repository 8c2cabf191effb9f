import { message } from "@tresen/ui/message/words.en";
import type { LaterWords } from "./de.later.ts";
import { en as erasing } from "./en.erasing.ts";
import { en as refusals } from "./en.refusals.ts";
import { en as sheets } from "./en.sheets.ts";

export const words: LaterWords = { ...sheets, ...refusals, ...erasing, message };
