/** Messages that are sent later, by the first device of the team that is there (L8). */

import type { Readable } from "../base/readable.ts";

export interface Scheduled {
  /** Names it in its conversation. */
  readonly key: string;
  /** Who wrote it. */
  readonly author: number;
  /** null: it was sent. */
  readonly text: string | null;
  readonly atMs: number;
  /**
   * `waiting`: every device of the team knows it. `saving`: it waits on this device for the connection. `failed`: the server refused it.
   * `claimed`: a device is sending it. `sent`: it was.
   */
  readonly state: "waiting" | "saving" | "failed" | "claimed" | "sent";
  /** The message that it becomes or became, by its key. */
  readonly message: string | null;
  /** Whose device claimed it, whether it is this device, and when. */
  readonly claimer: number | null;
  readonly ours: boolean;
  readonly claimedMs: number | null;
  /** What keeps it from being sent at its time: the customer is blocked, its author left the team, or is a program that may not send (S23). */
  readonly held: "blocked" | "author" | "program" | null;
}

export type ScheduleOutcome = "kept" | "too_long" | "too_many" | "too_far";

/** At most so many wait in one conversation. */
export const MOST = 20;
/** At most so far ahead. */
export const HORIZON_MS = 366 * 86_400_000;
/** A device that claimed one and did not send it for so long can be relieved of it, by a person. */
export const PATIENCE_MS = 120_000;
/** Sent later than this after its time, it was late. */
export const LATE_MS = 120_000;

export interface ScheduledView {
  /** By their times; with those that were sent and are still held here. */
  readonly all: Readable<readonly Scheduled[]>;
  /** How many changes made on this device came too late: the message was being sent. */
  readonly late: Readable<number>;
  schedule(text: string, atMs: number): Promise<ScheduleOutcome>;
  /** Another time. Too late once a device claimed it. */
  move(key: string, atMs: number): Promise<ScheduleOutcome>;
  /** By the first device that is there, most likely this one. Also adopts one whose author left. */
  sendNow(key: string): Promise<void>;
  cancel(key: string): Promise<void>;
  /** For one that a device claimed and does not send. */
  takeOver(key: string): Promise<void>;
  leave(): void;
}

export interface ScheduleCommands {
  scheduled(conversation: string): Promise<readonly Scheduled[]>;
  /** Conversations in which one waits, with the time of the next. */
  scheduledNext(): Promise<readonly NextScheduled[]>;
  schedule(conversation: string, text: string, atMs: number): Promise<ScheduleOutcome>;
  moveScheduled(conversation: string, key: string, atMs: number): Promise<ScheduleOutcome>;
  sendScheduled(conversation: string, key: string): Promise<void>;
  cancelScheduled(conversation: string, key: string): Promise<void>;
  takeOverScheduled(conversation: string, key: string): Promise<void>;
}

export interface NextScheduled {
  readonly conversation: string;
  /** null: none waits. */
  readonly nextMs: number | null;
}

/** What the leading tab tells all tabs of them. */
export interface ScheduledChanged extends NextScheduled {
  readonly type: "scheduled";
}
