/** The newest step of both sides' marks, from a row of the list. Apart from the other answers, because few people ask. */

import { list, map } from "../base/shape.ts";
import type { Answer } from "./answers.ts";
import { Party, readMarkRowBytes } from "./frames.ts";
import { b64 } from "./http.ts";

/** Up to where a side has received and read, and since when; 0: not yet. */
export interface Receipt {
  readonly delivered: number;
  readonly read: number;
  readonly deliveredMs: number;
  readonly readMs: number;
}

export interface Receipts {
  readonly customer: Receipt;
  readonly team: Receipt;
}

const NOTHING: Receipt = { delivered: 0, read: 0, deliveredMs: 0, readMs: 0 };

/** `GET /conversations/{id}`. */
export function readReceipts(row: Answer): Receipts {
  const marks = list((each) => readMarkRowBytes(b64(each)))(map(row).marks);
  const of = (party: number) => marks.find((each) => each.party === party) ?? NOTHING;
  return { customer: of(Party.customer), team: of(Party.team) };
}
