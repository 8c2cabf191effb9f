/** What a customer has handed over, for a row of the list: in the newest messages, whether this device holds them or not (S9). */

import { ServerRefusal, Unreachable } from "../../base/errors.ts";
import { cardsIn, heldIn } from "../../contact/held.ts";
import type { Details } from "../../model/details.ts";
import type { ListEntry } from "../../model/listentry.ts";
import { rowRange, type Store } from "../../store/database.ts";
import { epochNamed, readMessage } from "../../trust/verdict.ts";
import { readEvents } from "../../wire/answers.ts";
import { Kind } from "../../wire/frames.ts";
import type { OpeningNeeds } from "./opened.ts";

/** A contact card is looked for in so many of a conversation's newest messages. */
const HANDED = 500;
const PAGE = 100;

/** `handedHead` is the newest position when all of that was looked through; left out: not all could be. */
export type Handed = Pick<ListEntry, "handed" | "handedHead">;

/** In the newest messages held here. */
export async function handedIn(store: Store, id: string): Promise<Details | null> {
  const high = (await store.get("conversations", id))?.high ?? 0;
  return heldIn(await store.getAll("rows", rowRange(id, high - HANDED, high)));
}

/** Where the card gives a name nothing is asked of the server: that name is shown whatever was handed over. */
export async function handedOf(
  needs: OpeningNeeds & { readonly store: Store },
  entry: ListEntry,
): Promise<Handed> {
  const held = await handedIn(needs.store, entry.id);
  if (held !== null || entry.name !== null) return { handed: held, handedHead: entry.head };
  try {
    return { handed: await handedThere(needs, entry), handedHead: entry.head };
  } catch (error) {
    if (error instanceof Unreachable || (error instanceof ServerRefusal && error.retryable))
      return { handed: held };
    if (error instanceof ServerRefusal) return { handed: held, handedHead: entry.head };
    throw error;
  }
}

/** In the newest messages of the server. Throws `ServerRefusal` or `Unreachable`. */
async function handedThere(
  { http, chain, epochs }: OpeningNeeds,
  { id, head }: ListEntry,
): Promise<Details | null> {
  const least = Math.max(1, head - HANDED);
  for (let before = head + 1; before > least; ) {
    const all = readEvents(await http.get(`/conversations/${id}/events?before=${before}&limit=${PAGE}`));
    const events = all.filter(({ kind }) => kind === Kind.message);
    if (events.length > 0) {
      const known = await epochs(id, Math.max(...events.map(epochNamed)));
      const rows = await Promise.all(events.map((event) => readMessage(id, event, chain(), known)));
      if (cardsIn(rows).length > 0) return heldIn(rows);
    }
    before = Math.min(before - 1, ...all.map(({ pos }) => pos ?? before));
  }
  return null;
}
