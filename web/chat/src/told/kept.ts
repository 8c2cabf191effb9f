import type { LogRow } from "@tresen/core/api";

/**
 * Whether a device joined by the return link: since that was last replaced, by nothing else could it have come. To be asked again whenever link
 * or rows change: this device knows its new link before it reads the row that says so, and what is there by then was about the old one.
 */
export function watchLink(link: string | null): (now: string | null, rows: readonly LogRow[]) => boolean {
  let old = 0;
  return (now, rows) => {
    const all = rows.flatMap((row) => (row.type === "note" && row.name === "devices" && row.change) || []);
    if (now !== link) old = all.length;
    link = now;
    const changes = all.slice(old);
    return changes.slice(changes.findLastIndex((change) => change.link) + 1).some(({ joined }) => joined);
  };
}
