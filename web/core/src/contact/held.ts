/** What the business holds of a customer: the newest contact card in the log, unless it takes everything back (S9). Pure. */

import { type Contact, saysNothing } from "../content/contact.ts";
import { contentOf } from "../content/index.ts";
import type { Details } from "../model/details.ts";
import { messageKey, type StoredRow } from "../model/row.ts";
import { Kind } from "../wire/frames.ts";

/** A contact card in the log, by its message's key. */
export interface HandedCard {
  readonly key: string;
  readonly pos: number;
  readonly card: Contact;
}

/** The customer's cards, the oldest first. What the team wrote, or what is not believed, is none. */
export function cardsIn(rows: readonly StoredRow[]): HandedCard[] {
  const cards = rows.flatMap((row): HandedCard[] => {
    if (row.party !== "customer" || (row.trouble !== null && row.trouble !== "gap")) return [];
    const card = contentOf(row.payload);
    if (card.kind !== "contact" || row.device === null || row.counter === null) return [];
    return [{ key: messageKey(row.device, row.counter), pos: row.pos, card }];
  });
  return cards.sort((one, other) => one.pos - other.pos);
}

export function heldIn(rows: readonly StoredRow[]): Details | null {
  const card = cardsIn(rows).at(-1)?.card;
  return card === undefined || saysNothing(card) ? null : card;
}

/** The team takes nothing from this customer: the newest word about it says so (L12). */
export const isBlockedIn = (rows: readonly StoredRow[]): boolean =>
  rows
    .filter(({ kind }) => kind === Kind.blocked)
    .sort((one, other) => one.pos - other.pos)
    .at(-1)?.entry?.[0] === true;
