/** The way that somebody came by, as it goes with a message of theirs of any kind (S9). */

import type { Payload } from "../wire/layouts.ts";
import { sourceIn, wayIdIn } from "../wire/ways.ts";

/** At least one of them is not empty. */
export interface CameBy {
  readonly id: string;
  readonly source: string;
}

/** What goes into the payload beside what its kind says; null: nothing does. */
export function wayField({ id, source }: CameBy): Payload | null {
  const field = { ...(id === "" ? {} : { id }), ...(source === "" ? {} : { source }) };
  return Object.keys(field).length === 0 ? null : field;
}

/** What a payload's field `way` says; null: nothing, or it has another shape. Anybody can write any source: it proves nothing. */
export function cameBy(field: unknown): CameBy | null {
  if (typeof field !== "object" || field === null) return null;
  const { id, source } = field as Payload;
  const read = { id: wayIdIn(id), source: sourceIn(source) };
  return read.id === "" && read.source === "" ? null : read;
}
