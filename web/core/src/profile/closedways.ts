/** The ways that are switched off, by their ids: all that a profile says of ways (protocol/profile.md). Pure. */

import { WAYS_CLOSED } from "../wire/generated.ts";
import { wayIdIn } from "../wire/ways.ts";
import type { ProfileFields } from "./api.ts";

/** The ids in a profile's field `ways_closed`; what is none is left out: early records may hold anything. */
export const closedIn = (field: unknown): readonly string[] =>
  Array.isArray(field)
    ? field
        .slice(0, WAYS_CLOSED)
        .map(wayIdIn)
        .filter((id) => id !== "")
    : [];

/**
 * The profile with this way switched off, or on again. The one that was switched off last stands last; when there are too many, the first one
 * is let go: its links work again, and its messages still say where they come from.
 */
export function withWay(fields: ProfileFields, id: string, open: boolean): ProfileFields {
  const { ways_closed: before, ...rest } = fields;
  const others = closedIn(before).filter((each) => each !== id);
  const after = (open ? others : [...others, id]).slice(-WAYS_CLOSED);
  return after.length === 0 ? rest : { ...rest, ways_closed: after };
}
