import { catalogOf } from "../i18n/speak.svelte.ts";
import { type CallWords, de } from "./words.de.ts";
import { en } from "./words.en.ts";

export type { You } from "./words.de.ts";
export type { CallWords };

// Both languages come with the first call, as one part.
export const callWords = () => catalogOf("calls", { de, en });
