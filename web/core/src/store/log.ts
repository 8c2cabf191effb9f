/**
 * The part of a conversation's log that this device holds: a range of positions without gaps, in which every message is linked to its
 * sender's previous one. All functions run inside one transaction: rows, range and outbox change together or not at all.
 */

import { toBase64url } from "../base/bytes.ts";
import { type ConversationState, emptyConversation } from "../model/conversation.ts";
import { erasedOf, isGoing } from "../model/erased.ts";
import type { Written } from "../model/notes.ts";
import type { OutboxRow } from "../model/outbox.ts";
import { forgedRow, keyIn, type StoredRow, type Trouble } from "../model/row.ts";
import { Kind } from "../wire/frames.ts";
import { readHeader } from "../wire/layouts.ts";
import { rowRange, takeCounter, type Writing } from "./database.ts";
import { contradicts } from "./times.ts";

export async function stateOf(tx: Writing, conversation: string): Promise<ConversationState> {
  return (await tx.objectStore("conversations").get(conversation)) ?? emptyConversation(conversation);
}

/** Do these rows, in ascending order and without gaps, follow directly after what is held? When nothing is held, they begin a range. */
export function fitsAfter(state: ConversationState, rows: readonly StoredRow[]): boolean {
  const first = rows[0]?.pos;
  return first === undefined || state.high === 0 || first <= state.high + 1;
}

/** Writes rows that follow what is held (`fitsAfter`). Rows known already change nothing. `mine` is this device's id. */
export async function writeNewer(
  tx: Writing,
  conversation: string,
  rows: readonly StoredRow[],
  mine: string,
): Promise<Written> {
  let state = await stateOf(tx, conversation);
  const fresh = rows.filter((row) => row.pos > state.high);
  const kept: StoredRow[] = [];
  for (const row of fresh) {
    state = { ...state, low: state.low === 0 ? row.pos : state.low };
    const numbered = await ownNumber(tx, row, mine);
    const linked = await link(tx, await timely(tx, numbered, state.epoch ?? 0), state.low === 1);
    await tx.objectStore("rows").put(linked);
    kept.push(linked);
    state = advance({ ...state, high: row.pos, epoch: later(state.epoch ?? 0, linked) }, linked, mine);
  }
  await tx.objectStore("conversations").put(state);
  return { rows: kept, state, ...(await settle(tx, rows, mine)) };
}

/** Writes an older page that ends right below what is held. Where the ranges meet, the chain must meet too (W5). */
export async function writeOlder(
  tx: Writing,
  conversation: string,
  rows: readonly StoredRow[],
): Promise<Written> {
  const state = await stateOf(tx, conversation);
  const fresh = rows.filter((row) => row.pos < state.low);
  const low = fresh[0]?.pos ?? state.low;
  const kept: StoredRow[] = [];
  let epoch = 0;
  for (const row of fresh) {
    const linked = await link(tx, await timely(tx, row, epoch), low === 1);
    await tx.objectStore("rows").put(linked);
    kept.push(linked);
    epoch = later(epoch, linked);
  }
  kept.push(...(await outdated(tx, conversation, state.low, epoch)));
  for (const row of fresh) kept.push(...(await relink(tx, row, low === 1)));
  if (fresh.length > 0 && state.low > 0) kept.push(...(await retimed(tx, conversation, state.low)));
  const next = { ...state, low };
  await tx.objectStore("conversations").put(next);
  return { rows: kept, state: next, done: [], moved: [] };
}

/** Writes an entry that has no position, such as an assignment. It is placed after what was held when it arrived. */
export async function writeBetween(tx: Writing, row: StoredRow): Promise<Written> {
  const state = await stateOf(tx, row.conversation);
  if (state.high === 0) return { rows: [], state, done: [], moved: [] };
  const { high } = state;
  const there = await tx.objectStore("rows").count(rowRange(row.conversation, high, high));
  const placed = { ...row, pos: high + there / BETWEEN };
  await tx.objectStore("rows").put(placed);
  return { rows: [placed], state, done: [], moved: [] };
}

const BETWEEN = 1_000;

/** The epoch that was current at this row, if the row says so. */
const epochAt = ({ kind, epoch }: StoredRow): number => (isGoing({ kind }) ? 0 : (epoch ?? 0));

