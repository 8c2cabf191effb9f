import type { LiveChat } from "./chat.ts";
import { shownSheet } from "./sheets/sheets.svelte.ts";

/**
 * Titles the page: what stands over it, then the business. What arrives while it is out of sight is counted: "(2) Bäckerei
 * Sonnenschein". Call while a component is set up; `refused` follows the page that explains why it is closed.
 */
export function watchTitle(chat: LiveChat, refused: () => unknown): void {
  let seenTo = -1;
  let hidden = $state.raw(document.hidden);

  $effect(() => {
    const changed = () => {
      hidden = document.hidden;
    };
    document.addEventListener("visibilitychange", changed);
    return () => document.removeEventListener("visibilitychange", changed);
  });

  $effect(() => {
    const theirs = chat.rows.filter((row) => row.type === "message" && !row.ours && row.pos !== null).length;
    if (!hidden || seenTo < 0) seenTo = theirs;
    const over = shownSheet() ? "dialog h2" : refused() ? ":is(main, .text) > :is(h1, h2)" : null;
    const named = [
      over && document.querySelector(over)?.textContent,
      chat.shopfront?.profile.name ?? "Tresen",
    ];
    const title = named.filter(Boolean).join(" – ");
    document.title = theirs > seenTo ? `(${theirs - seenTo}) ${title}` : title;
  });
}
