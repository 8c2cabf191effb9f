import type { LiveChat } from "../chat.ts";
import { heardUntil } from "./arrivals.ts";
import { chosen } from "./chosen.svelte.ts";

/** Sounds for what arrives while the page is not in front, unless the customer wants none. Call while a component is set up. */
export function soundFor(chat: LiveChat): void {
  let heard: number | null = null;
  $effect(() => {
    const until = heardUntil(chat.rows);
    const news = heard !== null && until > heard;
    // What is read from this device at the start is no news, and neither is an older page.
    if (chat.rows.length > 0) heard = Math.max(heard ?? 0, until);
    const inFront = document.visibilityState === "visible" && document.hasFocus();
    // In a frame that nobody sees, the website around it makes the sound.
    const mine = !news || !chosen().sound || dispatchEvent(new Event("tresen-sound", { cancelable: true }));
    if (news && chosen().sound && mine && !inFront)
      void import("@tresen/ui/chime").then(
        ({ chime }) => chime("chat"),
        () => {},
      );
  });
}
