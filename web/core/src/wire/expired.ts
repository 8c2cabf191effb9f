/** The body of an `expired` event: a conversation whose time is over by the profile at `rev` (D2). Apart, because most visits never meet one. */

import { array, count } from "../base/shape.ts";
import { type ErasedBody, readErased } from "./events.ts";

export interface ExpiredBody extends Pick<ErasedBody, "erased" | "kept"> {
  readonly rev: number;
}

const NOTHING = new Uint8Array(0);

/** Throws `Refused` `malformed`. */
export function readExpired(body: unknown): ExpiredBody {
  const [rev, ...gone] = array(3)(body);
  // It lists what went as an `erased` event does, and has no command.
  const { erased, kept } = readErased([NOTHING, NOTHING, ...gone]);
  return { rev: count(rev), erased, kept };
}
