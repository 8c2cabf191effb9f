/** How an event of the server in memory goes over the wire (W4). */

import { type Bytes, fromBase64url } from "../../src/base/bytes.ts";

export interface LogEvent {
  seq: number;
  rev: number | null;
  conversation: string | null;
  pos: number | null;
  kind: number;
  atMs: number;
  device: string | null;
  counter: number | null;
  body: unknown;
}

const nilOr = (text: string | null): Bytes | null => (text === null ? null : fromBase64url(text));

/** To the team with its `seq`, to a customer without. */
export const wireEvent = (event: LogEvent, staff: boolean): unknown[] => [
  staff ? event.seq : null,
  event.rev,
  nilOr(event.conversation),
  event.pos,
  event.kind,
  event.atMs,
  nilOr(event.device),
  event.counter,
  event.body,
];
