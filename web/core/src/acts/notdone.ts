import type { WhyNot } from "../model/acts.ts";

/**
 * This cannot be done with that message, and nothing was sent. `unsent`: it still waits itself; `full`: three are pinned already; `empty`:
 * there are no words; `emoji`: that is not one emoji.
 */
export class NotDone extends Error {
  override readonly name = "NotDone";
  readonly why: WhyNot | "unsent" | "full" | "empty" | "emoji";
  constructor(why: NotDone["why"]) {
    super(why);
    this.why = why;
  }
}
