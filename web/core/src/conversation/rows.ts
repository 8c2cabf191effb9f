/** What a conversation shows: stored events, messages that wait, and marks become rows with states. Pure. */

import { type Content, contentOf, isLater } from "../content/index.ts";
import { isAct, type RowActs } from "../model/acts.ts";
import type { DeviceChange, TeamChange } from "../model/devices.ts";
import { erasedOf, isOver } from "../model/erased.ts";
import { type Marks, type SendState, stateAt } from "../model/marks.ts";
import { CARRIED, type OutboxRow } from "../model/outbox.ts";
import type { Retained } from "../model/retained.ts";
import { CUT, messageKey, type StoredRow, type Trouble } from "../model/row.ts";
import { Kind } from "../wire/frames.ts";
import { oneSlip } from "./slips.ts";

export interface MessageRow {
  readonly type: "message";
  /** Stable across sending and storing: device and counter. */
  readonly key: string;
  /** null while the message waits. */
  readonly pos: number | null;
  readonly atMs: number;
  /** When it was written, if that was more than a minute before it was stored; the sender's clock says so. */
  readonly writtenMs?: number;
  /** One's own side: the customer on the customer page, the team in the inbox. */
  readonly ours: boolean;
  /** The staff member's name, to show above a run of messages; null for the customer or when it is unknown. */
  readonly by: string | null;
  readonly person: number | null;
  readonly content: Content;
  readonly state: SendState | null;
  readonly trouble: Trouble | null;
  /** Somebody asked to erase it, and that is not done yet. */
  readonly erasing: boolean;
  /** Until when commercial law obliges the business to retain it (L9); null: an ordinary message, or not known here. */
  readonly kept: Retained | null;
  /** As it came: the way that its writer came by (S9). */
  readonly way?: unknown;
  /** What its writer was by the records, unread: a program of the team (S23); nil: a person. */
  readonly program?: unknown;
  /** The invitation that the conversation began with, as the message carries it: not verified yet (S21). */
  readonly invitation?: unknown;
  /** Quote, reactions, edits and what else was done to it; left out: none of that, or it is not fetched yet. */
  readonly acts?: RowActs;
}

/** An automatic answer or an entry such as "abgeschlossen". `name` is "greeting", "away", "closed", "reopened", "assigned", "blocked", "unblocked", "tombstone", "cut", "unasked" (the server took something away that nobody ordered), "unproven" (it says that the time was over of what this device never held), "erased" (the whole conversation was; `text` says by whom: "customer", "team" or "time"), "devices" and "team" (`change`: which of the customer's or the team's devices joined or left). */
export interface NoteRow {
  readonly type: "note";
  readonly key: string;
  readonly pos: number | null;
  readonly atMs: number;
  readonly name: string;
  readonly text: string | null;
  readonly person: number | null;
  readonly change?: DeviceChange;
  /** Of a call: the event's body (C10). */
  readonly call?: readonly unknown[];
}

export type LogRow = MessageRow | NoteRow;

export interface RowsInput {
  /** In any order. Keyed by position, so none appears twice. */
  readonly rows: ReadonlyMap<number, StoredRow>;
  readonly outbox: readonly OutboxRow[];
  /** How far the other side has received and read. */
  readonly theirs: Marks;
  readonly side: "customer" | "team";
  /** This device's id and person. */
  readonly mine: string;
  readonly person: number | null;
  /** Is this message, by its key, asked to be erased? */
  erasing(key: string): boolean;
  /** What must be retained, as far as it is known. */
  readonly kept: readonly Retained[];
  nameOf(person: number): string | null;
  /** What changed among the team's devices, by rev. */
  readonly changes: readonly TeamChange[];
  /** The words of an automatic answer (S14). */
  autoText(entry: readonly unknown[]): string | null | undefined;
  /** Where `rows` begins; 1 or less: with the conversation. */
  readonly from: number;
  /** Messages that this person starred, by their keys; on this device alone. */
  readonly stars: ReadonlySet<string>;
}

