/** What the moving kit holds: its weeks and steps, and what a text of it is. */

import type { OpenWeek } from "./hours.ts";

/** Four weeks, each with what is to be done in it, by the ids that the team's document has them under (S9). */
export const WEEKS = [
  ["poster", "sticker", "google", "website", "invoice"],
  ["wa_greeting", "wa_away", "wa_reply", "regulars_1"],
  ["regulars_2", "email", "phone"],
  ["regulars_3"],
] as const;
export type StepId = (typeof WEEKS)[number][number];
export type PaperId = "poster" | "sticker";
export type TextId = Exclude<StepId, PaperId>;

export const isPaper = (id: StepId): id is PaperId => id === "poster" || id === "sticker";

/**
 * The most characters each may have. No public help of WhatsApp Business was found that names a limit for these fields: 200 is our own bound, short
 * enough to be read at a glance. Posts of a Google Business Profile hold 1,500, as is reported since 2018 (docs/howto/moving.md).
 */
export const LIMITS: Readonly<Partial<Record<TextId, number>>> = {
  wa_greeting: 200,
  wa_away: 200,
  wa_reply: 200,
  google: 1500,
};

/** What the texts take of the profile; empty where it says nothing. */
export interface Facts {
  readonly name: string;
  readonly street: string;
  /** Postcode and town. */
  readonly town: string;
  readonly phone: string;
  readonly week: OpenWeek;
  /** Of the page, without scheme and fragment. */
  readonly address: string;
}

/** The facts as a language says them. */
export interface Said {
  readonly name: string;
  /** Street and town in one line. */
  readonly place: string;
  readonly phone: string;
  readonly hours: string;
  readonly spokenHours: string;
  /** How the address is said aloud. */
  readonly spokenAddress: string;
}

/** One text in one language, the fullest form first. `link` is empty in texts that have room for none. */
export type Forms = (said: Said, link: string) => readonly string[];
export type Texts = Readonly<Record<TextId, Forms>>;

/** A text that is ready to be pasted. `limit` null: none is known. */
export interface Made {
  readonly text: string;
  readonly limit: number | null;
  readonly fits: boolean;
}

/** Lines that say something. */
export const lines = (...all: readonly string[]): string => all.filter(Boolean).join("\n");

/** A sentence about something that the profile may not have. */
export const where = (known: string, sentence: string): string => (known === "" ? "" : sentence);
