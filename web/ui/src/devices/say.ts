// What a conversation says of devices that joined or left. Most conversations never say it: the words are fetched when one does.

import type { Lang } from "../i18n/speak.svelte.ts";
import type { NoteRow } from "../rows.ts";

/** The sentences about a change, for the customer or for the team. */
export async function sayDevices({ name, change }: NoteRow, lang: Lang, team: boolean): Promise<string> {
  const { customers, ours } = lang === "de" ? await import("./words.de.ts") : await import("./words.en.ts");
  return change === undefined ? "" : (name === "team" ? ours : customers)(change, team).join(" ");
}
