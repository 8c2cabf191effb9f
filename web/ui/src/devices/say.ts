// What a conversation says about devices that joined or left. Most never do, so the words are fetched when first needed.

import type { Lang } from "../i18n/speak.svelte.ts";
import type { DeviceChange, NoteRow } from "../rows.ts";
import { sortOf } from "./called.ts";

/** The sentences about a change, for the customer or for the team. */
export async function sayDevices({ name, change }: NoteRow, lang: Lang, team: boolean): Promise<string> {
  const { customers, ours } = lang === "de" ? await import("./words.de.ts") : await import("./words.en.ts");
  if (change === undefined) return "";
  return (name === "team" ? ours(change, team, namesIn(change, lang)) : customers(change, team)).join(" ");
}

/** Those of the team's devices that have a name or said what they are; null: one of them is known by nothing. */
function namesIn({ called = [] }: DeviceChange, lang: Lang): readonly string[] | null {
  const names = called.map(({ described, owner }) => {
    const name = described.name || sortOf(described, lang);
    return name === "" || owner === "" ? name : `${name} (${owner})`;
  });
  return names.length === 0 || names.includes("") ? null : names;
}
