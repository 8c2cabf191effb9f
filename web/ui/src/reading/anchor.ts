import { firstBelow } from "./where.ts";

/** The first row that ends below the upper edge of the log, or so many pixels below it. */
export function firstInSight(scroller: HTMLElement, below = 0): HTMLElement | null {
  const edge = scroller.getBoundingClientRect().top + below;
  const all = scroller.querySelectorAll<HTMLElement>("[data-key]");
  return all[firstBelow(all.length, (at) => all[at]?.getBoundingClientRect().bottom ?? 0, edge)] ?? null;
}

/** Remembers the row in sight; the answer brings it back to where it was, whatever came or went. */
export function anchor(scroller: HTMLElement): () => void {
  const row = firstInSight(scroller);
  const top = row?.getBoundingClientRect().top ?? 0;
  return () => {
    const moved = row?.isConnected ? row.getBoundingClientRect().top - top : 0;
    if (Math.abs(moved) > 0.5) scroller.scrollTop += moved;
  };
}
