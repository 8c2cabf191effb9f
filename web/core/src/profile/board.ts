/** The board: one line of the day in the signed profile, until it ends by itself (S14, protocol/profile.md). */

import { BOARD_CHARACTERS } from "../wire/generated.ts";

export interface Board {
  readonly text: string;
  /** From this instant on nobody shows it, whatever the server says. */
  readonly untilMs: number;
}

/** The board of a profile; null without one, and for what cannot be read: early records may hold anything. */
export function boardIn(value: unknown): Board | null {
  if (value === null || typeof value !== "object") return null;
  const { text, until_ms: untilMs } = value as Readonly<Record<string, unknown>>;
  if (typeof text !== "string" || typeof untilMs !== "number" || !Number.isSafeInteger(untilMs)) return null;
  const line = text.trim();
  return line === "" || [...line].length > BOARD_CHARACTERS || untilMs < 0 ? null : { text: line, untilMs };
}

/** The line that hangs there now; null: none does. */
export const boardAt = (board: Board | null, nowMs: number): string | null =>
  board !== null && nowMs < board.untilMs ? board.text : null;
