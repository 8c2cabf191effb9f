import type { MessageRow, Row } from "../rows.ts";

/**
 * Which messages the line "3 neue Nachrichten" stands before. They are those that came while nobody was here: before the conversation was
 * opened, or while the window was in the background. The line stays where it is until the conversation is left, whatever is read or
 * written meanwhile (an answer of one's own too: it would move the text just when its message appears). It moves only when something new
 * comes while nobody is here, after all that it stood before was seen. Pure.
 */
export interface Unread {
  /** The line stands before the other side's messages after this position … */
  readonly after: number;
  /** … and counts them up to this one. */
  readonly upTo: number;
  /** Everything up to here was seen. */
  readonly seen: number;
  /** Everything up to here was looked at. */
  readonly known: number;
  /** Nothing is new: somebody marked the conversation, and means what was not answered. */
  readonly marked: boolean;
}

export interface Opening {
  /** How far one had read; null: this device knew nothing of the conversation. */
  readonly readTo: number | null;
  /** The newest position known when it was opened. */
  readonly heldTo: number;
  /** When it was opened, by the server's clock, as far as that is known. */
  readonly openedMs: () => number;
  /** Somebody marked it as unread. */
  readonly marked?: boolean;
  /** When the conversation began, as far as that is known. */
  readonly sinceMs?: number;
}

/** Of a log without a line: all that it shows counts as read. */
export const NO_OPENING: Opening = { readTo: Number.POSITIVE_INFINITY, heldTo: 0, openedMs: () => 0 };

/** What the line says and where it stands: before the row with that key. */
export interface Line {
  readonly key: string;
  readonly count: number;
  readonly marked: boolean;
}

type Theirs = MessageRow & { readonly pos: number };

const isTheirs = (row: Row): row is Theirs => row.type === "message" && !row.ours && row.pos !== null;

/** The highest position among the messages. */
export const lastOf = (rows: readonly Row[]): number =>
  rows.reduce((last, row) => (row.type === "message" ? Math.max(last, row.pos ?? 0) : last), 0);

/** The other side's messages after a position. */
export const countAfter = (rows: readonly Row[], pos: number): number =>
  rows.filter((row) => isTheirs(row) && row.pos > pos).length;

export const begun = ({ readTo }: Opening): Unread => {
  const pos = readTo ?? 0;
  return { after: pos, upTo: 0, seen: pos, known: pos, marked: false };
};

/** The rows as they are now. `away`: the window is in the background. */
export function arrived(before: Unread, rows: readonly Row[], away: boolean, opening: Opening): Unread {
  let now = before;
  for (const row of rows.filter(isTheirs)) {
    if (row.pos <= now.known) continue;
    const earlier = row.pos <= opening.heldTo || row.atMs <= opening.openedMs();
    now = { ...now, known: row.pos };
    // A device that joins a conversation finds what others of the same person have read.
    if (earlier && opening.readTo === null) now = { ...now, after: row.pos, seen: row.pos };
    else if (earlier)
      now = { ...now, after: now.marked ? (opening.readTo ?? 0) : now.after, upTo: row.pos, marked: false };
    else if (away) now = extended(now, row.pos);
  }
  return now;
}

const extended = (now: Unread, pos: number): Unread =>
  now.upTo > now.seen ? { ...now, upTo: pos } : { ...now, after: now.seen, upTo: pos, marked: false };

/** Somebody is here, with the newest row in sight. */
export const seenAll = (now: Unread, rows: readonly Row[]): Unread => ({
  ...now,
  seen: Math.max(now.seen, lastOf(rows)),
});

/** Of a conversation that is marked, and in which nothing is new: the line stands before what was not answered. */
export function asMarked(now: Unread, rows: readonly Row[]): Unread {
  const answered = rows.findLast((row) => row.type === "message" && row.ours);
  const after = answered?.type === "message" ? (answered.pos ?? lastOf(rows)) : 0;
  const last = lastOf(rows);
  return now.upTo > 0 ? now : { ...now, after, upTo: last, seen: last, marked: true };
}

export function lineIn(rows: readonly Row[], { after, upTo, marked }: Unread): Line | null {
  const all = rows.filter((row) => isTheirs(row) && row.pos > after && row.pos <= upTo);
  const [first] = all;
  return first === undefined ? null : { key: first.key, count: all.length, marked };
}

/** Does the line stand before something that is not loaded yet? */
export function reachesBack(rows: readonly Row[], { after, upTo, marked }: Unread): boolean {
  const first = rows.find((row): row is Theirs => row.type === "message" && row.pos !== null);
  return !marked && upTo > after && first !== undefined && first.pos > after + 1;
}
