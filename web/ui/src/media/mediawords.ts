import { catalogOf } from "../i18n/speak.svelte.ts";
import { kindWords } from "./kindwords.ts";
import { de } from "./words.de.ts";
import { en } from "./words.en.ts";

// Both languages come with the first file that is shown or sent: it is fetched as one part.
export const mediaWords = () => ({ ...catalogOf("media", { de, en }), ...kindWords() });
