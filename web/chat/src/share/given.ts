import { dropShared, readShared } from "@tresen/ui/share/taken";
import { mount, unmount } from "svelte";
import Asked from "./Asked.svelte";
import { seen } from "./now.ts";

/** Shows what another app handed over, one share after the other; `take` gets what the person takes over. */
export default async function given(
  cacheName: string,
  take: (words: string, files: readonly File[]) => void,
): Promise<void> {
  await seen;
  const shared = await readShared(cacheName);
  if (shared === null) return;
  const app = mount(Asked, { target: document.body, props: { shared, onend } });

  async function onend(how: "take" | "drop" | "all" | "later"): Promise<void> {
    await unmount(app);
    if (shared === null || how === "later") return;
    if (how === "take") take(shared.words, shared.files);
    await dropShared(cacheName, how === "all" ? undefined : shared.id);
    // What was taken over is on the counter now: the next one waits until the page is opened again.
    if (how === "drop") await given(cacheName, take);
  }
}
