/** What a person can do with a message of an open conversation. */

import type { Reaction, Version } from "../model/acts.ts";
import type { ErasingOutcome } from "../model/erased.ts";
import type { Retention } from "../wire/generated.ts";

export type { ActKind, Pinned, Quote, Reaction, Refused, RowActs, Version, WhyNot } from "../model/acts.ts";

/** What the menu of a message may offer now. */
export type Verb =
  | "reply"
  | "react"
  | "edit"
  | "copy"
  | "forward"
  | "star"
  | "pin"
  | "keep"
  | "details"
  | "erase";

/** What is known of a message: the times are the server's, and those of reading say "by then". */
export interface MessageDetails {
  /** By the sender's clock. null for a message whose sender's clock is not known here. */
  readonly sentMs: number | null;
  /** When the server stored it; null while it waits. */
  readonly storedMs: number | null;
  /** The newest step of the marks by which it had been delivered: at the latest then. The server keeps no step for each message at hand. */
  readonly deliveredMs: number | null;
  /** At the latest then; null: not read, or the server could not be asked. */
  readonly readMs: number | null;
  /** Whose receipts these are: those of the side that did not write it. All of a team share theirs. */
  readonly readers: "customer" | "team";
  /** The server could be asked. false: the times are not known, and only `delivered` and `read` hold, from the marks held here. */
  readonly asked: boolean;
  readonly delivered: boolean;
  readonly read: boolean;
  readonly versions: readonly Version[];
  readonly reactions: readonly Reaction[];
}

/**
 * Messages are named by their rows' keys. All of them reject with `NotDone` when this cannot be done with that message, and nothing was
 * sent. What was accepted waits without a connection, like a message; if it changes nothing in the end, the row's `acts.refused` says why.
 */
export interface MessageActs {
  /** What can be done with it at this moment. Ask again when it is shown: after fifteen minutes `edit` is gone. */
  may(message: string): ReadonlySet<Verb>;
  /** Until when a text can be edited; null: never, or not by this person. */
  editableUntilMs(message: string): number | null;
  /** A text with a quote of that message. */
  reply(message: string, text: string): Promise<void>;
  /** null takes one's own reaction back; another one replaces it. */
  react(message: string, emoji: string | null): Promise<void>;
  edit(message: string, text: string): Promise<void>;
  /** For both sides; three at most in a conversation. */
  pin(message: string, on: boolean): Promise<void>;
  /** For this person alone, on this device. */
  star(message: string, on: boolean): Promise<void>;
  details(message: string): Promise<MessageDetails>;
  /** For both sides. As `Chat.erase` and `Inbox.erase`. */
  erase(message: string): Promise<ErasingOutcome>;
  /** Takes back an act that the server refused and that still waits, by its own key. */
  dismiss(act: string): Promise<void>;
}

export interface CustomerActs extends MessageActs {
  /**
   * [L14] Objects to being counted in the business's statistics, or takes that back; without an argument: whether it is so. Resolves once
   * the figures are right; rejects without a connection.
   */
  objection(on?: boolean): Promise<boolean>;
}

export interface TeamActs extends MessageActs {
  /** Sealed anew for that conversation, marked as forwarded. What its kind says is carried whole, also of kinds not known here. */
  forward(message: string, to: string): Promise<void>;
  /** As `Inbox.retain`. */
  keep(message: string, as: Retention): Promise<void>;
}
