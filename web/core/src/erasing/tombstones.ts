/**
 * Tombstones: only a verified command may leave one. A tombstone without such a command means that the server took something away, and that
 * is shown (L7).
 */

import { equal, fromBase64url, toBase64url } from "../base/bytes.ts";
import { Refused, ServerRefusal } from "../base/errors.ts";
import { count, id } from "../base/shape.ts";
import { type Erased, erasedOf, isGoing } from "../model/erased.ts";
import { isIn } from "../model/over.ts";
import type { StoredRow } from "../model/row.ts";
import { backRoomId } from "../seal/suite.ts";
import type { Inquiry } from "../sync/eraser.ts";
import { readEvents } from "../wire/answers.ts";
import { type Event, Kind } from "../wire/frames.ts";
import { readErased } from "./verify.ts";

/** Fetched for the first conversation whose time is over. */
const fetchExpired = () => import("./expired.ts");

/** The rows of these events, with commands verified and each tombstone checked against the command that it names. Throws `Unreachable`. */
export async function readErasing(
  inquiry: Inquiry,
  events: readonly Event[],
  rows: readonly StoredRow[],
): Promise<StoredRow[]> {
  const { conversation } = inquiry;
  const read = await Promise.all(
    rows.map(async (row, at) => {
      const event = events[at];
      if (event?.kind === Kind.expired) return (await fetchExpired()).readExpired(inquiry, event, rows);
      return event?.kind === Kind.erased
        ? readErased(conversation, event, await inquiry.witness(conversation))
        : row;
    }),
  );
  const checked: StoredRow[] = [];
  for (const [at, row] of read.entries()) {
    const event = events[at];
    const isLeft = event !== undefined && row.kind === Kind.message && row.entry !== null;
    checked.push(isLeft ? await tombstoneOf(inquiry, event, row, read) : row);
  }
  return checked;
}

/**
 * The row with an `entry` that names the command's conversation and says whether the command erased all of it. Without a command that
 * accounts for the tombstone, the row is an alarm.
 */
async function tombstoneOf(
  inquiry: Inquiry,
  event: Event,
  row: StoredRow,
  rows: readonly StoredRow[],
): Promise<StoredRow> {
  const room = toBase64url(await backRoomId(inquiry.chain().business));
  // The next version of a document supersedes the one before. In a customer's conversation nothing is superseded (L8).
  if (row.entry?.[0] === "superseded" && inquiry.conversation === room) return row;
  const where = row.entry?.[0] === "erased" || row.entry?.[0] === "expired" ? namedBy(event) : null;
  const named = where === null ? null : await commandAt(inquiry, where, rows);
  const unproven = named?.trouble === "unproven";
  const erased = named === null ? null : unproven ? (named.entry?.[0] as Erased) : erasedOf(named);
  const here = where?.conversation === inquiry.conversation;
  // A back-room message's header said what it was about, and the header is gone. A client that holds only the tombstone must accept it once
  // the command verifies.
  if (where === null || erased === null || !(here ? covers(erased, row) : inquiry.conversation === room))
    return { ...row, trouble: "unasked" };
  // What this device never held is not believed away. The back room's is gone with the conversation, whoever held that.
  if (unproven && here) return { ...row, trouble: "unproven" };
  return { ...row, entry: ["erased", where.conversation, erased.targets === null] };
}

async function commandAt(
  inquiry: Inquiry,
  where: Place,
  rows: readonly StoredRow[],
): Promise<StoredRow | null> {
  const here = where.conversation === inquiry.conversation;
  const known = here ? rows.find(({ pos }) => pos === where.pos) : undefined;
  return known ?? (await commandRow(inquiry, where));
}

/**
 * A client that held the message checks what it referred to when the command arrives. A client that sees only the tombstone cannot know
 * that. It accepts the tombstone if the event covers this position, unless the command names another message there, or none before it.
 */
function covers(erased: Erased, row: StoredRow): boolean {
  if (!isIn(erased, row.pos)) return false;
  const named = erased.targets?.find(([pos]) => pos === row.pos);
  if (named !== undefined) return named[1] === row.hash;
  return erased.targets?.some(([pos]) => pos < row.pos) ?? true;
}

interface Place {
  readonly conversation: string;
  readonly pos: number;
}

function namedBy({ body }: Event): Place | null {
  try {
    const fields = Array.isArray(body) ? body : [];
    return { conversation: toBase64url(id(fields[6])), pos: count(fields[7]) };
  } catch (error) {
    if (error instanceof Refused) return null;
    throw error;
  }
}

async function commandRow(inquiry: Inquiry, { conversation, pos }: Place): Promise<StoredRow | null> {
  const kept = await inquiry.store.get("rows", [conversation, pos]);
  if (kept !== undefined && isGoing(kept)) return kept;
  try {
    const answer = await inquiry.http.get(`/conversations/${conversation}/events?after=${pos - 1}&limit=1`);
    const [event] = readEvents(answer);
    if (event === undefined || !isGoing(event) || event.pos !== pos) return null;
    if (!equal(event.conversation, fromBase64url(conversation))) return null;
    if (event.kind === Kind.expired)
      return await (await fetchExpired()).readExpired({ ...inquiry, conversation }, event, []);
    return await readErased(conversation, event, await inquiry.witness(conversation));
  } catch (error) {
    if (error instanceof Refused || (error instanceof ServerRefusal && !error.retryable)) return null;
    throw error;
  }
}
