import type { LogRow } from "@tresen/core/api";

/** Whether a device joined since the return link was last replaced: by nothing else could it have come. */
export function linkWasUsed(rows: readonly LogRow[]): boolean {
  const changes = rows.flatMap((row) =>
    row.type === "note" && row.name === "devices" && row.change ? [row.change] : [],
  );
  const renewed = changes.findLastIndex(({ link }) => link);
  return changes.slice(renewed + 1).some(({ joined }) => joined > 0);
}
