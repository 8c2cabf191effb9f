import { shownLine } from "@tresen/ui/media/line";
import { here } from "./here.svelte.ts";

/** The last line of a conversation, as list and notifications say it; "\0named": a name that stands above it already. */
export const saidLine = (line: string): string =>
  line === "\0named" ? here.words.card.named : shownLine(line);
