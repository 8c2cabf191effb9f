/** What a view that has no properties is told by its test. */

import type { Inbox } from "@tresen/core/api";

interface Told {
  readonly counts: Inbox["counts"];
  done(what: string): void;
}

let now: Told | null = null;

export function tell(given: Told): void {
  now = given;
}

export function told(): Told {
  if (now === null) throw new Error("the test tells the view nothing");
  return now;
}
