import type { LogRow, TeamNote } from "@tresen/core/api";
import type { OtherRow } from "@tresen/ui";

/** A note as a row of the conversation, which only the team's log has. */
export interface SlipRow extends OtherRow {
  readonly note: TeamNote;
}

/** Each note before the first row that is newer, among rows in the order of the log: where it stood when it was written. */
export function withNotes(rows: readonly LogRow[], notes: readonly TeamNote[]): (LogRow | SlipRow)[] {
  const due = [...notes];
  const before = (ms: number): SlipRow[] => {
    const later = due.findIndex(({ atMs }) => atMs > ms);
    return due.splice(0, later < 0 ? due.length : later).map(slip);
  };
  return [...rows.flatMap((row) => [...before(row.atMs), row]), ...before(Number.POSITIVE_INFINITY)];
}

const slip = (note: TeamNote): SlipRow => ({
  type: "other",
  key: `note.${note.key}`,
  atMs: note.atMs,
  note,
});
