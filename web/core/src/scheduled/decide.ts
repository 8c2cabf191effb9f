/** What a device does with a scheduled message that it holds. Pure; the argument why it is sent once is ADR 32. */

import { type Claim, isSame, type Planned } from "../documents/scheduled.ts";

export interface Sight {
  /** The newest version that the server has stored, as this device knows it; no change that waits here is in it. */
  readonly planned: Planned;
  /** A change of it waits here. */
  readonly changing: boolean;
  /** This device's id. */
  readonly mine: string;
  /** The server's clock. */
  readonly nowMs: number;
  /** The claim under which this device wrote the message into its outbox; null: it did not. */
  readonly put: Claim | null;
  /** That message, or any that was written for this document, waits in the outbox here. */
  readonly waits: boolean;
  /** The message of the claim is in the log here. */
  readonly inLog: boolean;
  /** The author is of the team. */
  readonly authorThere: boolean;
  /** All of the log until now was read here. */
  readonly level: boolean;
  readonly blocked: boolean;
}

/**
 * `claim`: say that this device will send it. `put`: the claim was stored, write the message into the outbox. `withdraw`: another device
 * claimed it meanwhile, take the message out of the outbox. `finish`: it was sent, drop its text. `wait`: nothing now.
 */
export type Deed = "claim" | "put" | "withdraw" | "finish" | "wait";

export function decide(sight: Sight): Deed {
  const { planned, changing, mine, put, waits } = sight;
  if (waits && put !== null && !isSame(put, planned.claim)) return "withdraw";
  if (planned.text === null || changing || waits) return "wait";
  // It was in the outbox here and is there no longer: the server has it.
  if (put !== null || sight.inLog) return "finish";
  if (planned.claim === null) return mayClaim(sight) ? "claim" : "wait";
  return planned.claim.device === mine ? "put" : "wait";
}

const mayClaim = ({ planned, nowMs, level, blocked, authorThere }: Sight): boolean =>
  level && planned.atMs <= nowMs && !blocked && authorThere;