const later = (epoch: number, row: StoredRow): number => Math.max(epoch, epochAt(row));

/** May this row stand where that epoch is the current one? Rows that name no epoch may stand anywhere. */
export const isTimely = (row: Pick<StoredRow, "epoch">, epoch: number): boolean =>
  row.epoch == null || row.epoch >= epoch;

/**
 * A message under an epoch that had already ended is not believed, nor is a command whose signer had lost the right to give it: somebody
 * shut out since might have made it (W7, S17). A command that was carried out before may be carried out again once a retention period has
 * ended (L9).
 */
async function timely(tx: Writing, row: StoredRow, epoch: number): Promise<StoredRow> {
  if (row.trouble !== null || isTimely(row, epoch)) return row;
  if (row.kind === Kind.message) return forgedRow(row);
  if (row.kind !== Kind.erased || (await isKnown(tx, row))) return row;
  return { ...row, entry: [], trouble: "unasked" };
}

async function isKnown(tx: Writing, row: StoredRow): Promise<boolean> {
  const before = await tx.objectStore("rows").getAll(rowRange(row.conversation, 0, row.pos - 1));
  return before.some((each) => erasedOf(each)?.hash === erasedOf(row)?.hash);
}

/** Messages right above an older page whose epoch had ended within it. */
async function outdated(
  tx: Writing,
  conversation: string,
  from: number,
  epoch: number,
): Promise<StoredRow[]> {
  const changed: StoredRow[] = [];
  const above = rowRange(conversation, from, Number.MAX_SAFE_INTEGER);
  let cursor = await tx.objectStore("rows").openCursor(above);
  while (cursor !== null && epochAt(cursor.value) < epoch) {
    const told = await timely(tx, cursor.value, epoch);
    if (told !== cursor.value) {
      await cursor.update(told);
      changed.push(told);
    }
    cursor = await cursor.continue();
  }
  return changed;
}

/**
 * This device's own message was erased before its answer arrived. Only the outbox still knows its number, which the next message must
 * follow.
 */
async function ownNumber(tx: Writing, row: StoredRow, mine: string): Promise<StoredRow> {
  if (row.device !== mine || row.counter === null || row.num !== null || row.hash === null) return row;
  const sealed = (await tx.objectStore("outbox").get(row.counter))?.sealed;
  if (sealed == null || sealed.hash !== row.hash) return row;
  const { prev } = readHeader(sealed.header);
  return { ...row, num: sealed.num, prev: prev === null ? null : toBase64url(prev) };
}

function advance(state: ConversationState, row: StoredRow, mine: string): ConversationState {
  if (row.hash === null || row.kind !== Kind.message) return state;
  // What was doubted is not claimed to have been seen: a server that told the truth again would refuse what is said next.
  const sure = row.trouble !== "gap" && row.trouble !== "fork";
  const seen = sure ? { pos: row.pos, hash: row.hash } : state.seen;
  const own = row.device === mine && row.num !== null && row.num > state.sent.num;
  return { ...state, seen, sent: own ? { num: row.num, hash: row.hash } : state.sent };
}

async function settle(
  tx: Writing,
  rows: readonly StoredRow[],
  mine: string,
): Promise<{ done: number[]; moved: OutboxRow[] }> {
  const outbox = tx.objectStore("outbox");
  const done: number[] = [];
  const moved: OutboxRow[] = [];
  for (const row of rows) {
    if (row.device !== mine || row.counter === null) continue;
    const waiting = await outbox.get(row.counter);
    await outbox.delete(row.counter);
    done.push(row.counter);
    if (waiting === undefined || isStored(waiting, row)) continue;
    // An older copy of this browser's storage reused counters. What waits is a different message and must not be lost.
    const next = { ...waiting, counter: await takeCounter(tx), sealed: null };
    await outbox.put(next);
    moved.push(next);
  }
  return { done, moved };
}

const isStored = (waiting: OutboxRow, row: StoredRow): boolean =>
  waiting.sealed?.hash === row.hash ||
  row.payload === null ||
  (JSON.stringify(waiting.payload) === JSON.stringify(row.payload) &&
    keyIn(waiting.refers) === (row.refers ?? null));