/** Stored rows by position, then what waits in the order it was written. */
export function logRows(input: RowsInput): LogRow[] {
  const stored = [...input.rows.values()].sort((a, b) => a.pos - b.pos);
  const keys = new Set(stored.map((row) => keyOf(row)));
  // Of an erased conversation only retained messages are shown, not the traces of the others.
  const over = stored.some(isOver);
  const each = stored
    .filter((row) => !over || isOver(row) || row.payload !== null)
    .filter((row) => !isAct(row))
    .flatMap((row) => rowOf(row, input))
    .map(keyedOnce());
  const shown = oneSlip(each);
  const told = over ? shown : withTeam(shown, stored[0]?.atMs ?? null, input.changes);
  const waiting = [...input.outbox]
    .filter((row) => row.spoken && !keys.has(messageKey(input.mine, row.counter)))
    .sort((a, b) => a.counter - b.counter);
  return [...told, ...waiting.map((row) => waitingRow(row, input))];
}

/** Does it take the part of the program that folds acts, and knows all kinds? What is left of a message may be that of an act. */
export const hasActs = ({ payload, refers, entry }: Shown): boolean =>
  refers != null ||
  isLater(payload) ||
  payload?.quote != null ||
  payload?.forwarded != null ||
  entry?.[0] === "erased";

/** What a stored row and one that waits have alike. */
interface Shown {
  readonly payload: StoredRow["payload"];
  readonly refers?: unknown;
  readonly entry?: StoredRow["entry"];
}

/** With what changed among the team's devices since `sinceMs`, each before the first row that is not older. */
export function withTeam<Row extends { readonly atMs: number }>(
  rows: readonly Row[],
  sinceMs: number | null,
  changes: readonly TeamChange[],
): (Row | NoteRow)[] {
  const due = changes.filter(({ atMs }) => sinceMs !== null && atMs > sinceMs);
  const before = (ms: number) => {
    const later = due.findIndex(({ atMs }) => atMs > ms);
    return due.splice(0, later < 0 ? due.length : later).map(teamNote);
  };
  return [...rows.flatMap((row) => [...before(row.atMs), row]), ...before(Number.POSITIVE_INFINITY)];
}

const teamNote = (change: TeamChange): NoteRow => ({
  type: "note",
  key: `team.${change.rev}`,
  pos: null,
  atMs: change.atMs,
  name: "team",
  text: null,
  person: null,
  change,
});

const placeKey = (pos: number): string => `pos.${pos}`;

/** A row that is not believed may not claim a message's key. */
const keyOf = ({ device, counter, pos, trouble }: StoredRow): string =>
  device === null || counter === null || (trouble !== null && trouble !== "gap")
    ? placeKey(pos)
    : messageKey(device, counter);

/** A message that the server delivers twice becomes two rows. */
function keyedOnce(): (row: LogRow) => LogRow {
  const used = new Set<string>();
  return (row) => {
    const once = used.has(row.key) ? { ...row, key: placeKey(row.pos ?? 0) } : row;
    used.add(once.key);
    return once;
  };
}

function rowOf(row: StoredRow, input: RowsInput): LogRow[] {
  switch (row.kind) {
    case Kind.message:
      return row.entry === null ? [messageRow(row, input)] : tombstone(row);
    case Kind.auto:
      return autoRow(row, input);
    case Kind.record:
      return row.trouble === null ? devicesNote(row) : [messageRow(row, input)];
    case CUT:
      return [note(row, "cut", null)];
    case Kind.closed:
      return [note(row, "closed", null, personOf(row))];
    case Kind.assigned:
      return [note(row, "assigned", null, personOf(row))];
    case Kind.reopened:
      return [note(row, "reopened", null, personOf(row))];
    case Kind.call:
      // Of an erased conversation only its id is left.
      return row.entry?.[6] && row.entry[1] !== null ? [{ ...note(row, "call", null), call: row.entry }] : [];
    case Kind.blocked:
      return [note(row, row.entry?.[0] === true ? "blocked" : "unblocked", null)];
    case Kind.erased:
    case Kind.expired:
      if (row.trouble !== null) return [note(row, row.trouble, null)];
      return isOver(row) ? [note(row, "erased", erasedOf(row)?.by ?? null), ...unprovenOf(row)] : [];
    default:
      return [];
  }
}

