import { here } from "../here.svelte.ts";

/** Runs it; null when it is done, else the message to show. Errors may come from another tab, which keeps only their names. */
export async function attempt(work: Promise<unknown>): Promise<string | null> {
  const { team: words } = here.words;
  try {
    await work;
    return null;
  } catch (error) {
    const name = error instanceof Error ? error.name : "";
    if (name === "LastOwner") return words.lastOwner;
    return name === "Unreachable" ? words.offline : words.failed;
  }
}
