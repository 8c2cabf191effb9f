/** What customers ask for and what keeps a conversation, as the server tells both sides (D6, D8). */

import { count, flag, map, nil, text } from "../base/shape.ts";

/** A request in the register, with the month that the business has to answer it (Art. 12(3)). `kind`, `state`: see wire/generated. */
export interface DataRequest {
  readonly n: number;
  readonly conversation: string;
  readonly kind: string;
  readonly state: string;
  readonly atMs: number;
  readonly dueMs: number;
  readonly changedMs: number | null;
  readonly extended: boolean;
}

/** Why nothing of a conversation goes by itself for now. */
export interface Hold {
  readonly conversation: string;
  readonly reason: string;
  readonly sinceMs: number;
  readonly untilMs: number | null;
}

/** Is it done, for good or ill? Nothing follows. */
export const isFinal = ({ state }: Pick<DataRequest, "state">): boolean =>
  state === "answered" || state === "refused" || state === "withdrawn";

/** Throws `Refused` `malformed`. A kind or state of a later version is read as it is. */
export function readRequest(value: unknown): DataRequest {
  const it = map(value);
  return {
    n: count(it.n),
    conversation: text(it.conversation),
    kind: text(it.kind),
    state: text(it.state),
    atMs: count(it.at_ms),
    dueMs: count(it.due_ms),
    changedMs: nil(count)(it.changed_ms),
    extended: flag(it.extended),
  };
}

/** Throws `Refused` `malformed`. */
export function readHold(value: unknown): Hold {
  const it = map(value);
  return {
    conversation: text(it.conversation),
    reason: text(it.reason),
    sinceMs: count(it.since_ms),
    untilMs: nil(count)(it.until_ms),
  };
}
