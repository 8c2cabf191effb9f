import type { LogRow, MessageRow } from "@tresen/core/api";
import type { OtherRow } from "@tresen/ui";

/** Who introduces themselves does it in one of so many messages. */
const FIRST = 5;

/** Where the name of a guest is asked about, as a row of the conversation. */
export interface NameRow extends OtherRow {
  /** What the guest is probably called; null: nobody said it. */
  readonly called: string | null;
}

export const isNameRow = (row: OtherRow): row is NameRow => "called" in row;

/**
 * Puts the question for a guest's name under the message that says one, else under what the guest wrote before the team first answered.
 * `rows` begin with the conversation; only text that can be believed and that nobody asked to erase is read.
 */
export function withName<Row extends LogRow | OtherRow>(
  rows: readonly Row[],
  said: (message: string) => string | null,
): (Row | NameRow)[] {
  const all: readonly (LogRow | OtherRow)[] = rows;
  const first = all.filter(isGuests).slice(0, FIRST);
  const named = first
    .map((row) => ({ row, called: said(row.content.text) }))
    .find(({ called }) => called !== null);
  const after = named?.row ?? opening(rows);
  if (after === undefined) return [...rows];
  const at = rows.findIndex((row) => row.key === after.key) + 1;
  const asked: NameRow = { type: "other", key: "name", atMs: after.atMs, called: named?.called ?? null };
  return [...rows.slice(0, at), asked, ...rows.slice(at)];
}

type Guests = MessageRow & { readonly content: { readonly kind: "text"; readonly text: string } };

function isGuests(row: LogRow | OtherRow): row is Guests {
  return (
    row.type === "message" && !row.ours && row.content.kind === "text" && row.trouble === null && !row.erasing
  );
}

/** The last of the guest's messages before the team's first word. */
function opening(rows: readonly (LogRow | OtherRow)[]): Guests | undefined {
  const answer = rows.findIndex((row) => row.type === "message" && row.ours);
  return rows.slice(0, answer < 0 ? rows.length : answer).findLast(isGuests);
}
