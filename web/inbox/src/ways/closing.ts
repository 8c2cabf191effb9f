/** Switching a way off and on: its id goes into the published profile, or out of it (protocol/profile.md). Owners do. */

import type { Inbox } from "@tresen/core/api";
import { withWay } from "@tresen/core/ways/closed";
import { here } from "../here.svelte.ts";

/** What went wrong, in words; null: it is done. */
export async function switchWay({ profile }: Inbox, id: string, open: boolean): Promise<string | null> {
  const words = here.words.ways;
  const published = profile.published.get();
  if (published === null) return words.wrong.failed;
  try {
    await profile.publish(withWay(published.fields, id, open), published.rev);
    return null;
  } catch (error) {
    const name = error instanceof Error ? error.name : "";
    if (name === "Unreachable") return words.offline;
    return name === "ProfileChanged" ? words.changed : words.wrong.failed;
  }
}
