import type { LogRow } from "@tresen/core/api";

/** Counts what arrives while the page is out of sight into its title: "(2) Bäckerei Sonnenschein". Call while a component is set up. */
export function watchTitle(name: () => string, rows: () => readonly LogRow[]): void {
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
    const theirs = rows().filter((row) => row.type === "message" && !row.ours && row.pos !== null);
    if (!hidden || seenTo < 0) seenTo = theirs.length;
    const fresh = theirs.length - seenTo;
    if (name()) document.title = fresh > 0 ? `(${fresh}) ${name()}` : name();
  });
}