/** A text that the signed profile does not hold cannot be displayed (S14); one that is still fetched is not there yet. */
function autoRow(row: StoredRow, input: RowsInput): LogRow[] {
  const text = input.autoText(row.entry ?? []);
  if (text === undefined) return [];
  return text === null
    ? [{ ...messageRow(row, input), ours: input.side === "team" }]
    : [note(row, autoName(row), text)];
}

/** Some of what went this device never held. */
const unprovenOf = (row: StoredRow): NoteRow[] =>
  erasedOf(row)?.unproven
    ? [{ ...note(row, "unproven", null), key: `${note(row, "", null).key} unproven` }]
    : [];

const tombstone = (row: StoredRow): NoteRow[] =>
  row.entry?.[0] === "superseded" && row.trouble === null
    ? []
    : [note(row, row.trouble ?? "tombstone", null)];

const note = (row: StoredRow, name: string, text: string | null, person: number | null = null): NoteRow => ({
  type: "note",
  key: keyOf(row),
  // An entry without a position stands between two that have one.
  pos: Number.isInteger(row.pos) ? row.pos : null,
  atMs: row.atMs,
  name,
  text,
  person,
});

/** What a customer-devices record changed, as it was found when it was verified. */
function devicesNote(row: StoredRow): NoteRow[] {
  const [change] = row.entry ?? [];
  return change ? [{ ...note(row, "devices", null), change: change as DeviceChange }] : [];
}

/** `greeting`, or `away` for each of its texts. */
const autoName = (row: StoredRow): string => (word(row.entry?.[0]) ?? "auto").split(".")[0] ?? "auto";

const personOf = (row: StoredRow): number | null => {
  const person = row.entry?.[0];
  return typeof person === "number" ? person : null;
};

const word = (value: unknown): string | null => (typeof value === "string" ? value : null);

const writtenBefore = ({ writtenMs, atMs }: StoredRow): { writtenMs?: number } =>
  writtenMs && atMs - writtenMs > 60_000 ? { writtenMs } : {};

function messageRow(row: StoredRow, input: RowsInput): MessageRow {
  const ours = row.party === input.side;
  const content = contentOf(row.payload);
  const by = row.party !== "team" ? null : nameOf(row.person, row.payload, input);
  return {
    type: "message",
    key: keyOf(row),
    pos: row.pos,
    atMs: row.atMs,
    ...writtenBefore(row),
    // Only the first message of a conversation carries one, after the records of its customer's devices and of its first epoch.
    invitation: row.pos === 3 ? row.payload?.invitation : undefined,
    ours,
    by,
    person: row.person,
    program: row.program,
    content,
    state: ours ? stateAt(row.pos, input.theirs) : null,
    // A kind that this client does not know is reported as such, never guessed (S9).
    trouble: row.trouble ?? (content.kind === "unknown" && !isLater(row.payload) ? "unreadable" : null),
    erasing: input.erasing(keyOf(row)),
    kept: input.kept.find(({ pos }) => pos === row.pos) ?? null,
    way: row.payload?.way,
  };
}

const nameOf = (person: number | null, payload: StoredRow["payload"], input: RowsInput): string | null =>
  (person === null ? null : input.nameOf(person)) ?? word(payload?.by);

const waitingRow = (row: OutboxRow, input: RowsInput): MessageRow => ({
  type: "message",
  key: messageKey(input.mine, row.counter),
  pos: null,
  atMs: row.atMs,
  ours: true,
  by: input.person === null ? null : nameOf(input.person, row.payload, input),
  person: input.person,
  content: contentOf(row.payload),
  state: row.failed === null || row.failed === CARRIED ? "sending" : "failed",
  trouble: null,
  erasing: false,
  kept: null,
});