/** The row, marked with what the chain says about it. `whole`: everything before it is held, so nothing may be missing. */
async function link(tx: Writing, row: StoredRow, whole: boolean): Promise<StoredRow> {
  if (row.trouble !== null || row.num === null || row.device === null) return row;
  const trouble =
    (await chainTrouble(tx, row, whole)) ?? (await sightTrouble(tx, row)) ?? (await timeTrouble(tx, row));
  return trouble === null ? row : { ...row, trouble };
}

async function chainTrouble(tx: Writing, row: StoredRow, whole: boolean): Promise<Trouble | null> {
  const { conversation, device, num, prev } = row;
  if (device === null || num === null) return null;
  const twin = await byNum(tx, conversation, device, num);
  if (twin !== null && twin.pos !== row.pos) return "fork";
  const after = await byNum(tx, conversation, device, num + 1);
  if (after !== null && after.pos < row.pos) return "fork";
  if (num === 1) return prev === null ? null : "fork";
  if (prev === null) return "fork";
  const before = await byHash(tx, conversation, prev);
  if (before !== null) {
    const follows = before.device === device && (before.num === null || before.num === num - 1);
    return follows && before.pos < row.pos ? null : "fork";
  }
  if ((await byNum(tx, conversation, device, num - 1)) !== null) return "fork";
  return whole ? "gap" : null;
}

/** What the sender claims to have seen must match what is held at that position. */
async function sightTrouble(tx: Writing, row: StoredRow): Promise<Trouble | null> {
  if (row.saw === null || row.saw.pos === 0) return null;
  if (row.saw.pos >= row.pos) return "fork";
  const seen = await tx.objectStore("rows").get([row.conversation, row.saw.pos]);
  if (seen === undefined || seen.hash === row.saw.hash) return null;
  // A message that is not believed has no hash here, so its position cannot be compared.
  return seen.kind === Kind.message && seen.hash === null ? null : "fork";
}

/** Its stored time must follow that of the message before it, and fit the time that its sender signed (D10). */
async function timeTrouble(tx: Writing, row: StoredRow): Promise<Trouble | null> {
  const before: number[] = [];
  const from = rowRange(row.conversation, Math.max(0, row.pos - LOOKED_BACK), row.pos - 1);
  for (const each of (await tx.objectStore("rows").getAll(from)).reverse()) {
    if (Number.isInteger(each.pos)) before.push(each.atMs);
    if (each.kind === Kind.message) break;
  }
  return contradicts(before, row.atMs, row.writtenMs ?? null) ? "time" : null;
}

/** So many events before a message are compared with its time: between two messages there are few. */
const LOOKED_BACK = 16;

/** The message right above an older page, whose time could not be compared before. */
async function retimed(tx: Writing, conversation: string, from: number): Promise<StoredRow[]> {
  const above = await tx.objectStore("rows").getAll(rowRange(conversation, from, from + LOOKED_BACK));
  const row = above.find(({ kind }) => kind === Kind.message);
  if (row === undefined || row.trouble !== null || row.num === null) return [];
  const trouble = await timeTrouble(tx, row);
  if (trouble === null) return [];
  await tx.objectStore("rows").put({ ...row, trouble });
  return [{ ...row, trouble }];
}

/** After an older row arrived: does the newer row that names it as its predecessor still verify? */
async function relink(tx: Writing, older: StoredRow, whole: boolean): Promise<StoredRow[]> {
  if (older.device === null || older.num === null) return [];
  const after = await byNum(tx, older.conversation, older.device, older.num + 1);
  if (after === null || after.trouble !== null) return [];
  const linked = await link(tx, after, whole);
  if (linked.trouble === null) return [];
  await tx.objectStore("rows").put(linked);
  return [linked];
}

async function byNum(
  tx: Writing,
  conversation: string,
  device: string,
  num: number,
): Promise<StoredRow | null> {
  return (await tx.objectStore("rows").index("num").get([conversation, device, num])) ?? null;
}

async function byHash(tx: Writing, conversation: string, hash: string): Promise<StoredRow | null> {
  return (await tx.objectStore("rows").index("hash").get([conversation, hash])) ?? null;
}
