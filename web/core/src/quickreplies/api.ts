/** What the inbox sees of quick replies, in the composer and on their page. */

import type { Readable } from "../base/readable.ts";
import type { QuickReply } from "../documents/quickreply.ts";
import type { Language } from "../wire/generated.ts";

/** From the first instant up to but not including the second. */
export type Opening = readonly [fromMs: number, toMs: number];

/** A quick reply as it is here. `key` names it as long as it exists; `uses`: in the last 13 weeks, by the whole team. */
export interface ReplyEntry {
  readonly key: string;
  readonly reply: QuickReply;
  readonly uses: number;
  /** The shortcut that it was saved under on a device that was apart, and that another reply had before. null: it has its own. */
  readonly savedAs: string | null;
}

/** How often all replies that exist were sent, by day since 1970 in UTC. Kept from day `from` on. */
export interface ReplyDays {
  readonly from: number;
  readonly counts: ReadonlyMap<number, number>;
}

/** A reply to be made (`key` null) or changed. */
export interface GivenReply {
  readonly key: string | null;
  readonly reply: QuickReply;
}

export interface QuickReplyCommands {
  /** Writes a tidied reply; `key` null: a new one. Throws `EntryRemoved` and `TooLong`. */
  saveReply(key: string | null, reply: QuickReply): Promise<void>;
  /** Writes all of them, or none. Throws as `saveReply`. */
  saveReplies(replies: readonly GivenReply[]): Promise<void>;
  removeReply(key: string): Promise<void>;
  /** Writes a reply that was removed under this key anew, with the uses that were counted for it. Throws `TooLong`. */
  restoreReply(key: string, reply: QuickReply): Promise<void>;
  /** One use more, on this day in the business's time zone. */
  countReply(key: string, zone: string): Promise<void>;
}

export interface QuickRepliesView {
  /** null: not read yet. Includes the changes of this device that wait for a connection. */
  readonly entries: Readable<readonly ReplyEntry[] | null>;
  /** null: not read yet. As new as `entries`. */
  readonly days: Readable<ReplyDays | null>;
  /** How often a change that was made here without a connection came too late, because somebody had removed the reply. */
  readonly lost: Readable<number>;
  save(key: string | null, reply: QuickReply): Promise<void>;
  /** Saves all of them, or none. */
  saveAll(replies: readonly GivenReply[]): Promise<void>;
  remove(key: string): Promise<void>;
  /** Brings a removed reply back: it has another key then, and the uses that it had. */
  restore(key: string, reply: QuickReply): Promise<void>;
  /** The reply was put into a message: it is counted for the team, not for a person, on this day in the business's time zone. */
  used(key: string, zone: string): void;
  /** When the business opens next in its time zone, as one says it; "" when that is not known. */
  nextOpening(language: Language, zone: string): string;
  /** When the business is open, from today for two weeks, as the server last said it; empty: not known, or no hours. */
  readonly openings: Readable<readonly Opening[]>;
  /** Asks again, if the last answer is old. */
  renewOpenings(): void;
}
