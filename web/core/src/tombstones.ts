/** Tombstones: nobody but a verified command may leave one. Without it a server has taken something away, and that is shown (L7). */

import { equal, fromBase64url, toBase64url } from "./bytes.ts";
import { type Erased, readErased, type Witness } from "./erased.ts";
import { Refused, ServerRefusal } from "./errors.ts";
import { isIn } from "./forgetting.ts";
import { b64, type Http } from "./http.ts";
import { erasedOf } from "./rows.ts";
import { count, id, list } from "./shape.ts";
import type { Store, StoredRow } from "./store.ts";
import { type Event, Kind, readEventBytes } from "./wire.ts";

export interface Inquiry {
  readonly store: Store;
  readonly http: Http;
  readonly conversation: string;
  witness(conversation: string): Promise<Witness>;
}

/** Rows of these events with what erasing says: commands verified, tombstones checked against the command they name. Throws `Unreachable`. */
export async function readErasing(
  inquiry: Inquiry,
  events: readonly Event[],
  rows: readonly StoredRow[],
): Promise<StoredRow[]> {
  const { conversation } = inquiry;
  const read = await Promise.all(
    rows.map(async (row, at) => {
      const event = events[at];
      return event === undefined || row.kind !== Kind.erased
        ? row
        : readErased(conversation, event, await inquiry.witness(conversation));
    }),
  );
  const checked: StoredRow[] = [];
  for (const [at, row] of read.entries()) {
    const event = events[at];
    const isOpen = event !== undefined && row.kind === Kind.message && row.entry?.[0] === "erased";
    checked.push(
      isOpen && !(await isOrdered(inquiry, event, row, read)) ? { ...row, trouble: "unasked" } : row,
    );
  }
  return checked;
}

async function isOrdered(
  inquiry: Inquiry,
  event: Event,
  row: StoredRow,
  rows: readonly StoredRow[],
): Promise<boolean> {
  const where = namedBy(event);
  if (where === null) return false;
  const here = where.conversation === inquiry.conversation;
  const known = here ? rows.find(({ pos }) => pos === where.pos) : undefined;
  const named = known ?? (await commandRow(inquiry, where));
  const erased = named === null ? null : erasedOf(named);
  if (erased === null) return false;
  // What a back-room message was about went with its header: that the command verifies has to do.
  return here ? covers(erased, row) : true;
}

/**
 * Who held the message checks what it referred to when the command arrives. Who sees only the tombstone cannot know; that the event
 * names its place has to do then, unless the command means another message there.
 */
function covers(erased: Erased, row: StoredRow): boolean {
  if (!isIn(erased, row.pos)) return false;
  const named = erased.targets?.find(([pos]) => pos === row.pos);
  return named === undefined || named[1] === row.hash;
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
  if (kept?.kind === Kind.erased) return kept;
  try {
    const answer = await inquiry.http.get(`/conversations/${conversation}/events?after=${pos - 1}&limit=1`);
    const [event] = list((each) => readEventBytes(b64(each)))(answer.events);
    if (event?.kind !== Kind.erased || event.pos !== pos) return null;
    if (!equal(event.conversation, fromBase64url(conversation))) return null;
    return await readErased(conversation, event, await inquiry.witness(conversation));
  } catch (error) {
    if (error instanceof Refused || (error instanceof ServerRefusal && !error.retryable)) return null;
    throw error;
  }
}
