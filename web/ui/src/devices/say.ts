// What is said about devices that joined or left. Most never do, so the words are fetched when first needed.

import { fetchRest, type Lang } from "../i18n/speak.svelte.ts";
import type { DeviceChange } from "../rows.ts";
import { sortOf } from "./called.ts";

/** What is said about the customer's devices and about the team's. */
export type DeviceWords = Pick<typeof import("./words.de.ts"), "customers" | "ours">;

/** The sentences about a change, for the customer or for the team. */
export async function sayDevices(
  about: "devices" | "team",
  change: DeviceChange,
  lang: Lang,
  team: boolean,
): Promise<string> {
  const { customers, ours } =
    (await fetchRest())?.devices ??
    (lang === "de" ? await import("./words.de.ts") : await import("./words.en.ts"));
  return (about === "team" ? ours(change, team, namesIn(change, lang)) : customers(change, team)).join(" ");
}

/** Those of the team's devices that have a name or said what they are; null: one of them is known by nothing. */
function namesIn({ called = [] }: DeviceChange, lang: Lang): readonly string[] | null {
  const names = called.map(({ described, owner }) => {
    const name = described.name || sortOf(described, lang);
    return name === "" || owner === "" ? name : `${name} (${owner})`;
  });
  return names.length === 0 || names.includes("") ? null : names;
}
