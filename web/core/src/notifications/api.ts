/** Whether, how and when a device is told of messages (W12): what the apps see of it. */

import type { Readable } from "../base/readable.ts";

/** `opening`: quiet outside the opening hours; `daily`: from one minute of each day to another; `never`. */
export interface Quiet {
  readonly mode: string;
  readonly fromMinute: number;
  readonly untilMinute: number;
  /** First and last day of a holiday, `2026-12-24`. */
  readonly awayFrom: string | null;
  readonly awayUntil: string | null;
}

export interface NotificationChoices {
  /** The server's key for push services, as browsers want it. */
  readonly key: string;
  /** This device is told through a push service while it is away. */
  readonly push: boolean;
  /** The person's; null for customers. */
  readonly quiet: Quiet | null;
  /** Quiet times of the last 24 hours and the next 14 days. */
  readonly spans: readonly (readonly [number, number])[];
  /** Conversations that this person muted. */
  readonly muted: readonly string[];
}

export interface NotificationsView {
  /** null: not known yet. */
  readonly choices: Readable<NotificationChoices | null>;
  /** Asks the server. Rejects without a connection, as all of these do. */
  refresh(): Promise<NotificationChoices>;
  /** This device is told at that address of a push service; null: no more. */
  setPush(endpoint: string | null): Promise<void>;
  /** Has a signal sent now; answers what the push service said. */
  tryPush(): Promise<string>;
  setQuiet(quiet: Quiet): Promise<void>;
  mute(conversation: string, on: boolean): Promise<void>;
}
