/** A question by labels, as one taps it together. Pure. */

import type { LabelQuery } from "@tresen/core/api";

/** The question with this label, or without it if it was in it; null: nothing is asked any more. */
export function toggled(query: LabelQuery | null, label: string): LabelQuery | null {
  const { match, with: held, without } = query ?? { match: "all", with: [], without: [] };
  const others = held.filter((each) => each !== label);
  const now = {
    match,
    with: others.length < held.length ? others : [...held, label],
    without: without.filter((each) => each !== label),
  };
  return now.with.length + now.without.length === 0 ? null : now;
}
