// What a conversation says about devices that joined or left. Most never do, so the words are fetched when first needed.

import type { Lang } from "../i18n/speak.svelte.ts";
import type { NoteRow } from "../rows.ts";

/** The sentences about a change, for the customer or for the team. */
export async function sayDevices({ name, change }: NoteRow, lang: Lang, team: boolean): Promise<string> {
  const { customers, ours } = lang === "de" ? await import("./words.de.ts") : await import("./words.en.ts");
  return change === undefined ? "" : (name === "team" ? ours : customers)(change, team).join(" ");
}
