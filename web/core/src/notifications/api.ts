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

/** `none`, `asked` (a mail asks whether the address is right), `confirmed`, `stopped` (by a link in a mail), `refused` (there is no such address). */
export interface MailChoice {
  readonly state: string;
  /** Empty unless one is stored. */
  readonly address: string;
}

export interface NotificationChoices {
  /** The server's key for push services, as browsers want it. */
  readonly key: string;
  /** This device is told through a push service while it is away. */
  readonly push: boolean;
  /** Where the server tells this device; null: nowhere, or an earlier server, which does not say. */
  readonly endpoint: string | null;
  /** Signals went out, and this device followed none of the last within a day. */
  readonly unconfirmed: boolean;
  /** The person's; null for customers. */
  readonly quiet: Quiet | null;
  /** Quiet times of the last 24 hours and the next 14 days. */
  readonly spans: readonly (readonly [number, number])[];
  /** Conversations that this person muted. */
  readonly muted: readonly string[];
  /** Calls ring at this device; null for customers. */
  readonly rings: boolean | null;
  /** The customer's; null for the team, and where the server sends no mail. */
  readonly mail: MailChoice | null;
}

export interface NotificationsView {
  /** null: not known yet. */
  readonly choices: Readable<NotificationChoices | null>;
  /** Asks the server. Rejects without a connection, as all of these do. */
  refresh(): Promise<NotificationChoices>;
  /** This device is told at that address of a push service; null: no more. `words`: those that asked for it, if somebody was asked now. */
  setPush(endpoint: string | null, words?: string): Promise<void>;
  /** Has a signal sent now; answers what the push service said. */
  tryPush(): Promise<string>;
  /** The customer's e-mail address, and the language of the mails; answers what became of the mail that asks. null: taken back. */
  setMail(address: string | null, language: string, words?: string): Promise<string>;
  /** Has a test mail sent; answers what the mail server said. */
  tryMail(): Promise<string>;
  /** Whether calls ring at this device. */
  setRings(on: boolean): Promise<void>;
  setQuiet(quiet: Quiet): Promise<void>;
  mute(conversation: string, on: boolean): Promise<void>;
}
