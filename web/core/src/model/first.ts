/** Which message may carry an invitation (S21). Pure. */

import type { StoredRow } from "./row.ts";

/** The place of a conversation's first message: after the records of its customer's devices and of its first epoch. */
export const FIRST = 3;

/** Only the message with which the customer began may: a text, at its place, by whom it says. */
export const isFirst = ({ pos, num, party, payload, trouble }: StoredRow): boolean =>
  pos === FIRST && num === 1 && party === "customer" && payload?.kind === "text" && trouble === null;
